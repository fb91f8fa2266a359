/**
 * The `SyncStore` port: documents as append-only logs with a snapshot, and the one writer of everything. One contract suite
 * (`store.contract.ts`) runs on every adapter and on the fake.
 */
import type { Kysely } from 'kysely';
import type { Tables } from './schema.ts';

export interface DocumentKey {
  readonly tenant: string;
  /** The document's name, as in `@fireside/protocol`'s `documentName`. */
  readonly name: string;
}

export interface Append {
  readonly document: DocumentKey;
  /** One Yjs update, v1, already decoded and applied once. */
  readonly bytes: Uint8Array;
  /** The person who wrote it, or `server`. */
  readonly actor: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** The epoch that the writer believes in; a mismatch refuses the whole commit. */
  readonly epoch: number;
  /** Yjs clientIDs that the document meets for the first time; each is kept with `actor` and `at`, the first one for good. */
  readonly clients?: readonly number[];
}

/** One compiled statement. `expect` is the number of rows that it must change, null where any is right. */
export interface RowWrite {
  readonly sql: string;
  readonly parameters: readonly unknown[];
  readonly expect: number | null;
}

export interface Commit {
  readonly appends: readonly Append[];
  readonly rows: readonly RowWrite[];
}

export interface StoredDocument {
  readonly epoch: number;
  /** Full state, v1; null before the first compaction. */
  readonly snapshot: Uint8Array | null;
  /** What came after the snapshot, in order. */
  readonly updates: readonly Uint8Array[];
  /** The Yjs clients that the document has met, each with the person who brought it first. */
  readonly clients: ReadonlyMap<number, string>;
  /** What could not be read and was put aside by this load: the seq of an update, null for a snapshot. */
  readonly quarantined: readonly (number | null)[];
}

/**
 * A statement changed another number of rows than expected, a constraint said no, or an epoch had passed: nothing of the
 * commit is stored, and the same commit would be refused again.
 */
export class CommitConflict extends Error {
  override readonly name = 'CommitConflict';
}

export interface SyncStore {
  /**
   * One transaction, on disk when it resolves (SQLite: WAL, synchronous FULL). Commits that arrive while another is under
   * way share the next transaction, each rolled back alone where it conflicts. Every commit asked before it is done before
   * it; an empty one really writes something, and so says whether the store works.
   * @throws CommitConflict; any other error means "not stored", and that a retry may help
   */
  commit(commit: Commit): Promise<void>;
  /** With everything that was asked before. An unknown document is epoch 1 with nothing in it. Rows that cannot be read are quarantined, and the rest opens. */
  load(document: DocumentKey): Promise<StoredDocument>;
  /**
   * Folds the log into a snapshot, what waits in it for an update that never came included, reads that back, and only then
   * drops what it covers.
   * @throws where something cannot be read: all stays as it is, and the next load puts it aside
   */
  compact(document: DocumentKey): Promise<void>;
  /**
   * Removes log, snapshots, quarantine and clients and raises the epoch; answers the new one when the bytes are gone from
   * the disk. For that the file is written anew, and commits wait meanwhile: some 10 ms for each MB of all documents.
   */
  erase(document: DocumentKey): Promise<number>;
  /** Ends the store after what was asked before; what is asked later is refused. */
  close(): Promise<void>;
}

/** A store with the connection that reads what it has committed: rows of every table, never written through. */
export interface Storage {
  readonly store: SyncStore;
  readonly reader: Kysely<Tables>;
}
