/**
 * What writes documents over one SQLite connection, synchronous: the writer's thread of `sqlite.ts` and the fake of
 * `memory.ts` both run it. Nothing else writes. Reading and folding are `reading.ts`.
 */
import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { Heads } from './heads.ts';
import { createStatementCache, prepareAll } from './statements.ts';
import { CommitConflict, type Commit, type DocumentKey, type RowWrite } from './store.ts';
import { createTransact } from './transaction.ts';

/** What became of one commit of a batch: null when it is stored. */
export type CommitResult = Error | null;

/** A document at one epoch: what was read of it is of no use once it is erased. */
export interface Target {
  readonly id: number;
  readonly epoch: number;
}

/** What could not be read: an update by its seq, a snapshot by the last seq that it covers. */
export type Unreadable = { readonly seq: number } | { readonly snapshotUpto: number };

export interface NewSnapshot {
  /** Deflated. */
  readonly data: Uint8Array;
  /** The last update that it covers. */
  readonly upto: number;
  /** The updates that it was made of, besides the snapshot before it: they begin after `after`. */
  readonly after: number;
  readonly rows: number;
}

export interface DocumentLog {
  /** One transaction for all; each commit is rolled back alone where it fails. @throws when nothing is stored */
  commit(commits: readonly Commit[]): CommitResult[];
  /** Moves into quarantine what is still there; answers what it has moved: seqs, null for a snapshot. */
  putAside(target: Target, unreadable: readonly Unreadable[]): (number | null)[];
  /** Adds a snapshot beside the one before; false where the log is no longer what it was made of. */
  addSnapshot(target: Target, snapshot: NewSnapshot): boolean;
  /** Drops what the snapshot up to `upto` covers, at most `rows` updates; answers whether there is more. */
  dropCovered(target: Target, upto: number, rows: number): boolean;
  /** Drops everything of a document and raises its epoch; copies stay in the files until `rewrite` and then `cutLog`. */
  erase(document: DocumentKey): number;
  /** Writes the file anew. */
  rewrite(): void;
  /** Empties the write-ahead log. False where a reader keeps old pages in it: to be tried again. */
  cutLog(): boolean;
  /** Whether copies may still be there, perhaps since before a crash. */
  needsRewrite(): boolean;
}

// SQLITE_CONSTRAINT of https://www.sqlite.org/rescode.html; the upper bits say which.
const SQLITE_CONSTRAINT = 19;

function isConstraint(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && (Number(error.errcode) & 0xff) === SQLITE_CONSTRAINT;
}

/** An update could not be written: perhaps because of what it is, perhaps because of the disk. */
class CannotAppend extends Error {}

export function createLog(db: DatabaseSync, now: () => number): DocumentLog {
  const sql = prepareAll(db, statements);
  const compiled = createStatementCache(db);
  const heads = new Heads(db);
  const transact = createTransact(db, 'immediate');

  /** Like `transact`; what is in memory follows what is on disk. */
  function transaction<T>(run: () => T): T {
    try {
      return transact(run);
    } catch (error) {
      heads.forget();
      throw error;
    }
  }

  function append({ appends }: Commit): void {
    for (const { document, epoch } of appends) {
      if ((heads.find(document)?.epoch ?? 1) !== epoch) throw new CommitConflict('The document has another epoch.');
    }
    for (const { document, bytes, actor, at, clients } of appends) {
      const head = heads.ensure(document);
      sql.addUpdate.run(head.id, head.seq + 1, bytes, actor, at);
      head.seq += 1;
      if (clients) for (const client of clients) sql.addClient.run(head.id, client, actor, at);
    }
  }

  function write({ sql: text, parameters, expect }: RowWrite): void {
    const { changes } = compiled(text).run(...(parameters as readonly SQLInputValue[]));
    if (expect !== null && Number(changes) !== expect) {
      throw new CommitConflict(`A statement changed ${changes} rows where ${expect} were expected.`);
    }
  }

  function commitAlone(commit: Commit): CommitResult {
    sql.savepoint.run();
    try {
      append(commit);
      for (const row of commit.rows) write(row);
      sql.release.run();
      return null;
    } catch (error) {
      heads.forget();
      if (!db.isTransaction) throw error; // the whole transaction is gone, not this commit alone
      sql.rollbackToSavepoint.run();
      sql.release.run();
      if (isConstraint(error)) return new CommitConflict('A constraint of the database says no.', { cause: error });
      return error instanceof Error ? error : new Error(String(error));
    }
  }

  /** Appends alone conflict before anything is written, so they need no savepoint. */
  function commitAppends(commit: Commit): CommitResult {
    try {
      append(commit);
      return null;
    } catch (error) {
      if (error instanceof CommitConflict) return error;
      throw new CannotAppend('', { cause: error });
    }
  }

  const commitAll = (commits: readonly Commit[], one: (commit: Commit) => CommitResult) =>
    transaction(() => {
      const results = commits.map(one);
      const written = commits.some(({ appends, rows }, index) => !results[index] && appends.length + rows.length > 0);
      if (!written) sql.probe.run();
      return results;
    });

  const isCurrent = ({ id, epoch }: Target) => sql.isCurrent.get(id, epoch) !== undefined;

  return {
    commit(commits) {
      try {
        return commitAll(commits, (commit) => (commit.rows.length > 0 ? commitAlone(commit) : commitAppends(commit)));
      } catch (error) {
        if (!(error instanceof CannotAppend)) throw error;
        // One that cannot be written must not take the others with it: each by itself, then.
        return commitAll(commits, commitAlone);
      }
    },

    putAside: (target, unreadable) =>
      transaction(() => {
        if (!isCurrent(target)) return [];
        const moved: (number | null)[] = [];
        for (const one of unreadable) {
          if ('seq' in one) {
            if (Number(sql.quarantineUpdate.run(now(), target.id, one.seq).changes) === 0) continue;
            sql.raiseHead.run(one.seq, target.id);
            sql.dropUpdate.run(target.id, one.seq);
            moved.push(one.seq);
          } else {
            if (Number(sql.quarantineSnapshot.run(now(), target.id, one.snapshotUpto).changes) === 0) continue;
            sql.dropSnapshot.run(target.id, one.snapshotUpto);
            moved.push(null);
          }
        }
        return moved;
      }),

    addSnapshot: (target, { data, upto, after, rows }) =>
      transaction(() => {
        if (!isCurrent(target)) return false;
        const newest = sql.newestSnapshot.get(target.id) as { upto: number | null };
        const there = sql.countUpdates.get(target.id, after, upto) as { count: number };
        if ((newest.upto ?? 0) !== after || there.count !== rows) return false;
        sql.addSnapshot.run(target.id, upto, data, now());
        sql.raiseHead.run(upto, target.id);
        return true;
      }),

    dropCovered: (target, upto, rows) =>
      transaction(() => {
        if (!isCurrent(target)) return false;
        sql.dropSnapshotsBefore.run(target.id, upto);
        return Number(sql.dropUpdates.run(target.id, upto, rows).changes) === rows;
      }),

    erase: (document) =>
      transaction(() => {
        const { id, seq } = heads.ensure(document);
        heads.forget();
        sql.raiseHead.run(seq, id);
        const { epoch } = sql.raiseEpoch.get(id) as { epoch: number };
        for (const drop of [sql.eraseUpdates, sql.eraseSnapshots, sql.eraseQuarantine, sql.eraseClients]) drop.run(id);
        sql.noteScrub.run(1);
        return epoch;
      }),

    /*
     * Deleted rows are overwritten (`secure_delete`), but copies of them stay in the slack of pages whose rows have moved
     * until the file is written anew, and in the write-ahead log until it is cut.
     */
    rewrite: () => db.exec('vacuum'),

    cutLog() {
      if ((sql.truncateLog.get() as { busy: number }).busy !== 0) return false;
      sql.noteScrub.run(0);
      return true;
    },

    needsRewrite: () => sql.needsScrub.get() !== undefined,
  };
}

const statements = {
  savepoint: 'savepoint one',
  release: 'release one',
  rollbackToSavepoint: 'rollback to one',
  addUpdate: 'insert into doc_update (doc, seq, data, actor, at) values (?, ?, ?, ?, ?)',
  addClient: 'insert into doc_client (doc, client, person, at) values (?, ?, ?, ?) on conflict do nothing',
  probe: 'update upkeep set probe = randomblob(65536)',

  isCurrent: 'select 1 from doc where id = ? and epoch = ?',
  raiseHead: 'update doc set head_seq = max(head_seq, ?) where id = ?',

  quarantineUpdate: `insert into quarantine (doc, seq, data, at)
    select doc, seq, data, ? from doc_update where doc = ? and seq = ?`,
  dropUpdate: 'delete from doc_update where doc = ? and seq = ?',
  quarantineSnapshot: `insert into quarantine (doc, seq, data, at)
    select doc, null, data, ? from doc_snapshot where doc = ? and upto_seq = ?`,
  dropSnapshot: 'delete from doc_snapshot where doc = ? and upto_seq = ?',

  newestSnapshot: 'select max(upto_seq) as upto from doc_snapshot where doc = ?',
  countUpdates: 'select count(*) as count from doc_update where doc = ? and seq > ? and seq <= ?',
  addSnapshot: 'insert into doc_snapshot (doc, upto_seq, data, at) values (?, ?, ?, ?)',
  dropSnapshotsBefore: 'delete from doc_snapshot where doc = ? and upto_seq < ?',
  dropUpdates: `delete from doc_update where doc = ?1 and seq <=
    (select max(seq) from (select seq from doc_update where doc = ?1 and seq <= ?2 order by seq limit ?3))`,

  raiseEpoch: 'update doc set epoch = epoch + 1 where id = ? returning epoch',
  eraseUpdates: 'delete from doc_update where doc = ?',
  eraseSnapshots: 'delete from doc_snapshot where doc = ?',
  eraseQuarantine: 'delete from quarantine where doc = ?',
  eraseClients: 'delete from doc_client where doc = ?',
  truncateLog: 'pragma wal_checkpoint(truncate)',
  noteScrub: 'update upkeep set scrub = ?',
  needsScrub: 'select 1 from upkeep where scrub = 1',
};
