/** The database `fireside/{server}/{person}/kept`: text that waits for its person's answer. Loaded only when it is needed. */
import * as idb from 'lib0/indexeddb';
import type { KeptText } from '../session-port.ts';
import { completed, writing } from './device.ts';
import type { DeviceHome } from './waiting.ts';

const KEPT = 'kept';

/** With the whole local copy: nothing of it is gone before the answer. */
export interface KeptRecord extends Omit<KeptText, 'stored'> {
  readonly copy: readonly Uint8Array[];
  /** Another one after each change. */
  readonly revision: string;
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

  async get(id: string): Promise<KeptRecord | undefined> {
    return (await this.all()).find((record) => record.id === id);
  }

  /** Puts what `make` makes of the record as it is now, unless that is null; no other tab comes in between. */
  async change(id: string, make: (before: KeptRecord | undefined) => KeptRecord | null): Promise<KeptRecord | null> {
    let made: KeptRecord | null = null;
    await this.#write(id, (store, before) => {
      made = make(before);
      if (made) store.put(made);
    });
    return made;
  }

  /** Deletes the record; one that was changed since it was read stays, and is answered. */
  async remove({ id, revision }: KeptRecord): Promise<KeptRecord | null> {
    let stays: KeptRecord | null = null;
    await this.#write(id, (store, now) => {
      if (now && now.revision !== revision) stays = now;
      else store.delete(id);
    });
    return stays;
  }

  close(): void {
    this.#db.close();
  }

  #write(id: string, change: (store: IDBObjectStore, now: KeptRecord | undefined) => void): Promise<void> {
    const transaction = writing(this.#db, [KEPT]);
    const done = completed(transaction);
    const store = transaction.objectStore(KEPT);
    const request: IDBRequest<KeptRecord | undefined> = store.get(id);
    request.addEventListener('success', () => change(store, request.result));
    return done;
  }
}

function keptName(home: DeviceHome): string {
  return `${home.name}/kept`;
}
