/**
 * The small database `fireside/{server}/{person}`: which documents have a copy on this device, and which hold text that
 * the server has not acknowledged.
 */
import * as idb from 'lib0/indexeddb';
import { completed, deleteDatabase, writing } from './device.ts';

const WAITING = 'waiting';
const COPIES = 'copies';

/** A copy of one document, or the database of kept text (`document` is empty). */
export interface CopyEntry {
  readonly database: string;
  readonly document: string;
  readonly epoch: number;
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
  addCopy(entry: CopyEntry): Promise<void> {
    return this.#write(COPIES, (store) => store.put(entry));
  }
  async copies(): Promise<CopyEntry[]> {
    return (await this.#all(COPIES)) as CopyEntry[];
  }
  /** Deletes a copy, and with it everything that waited in it. @throws where a page holds it open: then it stays listed */
  async dropCopy(database: string): Promise<void> {
    await deleteDatabase(database);
    const waiting = (await this.waiting()).filter((entry) => entry.database === database);
    await Promise.all(waiting.map((entry) => this.removeWaiting(entry.key)));
    await this.#write(COPIES, (store) => store.delete(database));
  }

  addWaiting(entry: WaitingEntry): Promise<void> {
    return this.#write(WAITING, (store) => store.put(entry));
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
