/**
 * The log of documents over one SQLite connection, synchronous: what the worker of `sqlite.ts` and the fake of `memory.ts`
 * both run. Nothing else writes.
 */
import { deflateSync, inflateSync } from 'node:zlib';
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { encodeChecked, fold, hasPending, type Folded } from './fold.ts';
import {
  CommitConflict,
  type Append,
  type Commit,
  type DocumentKey,
  type RowWrite,
  type StoredDocument,
} from './store.ts';

/** What became of one commit of a batch: null when it is stored. */
export type CommitResult = Error | null;

export interface DocumentLog {
  /** One transaction for all; each commit is rolled back alone where it fails. @throws when nothing is stored */
  commit(commits: readonly Commit[]): CommitResult[];
  load(document: DocumentKey): StoredDocument;
  epoch(document: DocumentKey): number;
  compact(document: DocumentKey): void;
  erase(document: DocumentKey): number;
}

interface DocRow {
  id: number;
  epoch: number;
}

interface Stored extends DocRow {
  /** Covered by the snapshot; 0 without one. */
  upto: number;
  snapshot: Uint8Array | null;
  rows: { seq: number; data: Uint8Array }[];
  quarantined: (number | null)[];
  folded: Folded;
}

// SQLITE_CONSTRAINT of https://www.sqlite.org/rescode.html; the upper bits say which.
const SQLITE_CONSTRAINT = 19;

function isConstraint(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && (Number(error.errcode) & 0xff) === SQLITE_CONSTRAINT;
}

export function createLog(db: DatabaseSync, now: () => number): DocumentLog {
  const sql = prepareAll(db);

  function transaction<T>(run: () => T): T {
    db.exec('begin immediate');
    try {
      const result = run();
      db.exec('commit');
      return result;
    } catch (error) {
      // A full disk or an I/O error has rolled back by itself (https://www.sqlite.org/lang_transaction.html).
      if (db.isTransaction) db.exec('rollback');
      throw error;
    }
  }

  function append({ document, bytes, actor, at, epoch, clients = [] }: Append): void {
    const { tenant, name } = document;
    const raise = () => sql.raiseHead.get(tenant, name, epoch) as { id: number; head_seq: number } | undefined;
    let head = raise();
    if (!head && epoch === 1) {
      sql.addDoc.run(tenant, name);
      head = raise();
    }
    if (!head) throw new CommitConflict('The document has another epoch.');
    sql.addUpdate.run(head.id, head.head_seq, bytes, actor, at);
    for (const client of clients) sql.addClient.run(head.id, client, actor, at);
  }

  function write({ sql: text, parameters, expect }: RowWrite): void {
    const { changes } = db.prepare(text).run(...(parameters as readonly SQLInputValue[]));
    if (expect !== null && Number(changes) !== expect) {
      throw new CommitConflict(`A statement changed ${changes} rows where ${expect} were expected.`);
    }
  }

  function commitOne(commit: Commit): CommitResult {
    db.exec('savepoint one');
    try {
      for (const one of commit.appends) append(one);
      for (const row of commit.rows) write(row);
      db.exec('release one');
      return null;
    } catch (error) {
      if (!db.isTransaction) throw error; // the whole transaction is gone, not this commit alone
      db.exec('rollback to one; release one');
      if (isConstraint(error)) return new CommitConflict('A constraint of the database says no.', { cause: error });
      return error instanceof Error ? error : new Error(String(error));
    }
  }

  /** Reads what is stored of a document and puts aside what cannot be read. */
  function read({ id, epoch }: DocRow): Stored {
    const stored = sql.snapshot.get(id) as { upto_seq: number; data: Uint8Array } | undefined;
    const quarantined: (number | null)[] = [];
    let snapshot = stored ? inflate(stored.data) : null;
    const all = sql.updates.all(id, stored?.upto_seq ?? 0) as { seq: number; data: Uint8Array }[];
    let folded = fold([...(snapshot ? [snapshot] : []), ...all.map((row) => row.data)]);
    if (stored && (!snapshot || folded.bad.includes(0))) {
      sql.quarantine.run(id, null, stored.data, now());
      sql.dropSnapshot.run(id);
      quarantined.push(null);
      if (snapshot) folded = fold(all.map((row) => row.data));
      snapshot = null;
    }
    const offset = snapshot ? 1 : 0;
    const bad = new Set(folded.bad.map((index) => index - offset));
    for (const index of bad) {
      const row = all[index]!;
      sql.quarantine.run(id, row.seq, row.data, now());
      sql.dropUpdate.run(id, row.seq);
      quarantined.push(row.seq);
    }
    const rows = all.filter((_, index) => !bad.has(index));
    return { id, epoch, upto: stored?.upto_seq ?? 0, snapshot, rows, quarantined, folded };
  }

  const find = ({ tenant, name }: DocumentKey) => sql.doc.get(tenant, name) as DocRow | undefined;

  return {
    commit: (commits) => transaction(() => commits.map(commitOne)),

    load: (document) =>
      transaction(() => {
        const doc = find(document);
        if (!doc) return { epoch: 1, snapshot: null, updates: [], clients: [], quarantined: [] };
        const { epoch, snapshot, rows, quarantined, folded } = read(doc);
        folded.doc.destroy();
        const clients = (sql.clients.all(doc.id) as { client: number }[]).map((row) => row.client);
        return { epoch, snapshot, updates: rows.map((row) => row.data), clients, quarantined };
      }),

    epoch: (document) => find(document)?.epoch ?? 1,

    compact: (document) =>
      transaction(() => {
        const doc = find(document);
        if (!doc) return;
        const { rows, folded } = read(doc);
        const last = rows.at(-1);
        if (last && !hasPending(folded.doc)) {
          const { changes } = sql.putSnapshot.run(doc.id, last.seq, deflateSync(encodeChecked(folded.doc)), now());
          if (Number(changes) === 1) sql.dropUpdates.run(doc.id, last.seq);
        }
        folded.doc.destroy();
      }),

    erase: (document) => {
      const epoch = transaction(() => {
        sql.addDoc.run(document.tenant, document.name);
        const raised = sql.raiseEpoch.get(document.tenant, document.name) as { id: number; epoch: number };
        sql.dropUpdates.run(raised.id, Number.MAX_SAFE_INTEGER);
        sql.dropSnapshot.run(raised.id);
        sql.dropQuarantine.run(raised.id);
        sql.dropClients.run(raised.id);
        return raised.epoch;
      });
      forget(db);
      return epoch;
    },
  };
}

/**
 * Deleted rows are overwritten (`secure_delete`), but copies of them stay in the write-ahead log until it is cut, and in
 * the slack of pages whose rows have moved until the file is written anew.
 * @throws where a reader held the log for longer than the busy timeout
 */
function forget(db: DatabaseSync): void {
  db.exec('vacuum');
  const { busy } = db.prepare('pragma wal_checkpoint(truncate)').get() as { busy: number };
  if (busy !== 0) throw new Error('Erased, but a reader keeps old pages in the write-ahead log.');
}

/** Null where the bytes are damaged; zlib's checksum finds it. */
function inflate(data: Uint8Array): Uint8Array | null {
  try {
    return new Uint8Array(inflateSync(data));
  } catch {
    return null; // damaged: the caller puts it aside and says so
  }
}

function prepareAll(db: DatabaseSync) {
  const statements = {
    doc: 'select id, epoch from doc where tenant = ? and name = ?',
    addDoc: 'insert into doc (tenant, name) values (?, ?) on conflict do nothing',
    raiseHead:
      'update doc set head_seq = head_seq + 1 where tenant = ? and name = ? and epoch = ? returning id, head_seq',
    raiseEpoch: 'update doc set epoch = epoch + 1 where tenant = ? and name = ? returning id, epoch',
    addUpdate: 'insert into doc_update (doc, seq, data, actor, at) values (?, ?, ?, ?, ?)',
    updates: 'select seq, data from doc_update where doc = ? and seq > ? order by seq',
    dropUpdate: 'delete from doc_update where doc = ? and seq = ?',
    dropUpdates: 'delete from doc_update where doc = ? and seq <= ?',
    snapshot: 'select upto_seq, data from doc_snapshot where doc = ?',
    // Only forward: a compaction that was overtaken changes nothing, and its rows stay.
    putSnapshot: `insert into doc_snapshot (doc, upto_seq, data, at) values (?, ?, ?, ?)
      on conflict (doc) do update set upto_seq = excluded.upto_seq, data = excluded.data, at = excluded.at
      where excluded.upto_seq > doc_snapshot.upto_seq`,
    dropSnapshot: 'delete from doc_snapshot where doc = ?',
    quarantine: 'insert into quarantine (doc, seq, data, at) values (?, ?, ?, ?)',
    clients: 'select client from doc_client where doc = ?',
    addClient: 'insert into doc_client (doc, client, person, at) values (?, ?, ?, ?) on conflict do nothing',
    dropClients: 'delete from doc_client where doc = ?',
    dropQuarantine: 'delete from quarantine where doc = ?',
  };
  const entries = Object.entries(statements).map(([name, text]) => [name, db.prepare(text)]);
  return Object.fromEntries(entries) as Record<keyof typeof statements, StatementSync>;
}
