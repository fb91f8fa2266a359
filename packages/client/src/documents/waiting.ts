/**
 * The small database `fireside/{server}/{person}`: which documents have a copy on this device, and which hold text that
 * the server has not acknowledged.
 */
import { newId } from '@fireside/protocol';
import * as idb from 'lib0/indexeddb';
import { completed, deleteDatabase, writing } from './device.ts';

const WAITING = 'waiting';
const COPIES = 'copies';

/** A copy of one document, or the database of kept text (`document` is empty). */
export interface CopyEntry {
  readonly database: string;
  readonly document: string;
  readonly epoch: number;
  /** New each time that it is written down; older ones have none. */
  readonly mark?: string;
}

/** A document with unacknowledged text of one tab. */
export interface WaitingEntry extends CopyEntry {
  /** Unique per tab and document. */
  readonly key: string;
  readonly session: string;
  readonly mentorship: string;
  /** The tab that wrote it. */
  readonly client: string;
}

/** The names of all databases on this device; null where the browser does not tell them. */
export async function databaseNames(): Promise<ReadonlySet<string> | null> {
  try {
    return new Set((await indexedDB.databases()).map(({ name }) => name ?? ''));
  } catch {
    return null; // no IndexedDB, or none for this page
  }
}

function databaseName(server: string, person: string): string {
  return `fireside/${encodeURIComponent(server.replace(/\/+$/, ''))}/${encodeURIComponent(person)}`;
}

export class DeviceHome {
  readonly name: string;
  readonly #db: IDBDatabase;
  #gone = false;

  private constructor(name: string, db: IDBDatabase) {
    this.name = name;
    this.#db = db;
    db.addEventListener('versionchange', () => {
      this.#gone = true; // forgotten from another tab: there is nothing on this device any more
    });
  }

  /** Whether this person has nothing on this device, if these are all databases. Known sooner than `open`, which makes one. */
  static isNew(server: string, person: string, names: ReadonlySet<string> | null): boolean {
    return names?.has(databaseName(server, person)) === false;
  }

  /** @throws what IndexedDB throws */
  static async open(server: string, person: string): Promise<DeviceHome> {
    const name = databaseName(server, person);
    const db = await idb.openDB(name, (made) => {
      idb.createStores(made, [
        [WAITING, { keyPath: 'key' }],
        [COPIES, { keyPath: 'database' }],
      ]);
    });
    return new DeviceHome(name, db);
  }

  copyName(document: string, epoch: number): string {
    return `${this.name}/${document}/${epoch}`;
  }

  /** Writes a copy down before it is made, so that `forget` finds every one. */
  addCopy({ database, document, epoch }: CopyEntry): Promise<void> {
    return this.#write(COPIES, (store) => store.put({ database, document, epoch, mark: newId() }));
  }
  async copies(): Promise<CopyEntry[]> {
    return (await this.#all(COPIES)) as CopyEntry[];
  }
  async copyOf(document: string, epoch: number): Promise<CopyEntry | undefined> {
    return (await this.copies()).find((copy) => copy.document === document && copy.epoch === epoch);
  }
  /** Deletes a copy, and with it everything that waited in it. @throws where a page holds it open: then it stays listed */
  async dropCopy(database: string): Promise<void> {
    const isOfIt = (entry: CopyEntry): boolean => entry.database === database;
    const [copies, waiting] = [(await this.copies()).filter(isOfIt), (await this.waiting()).filter(isOfIt)];
    await deleteDatabase(database);
    // Another tab may have begun a new copy of that name: what it has written down since is not taken off.
    await this.#removeUnchanged(WAITING, waiting, ({ key }) => key);
    await this.#removeUnchanged(COPIES, copies, (copy) => copy.database);
  }

  addWaiting(entry: WaitingEntry): Promise<void> {
    return this.#write(WAITING, (store) => store.put({ ...entry, mark: newId() }));
  }
  removeWaiting(key: string): Promise<void> {
    return this.#write(WAITING, (store) => store.delete(key));
  }
  async waiting(): Promise<WaitingEntry[]> {
    return (await this.#all(WAITING)) as WaitingEntry[];
  }

  /** Deletes everything of this person and server from this device. @throws where a page holds some of it open */
  async forget(): Promise<void> {
    const copies = await this.copies();
    await Promise.all(copies.map((copy) => deleteDatabase(copy.database)));
    this.close();
    await deleteDatabase(this.name);
  }

  close(): void {
    this.#gone = true;
    this.#db.close();
  }

  #removeUnchanged<T extends CopyEntry>(
    name: string,
    entries: readonly T[],
    keyOf: (entry: T) => string,
  ): Promise<void> {
    return this.#write(name, (store) => {
      for (const entry of entries) {
        const request = store.get(keyOf(entry)) as IDBRequest<T | undefined>;
        request.addEventListener('success', () => {
          if (request.result && request.result.mark === entry.mark) store.delete(keyOf(entry));
        });
      }
    });
  }

  #write(name: string, change: (store: IDBObjectStore) => void): Promise<void> {
    const transaction = writing(this.#db, [name]);
    const done = completed(transaction);
    change(transaction.objectStore(name));
    return done;
  }

  #all(name: string): Promise<unknown[]> {
    if (this.#gone) return Promise.resolve([]);
    const [store] = idb.transact(this.#db, [name], 'readonly');
    return store ? idb.getAll(store) : Promise.resolve([]);
  }
}
