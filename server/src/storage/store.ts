/**
 * The `SyncStore` port: documents as append-only logs with a snapshot, and the one writer of everything. One contract suite
 * (`contract.ts`) runs on every adapter and on the fake.
 */

export interface DocumentKey {
  tenant: string;
  /** The document's name, as in `@fireside/protocol`'s `documentName`. */
  name: string;
}

export interface Append {
  document: DocumentKey;
  /** One Yjs update, v1, already decoded and applied once. */
  bytes: Uint8Array;
  /** The person who wrote it, or `server`. */
  actor: string;
  /** Milliseconds since the epoch. */
  at: number;
  /** The epoch that the writer believes in; a mismatch refuses the whole commit. */
  epoch: number;
}

/** One compiled statement. `expect` is the number of rows that it must change, null where any is right. */
export interface RowWrite {
  sql: string;
  parameters: readonly unknown[];
  expect: number | null;
}

export interface Commit {
  appends: readonly Append[];
  rows: readonly RowWrite[];
}

export interface StoredDocument {
  epoch: number;
  /** Full state, v1; null before the first compaction. */
  snapshot: Uint8Array | null;
  /** What came after the snapshot, in order. */
  updates: readonly Uint8Array[];
}

/** A statement changed another number of rows than expected, or an epoch had passed: nothing of the commit is stored. */
export class CommitConflict extends Error {
  override readonly name = 'CommitConflict';
}

export interface SyncStore {
  /**
   * One transaction, on disk when it resolves (SQLite: WAL, synchronous FULL). Commits that arrive while another is under
   * way share the next transaction, each rolled back alone where it conflicts.
   * @throws CommitConflict; any other error means "not stored", and that a retry may help
   */
  commit(commit: Commit): Promise<void>;
  /** An unknown document is epoch 1 with nothing in it. Rows that cannot be read are quarantined, and the rest opens. */
  load(document: DocumentKey): Promise<StoredDocument>;
  /** Folds the log into a snapshot and drops the rows it covers. */
  compact(document: DocumentKey): Promise<void>;
  /** Removes log and snapshot and raises the epoch; answers the new one. */
  erase(document: DocumentKey): Promise<number>;
  close(): Promise<void>;
}
