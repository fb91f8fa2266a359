/** What is on disk, known in the same instant: the judge of every acknowledgement. */
import * as Y from 'yjs';
import type { DocumentKey, StoredDocument, SyncStore } from '../../storage/store.ts';

/** Everything that commits have stored, applied to a document in the moment in which the store says so. */
export class Ledger {
  readonly doc = new Y.Doc();
  readonly #store: SyncStore;
  readonly #key: DocumentKey;
  readonly #rows = new Map<string, number>();
  readonly #bytes = new Map<string, number>();
  #snapshot: Y.Snapshot | null = null;

  constructor(store: SyncStore, key: DocumentKey) {
    this.#store = store;
    this.#key = key;
  }

  /** The store for one life of a server; after `kill` nothing that it asks for happens. */
  life(): { store: SyncStore; kill: () => void } {
    let dead = false;
    const alive = (): void => {
      if (dead) throw new Error('This server has been killed.');
    };
    const store: SyncStore = {
      ...this.#store,
      commit: async (commit) => {
        alive();
        await this.#store.commit(commit);
        for (const { bytes, actor } of commit.appends) {
          Y.applyUpdate(this.doc, bytes);
          this.#rows.set(actor, this.rowsOf(actor) + 1);
          this.#bytes.set(actor, this.bytesOf(actor) + bytes.byteLength);
        }
        this.#snapshot = null;
      },
      compact: async (document) => {
        alive();
        await this.#store.compact(document);
      },
      load: async (document) => {
        alive();
        return this.#store.load(document);
      },
      erase: async () => {
        throw new Error('The fuzz erases nothing.');
      },
    };
    return { store, kill: () => (dead = true) };
  }

  /** How often something by this person was stored. */
  rowsOf(actor: string): number {
    return this.#rows.get(actor) ?? 0;
  }

  bytesOf(actor: string): number {
    return this.#bytes.get(actor) ?? 0;
  }

  /** Whether this update is on disk. */
  has(update: Uint8Array): boolean {
    this.#snapshot ??= Y.snapshot(this.doc);
    return Y.snapshotContainsUpdate(this.#snapshot, update);
  }

  /** A document made of what the store answers. */
  async load(): Promise<{ doc: Y.Doc; stored: StoredDocument }> {
    let known: Y.Snapshot;
    let stored: StoredDocument;
    do {
      await this.settled();
      known = Y.snapshot(this.doc);
      stored = await this.#store.load(this.#key);
      await this.settled();
    } while (!Y.equalSnapshots(known, Y.snapshot(this.doc))); // something was committed meanwhile
    const doc = new Y.Doc();
    for (const update of [...(stored.snapshot ? [stored.snapshot] : []), ...stored.updates]) Y.applyUpdate(doc, update);
    return { doc, stored };
  }

  compact(): Promise<void> {
    return this.#store.compact(this.#key);
  }

  /** Resolves when the store has done everything that it was asked before. */
  settled(): Promise<void> {
    return this.#store.commit({ appends: [], rows: [] });
  }
}
