/** The database `fireside/{server}/{person}/kept`: text that waits for its person's answer. Loaded only when it is needed. */
import * as idb from 'lib0/indexeddb';
import type { KeptText } from '../session-port.ts';
import { completed, writing } from './device.ts';
import type { DeviceHome } from './waiting.ts';

const KEPT = 'kept';

/** With the whole local copy: nothing of it is gone before the answer. */
export interface KeptRecord extends KeptText {
  readonly copy: readonly Uint8Array[];
}

export class KeptStore {
  readonly #db: IDBDatabase;

  private constructor(db: IDBDatabase) {
    this.#db = db;
  }

  /** @throws what IndexedDB throws */
  static async open(home: DeviceHome): Promise<KeptStore> {
    const database = keptName(home);
    await home.addCopy({ database, document: '', epoch: 0 });
    const db = await idb.openDB(database, (made) => idb.createStores(made, [[KEPT, { keyPath: 'id' }]]));
    return new KeptStore(db);
  }

  async all(): Promise<KeptRecord[]> {
    const [store] = idb.transact(this.#db, [KEPT], 'readonly');
    return store ? ((await idb.getAll(store)) as KeptRecord[]) : [];
  }

  put(record: KeptRecord): Promise<void> {
    return this.#write((store) => store.put(record));
  }

  remove(id: string): Promise<void> {
    return this.#write((store) => store.delete(id));
  }

  close(): void {
    this.#db.close();
  }

  #write(change: (store: IDBObjectStore) => void): Promise<void> {
    const transaction = writing(this.#db, [KEPT]);
    const done = completed(transaction);
    change(transaction.objectStore(KEPT));
    return done;
  }
}

function keptName(home: DeviceHome): string {
  return `${home.name}/kept`;
}
