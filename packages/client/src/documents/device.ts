/**
 * A document's copy on this device: a binding over `lib0/indexeddb` in y-indexeddb's store layout (`updates` with generated
 * keys, `custom`). It differs in what it tells: when a write is complete, and that one has failed.
 */
import * as idb from 'lib0/indexeddb';
import * as Y from 'yjs';

const UPDATES = 'updates';
const CUSTOM = 'custom';
/** Rows after which the copy is folded into one. */
const MANY = 500;
/** Milliseconds that changes of others may wait for company: the server has them. */
const OTHERS_WAIT = 200;
/** Milliseconds that pages which hold a database open have to let go of it. */
const RELEASE_PATIENCE = 2000;

interface Waiter {
  readonly version: number;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Resolves when the transaction is complete, rejects when it is aborted (Indexed Database API 3.0 section 2.7). */
export function completed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.addEventListener('complete', () => resolve());
    transaction.addEventListener('abort', () => reject(transaction.error ?? new Error('The transaction was aborted.')));
  });
}

/** Deletes a database. @throws where a page holds it open that does not let go: then it may still go later */
export function deleteDatabase(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name);
    request.addEventListener('success', () => resolve());
    request.addEventListener('error', () => reject(request.error ?? new Error('The database could not be deleted.')));
    request.addEventListener('blocked', () => {
      setTimeout(() => reject(new Error('The database is held open.')), RELEASE_PATIENCE);
    });
  });
}

/** What a write asks of the disk: `strict` where the browser knows it, because "waits on this device" is a promise. */
export function writing(db: IDBDatabase, stores: string[]): IDBTransaction {
  return db.transaction(stores, 'readwrite', { durability: 'strict' });
}

export class DeviceCopy {
  readonly #db: IDBDatabase;
  readonly #whole: () => Uint8Array;
  readonly #onChange: () => void;
  #queue: Uint8Array[] = [];
  #version = 0;
  #stored = 0;
  #failed = -1;
  /** A write was lost: the next one brings the whole document, or what follows it could not be read. */
  #gap = false;
  #writing = false;
  /** The database was deleted, from another tab or by the browser: what was stored is not any more. */
  #gone = false;
  #rows = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #waiters: Waiter[] = [];

  private constructor(db: IDBDatabase, whole: () => Uint8Array, onChange: () => void) {
    this.#db = db;
    this.#whole = whole;
    this.#onChange = onChange;
    db.addEventListener('versionchange', this.#lose);
    db.addEventListener('close', this.#lose);
  }

  /**
   * @param whole the whole document, for folding and after a failed write
   * @param onChange called when `storedVersion` or `failing` may have changed
   * @throws what IndexedDB throws
   */
  static async open(name: string, whole: () => Uint8Array, onChange: () => void): Promise<DeviceCopy> {
    return new DeviceCopy(await openStores(name), whole, onChange);
  }

  /** The last version of `write` that is on the device; -1 when nothing is there any more. */
  get storedVersion(): number {
    return this.#gone ? -1 : this.#stored;
  }

  async load(): Promise<Uint8Array[]> {
    const updates = await readUpdates(this.#db);
    this.#rows = updates.length;
    return updates;
  }

  /** Writes an update of the document, of which `version` local changes have been made: at once if it is one of them. */
  write(update: Uint8Array, version: number): void {
    if (this.#gone) return;
    const local = version > this.#version;
    this.#queue.push(update);
    this.#version = version;
    if (this.#writing) return;
    if (local) void this.#drain();
    else this.#timer ??= setTimeout(() => void this.#drain(), OTHERS_WAIT);
  }

  /** Resolves when everything up to `version` is on the device; rejects when writing it has failed. */
  stored(version: number): Promise<void> {
    if (version <= this.storedVersion) return Promise.resolve();
    if (this.#gone || (version <= this.#failed && !this.#writing))
      return Promise.reject(new Error('The device did not take it.'));
    return new Promise((resolve, reject) => {
      this.#waiters.push({ version, resolve, reject });
    });
  }

  /** Writes what still waits for its turn and stops: nobody is told any more that something is stored. */
  close(): void {
    clearTimeout(this.#timer);
    // A database is closed once the transactions that have begun are complete.
    if (this.#queue.length > 0) this.#flush().catch(() => {}); // nobody is left to hear of it
    this.#db.close();
    this.#settle(Infinity, (waiter) => waiter.reject(new Error('The copy on this device was closed.')));
  }

  readonly #lose = (): void => {
    clearTimeout(this.#timer);
    this.#gone = true;
    this.#queue = [];
    this.#settle(Infinity, (waiter) => waiter.reject(new Error('The copy on this device was deleted.')));
    this.#onChange();
  };

  /** Begins to write everything that waits, at once: the page may be about to go. */
  #flush(): Promise<void> {
    const fold = this.#gap || this.#rows >= MANY;
    const update = fold ? this.#whole() : Y.mergeUpdates(this.#queue);
    this.#queue = [];
    return this.#append(update, fold && !this.#gap);
  }

  async #drain(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#writing) return;
    this.#writing = true;
    while (this.#queue.length > 0) {
      const version = this.#version;
      try {
        await this.#flush();
        this.#gap = false;
        this.#stored = Math.max(this.#stored, version);
        this.#settle(version, (waiter) => waiter.resolve());
      } catch (error) {
        this.#gap = true;
        this.#failed = version;
        this.#settle(version, (waiter) => waiter.reject(error));
      }
      this.#onChange();
    }
    this.#writing = false;
  }

  async #append(update: Uint8Array, fold: boolean): Promise<void> {
    const transaction = writing(this.#db, [UPDATES]); // throws where the database was closed from another tab
    const store = transaction.objectStore(UPDATES);
    const done = completed(transaction);
    if (fold) {
      // Another tab may have written rows that this document has not seen: they are folded in, never dropped.
      store.getAll().addEventListener('success', (event) => {
        const rows = (event.target as IDBRequest<Uint8Array[]>).result;
        store.clear();
        store.add(foldUpdates([...rows, update]));
      });
    } else {
      store.add(update);
    }
    await done;
    this.#rows = fold ? 1 : this.#rows + 1;
  }

  #settle(version: number, settle: (waiter: Waiter) => void): void {
    const due = this.#waiters.filter((waiter) => waiter.version <= version);
    this.#waiters = this.#waiters.filter((waiter) => waiter.version > version);
    for (const waiter of due) settle(waiter);
  }
}

function openStores(name: string): Promise<IDBDatabase> {
  return idb.openDB(name, (db) => idb.createStores(db, [[UPDATES, { autoIncrement: true }], [CUSTOM]]));
}

function foldUpdates(updates: readonly Uint8Array[]): Uint8Array {
  const doc = new Y.Doc();
  Y.transact(doc, () => {
    for (const update of updates) Y.applyUpdate(doc, update);
  });
  const folded = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return folded;
}

async function readUpdates(db: IDBDatabase): Promise<Uint8Array[]> {
  const [store] = idb.transact(db, [UPDATES], 'readonly');
  return store ? ((await idb.getAll(store)) as Uint8Array[]) : [];
}

/** Reads a copy that no document is bound to. */
export async function readCopy(name: string): Promise<Uint8Array[]> {
  const db = await openStores(name);
  try {
    return await readUpdates(db);
  } finally {
    db.close();
  }
}
