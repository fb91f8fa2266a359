/**
 * What reads documents over one SQLite connection, synchronous: validates what is stored and folds it. It writes nothing:
 * what it finds unreadable, and the snapshots it makes, are told to the writer (`log.ts`).
 */
import { createHash } from 'node:crypto';
import { deflateSync, inflateSync } from 'node:zlib';
import type { DatabaseSync } from 'node:sqlite';
import type * as Y from 'yjs';
import { decodes, encodeLossless, fold } from './fold.ts';
import type { NewSnapshot, Target, Unreadable } from './log.ts';
import { prepareAll } from './statements.ts';
import type { DocumentKey, StoredDocument } from './store.ts';
import { createTransact } from './transaction.ts';

interface Found {
  readonly target: Target;
  readonly unreadable: readonly Unreadable[];
}

export interface Loaded extends Found {
  readonly stored: Omit<StoredDocument, 'quarantined'>;
}

/** What a compaction is about to do; read in one moment, so the writer checks that it is still so. */
export interface Plan extends Found {
  /** Null where the newest snapshot covers everything already, or nothing could be made that loses nothing. */
  readonly add: NewSnapshot | null;
  /** The snapshot that is to stay when everything before it is dropped; null where nothing is to be dropped. */
  readonly keep: { readonly upto: number; readonly digest: string } | null;
}

export interface DocumentReading {
  /** Null for a document that was never written. */
  load(document: DocumentKey): Loaded | null;
  /** Null for a document that was never written. */
  plan(document: DocumentKey): Plan | null;
  /**
   * Whether the snapshot reads back as the very state of `digest`, which was decoded and compared when it was made; null
   * where it is gone.
   */
  proves(target: Target, keep: { upto: number; digest: string }): boolean | null;
}

/** What cannot be asked of another thread. */
export interface LocalReading extends DocumentReading {
  /**
   * The document itself, without what cannot be read, and which Yjs client is which person; null for one that was never
   * written. The caller destroys it.
   */
  folded(document: DocumentKey): { readonly doc: Y.Doc; readonly clients: ReadonlyMap<number, string> } | null;
}

interface Rows extends Found {
  /** The newest snapshot that can be read. */
  readonly base: { readonly upto: number; readonly state: Uint8Array } | null;
  readonly updates: readonly { seq: number; data: Uint8Array }[];
  readonly clients: ReadonlyMap<number, string>;
  /** Whether something is stored that `base` covers. */
  readonly covered: boolean;
}

export function createReading(db: DatabaseSync): LocalReading {
  const sql = prepareAll(db, statements);
  const transact = createTransact(db, 'deferred');

  /** Of one moment. `distrusted` snapshots decode, yet cannot be applied. */
  const read = ({ tenant, name }: DocumentKey, distrusted: ReadonlySet<number>): Rows | null =>
    transact(() => {
      const target = sql.doc.get(tenant, name) as { id: number; epoch: number } | undefined;
      if (!target) return null;
      const snapshots = sql.snapshots.all(target.id) as { upto: number; data: Uint8Array }[];
      const unreadable: Unreadable[] = [];
      let base: Rows['base'] = null;
      for (const { upto, data } of snapshots) {
        const state = distrusted.has(upto) ? null : inflate(data);
        if (state) {
          base = { upto, state };
          break;
        }
        unreadable.push({ snapshotUpto: upto });
      }
      const updates = sql.updates.all(target.id, base?.upto ?? 0) as { seq: number; data: Uint8Array }[];
      const met = sql.clients.all(target.id) as { client: number; person: string }[];
      const clients = new Map(met.map(({ client, person }) => [client, person]));
      const covered = base !== null && sql.covered.get(target.id, base.upto) !== undefined;
      return { target: { id: target.id, epoch: target.epoch }, unreadable, base, updates, clients, covered };
    });

  /** Reads, and leaves out what cannot be applied. The caller destroys `doc`, null where nothing came after the snapshot. */
  function readAndFold(document: DocumentKey) {
    const distrusted = new Set<number>();
    for (;;) {
      const rows = read(document, distrusted);
      if (!rows) return null;
      const { base, updates } = rows;
      if (updates.length === 0) return { ...rows, doc: null };
      const { doc, bad } = fold([...(base ? [base.state] : []), ...updates.map((update) => update.data)]);
      if (base && bad.includes(0)) {
        distrusted.add(base.upto);
        doc.destroy();
        continue;
      }
      const badUpdates = new Set(bad.map((index) => index - (base ? 1 : 0)));
      return {
        ...rows,
        doc,
        updates: updates.filter((_, index) => !badUpdates.has(index)),
        unreadable: [...rows.unreadable, ...updates.filter((_, i) => badUpdates.has(i)).map(({ seq }) => ({ seq }))],
      };
    }
  }

  return {
    load(document) {
      const rows = readAndFold(document);
      if (!rows) return null;
      const { target, base, updates, clients, unreadable, doc } = rows;
      doc?.destroy();
      const stored = {
        epoch: target.epoch,
        snapshot: base?.state ?? null,
        updates: updates.map((update) => update.data),
        clients,
      };
      return { target, stored, unreadable };
    },

    folded(document) {
      const rows = readAndFold(document);
      if (!rows) return null;
      const { base, clients, doc } = rows;
      return { doc: doc ?? fold(base ? [base.state] : []).doc, clients };
    },

    plan(document) {
      const rows = readAndFold(document);
      if (!rows) return null;
      const { target, base, updates, covered, unreadable, doc } = rows;
      const last = updates.at(-1);
      // Where the copy would not be the same, the rows stay; the next compaction tries again with more of them.
      const state = last && doc ? encodeLossless(doc) : null;
      doc?.destroy();
      if (last && state) {
        const keep = { upto: last.seq, digest: digestOf(state) };
        const add = { data: deflateSync(state), upto: last.seq, after: base?.upto ?? 0, rows: updates.length };
        return { target, unreadable, add, keep };
      }
      // A compaction that was interrupted has left what its snapshot covers.
      const keep = base && covered ? { upto: base.upto, digest: digestOf(base.state) } : null;
      return { target, unreadable, add: null, keep };
    },

    proves: ({ id, epoch }, { upto, digest }) => {
      const snapshot = sql.snapshot.get(id, epoch, upto) as { data: Uint8Array } | undefined;
      if (!snapshot) return null;
      const state = inflate(snapshot.data);
      return state !== null && digestOf(state) === digest;
    },
  };
}

const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('base64');

/** Null where the bytes are damaged: zlib's checksum finds it. */
function inflate(data: Uint8Array): Uint8Array | null {
  try {
    const state = new Uint8Array(inflateSync(data));
    return decodes(state) ? state : null;
  } catch {
    return null; // damaged: the caller puts it aside and says so
  }
}

const statements = {
  doc: 'select id, epoch from doc where tenant = ? and name = ?',
  snapshots: 'select upto_seq as upto, data from doc_snapshot where doc = ? order by upto_seq desc',
  updates: 'select seq, data from doc_update where doc = ? and seq > ? order by seq',
  clients: 'select client, person from doc_client where doc = ?',
  covered: `select 1 where exists (select 1 from doc_snapshot where doc = ?1 and upto_seq < ?2)
    or exists (select 1 from doc_update where doc = ?1 and seq <= ?2)`,
  snapshot: `select data from doc_snapshot where upto_seq = ?3
    and doc = (select id from doc where id = ?1 and epoch = ?2)`,
};
