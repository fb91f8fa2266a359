/** Tabs of one person on one device, and what the device then holds. For browsers: IndexedDB is the real one. */
import { addItem, documentName, readAgenda, type ErrorCode } from '@fireside/protocol';
import * as idb from 'lib0/indexeddb';
import type { FiresideSession, SessionOptions } from '../session-port.ts';
import { openSession, saved, type Opened } from './visit.ts';
import { when } from './when.ts';
import { SERVER, Wire } from './wire.ts';

export const sessionName = (id: string): string => documentName({ kind: 'session', session: id });
export const MENTORSHIP = documentName({ kind: 'mentorship', mentorship: 'm1' });
export const PRIVATE = documentName({ kind: 'private', mentorship: 'm1', person: 'anna' });
export const HOME = `fireside/${encodeURIComponent(SERVER)}/anna`;
export const copyOf = (document: string, epoch = 1): string => `${HOME}/${document}/${epoch}`;

export class OnDevice {
  readonly wire = new Wire();
  readonly #opened: Opened[] = [];

  /** As in a new tab; `openAgain` is as after a reload. */
  openTab(options?: Partial<SessionOptions>): Opened {
    sessionStorage.clear();
    return this.openAgain(options);
  }

  openAgain(options?: Partial<SessionOptions>): Opened {
    const one = openSession(options);
    this.#opened.push(one);
    return one;
  }

  /** As after a visit: there are copies, which a tab that opens now reads before it asks the server. */
  async visitOnce(): Promise<void> {
    const { session, end } = this.openTab();
    await saved(session);
    const copies = [sessionName('s1'), MENTORSHIP, PRIVATE].map((name) => copyOf(name));
    await databasesBecome((names) => copies.every((copy) => names.includes(copy)));
    end();
  }

  /** Titles of the agenda that the server has. */
  titles(session = 's1'): string[] {
    return readAgenda(this.wire.document(sessionName(session)).doc).map(({ title }) => title);
  }

  /** Words that were written while the server was gone, in a page that is closed before it returns. */
  async leaveWaiting(...titles: string[]): Promise<void> {
    const { session, end } = this.openTab();
    await saved(session);
    this.wire.kill();
    for (const title of titles) write(session, title);
    await waitsOnDevice(session);
    end();
    this.wire.up();
  }

  /** The server goes on with session `s2`; `s1` is as said. */
  goOn(s1: 'wrapped-up' | 'archived'): void {
    this.wire.sessions.clear();
    this.wire.sessions.set('s2', { state: 'scheduled', access: 'by state' });
    this.wire.sessions.set('s1', { state: s1, access: 'by state' });
  }

  async end(): Promise<void> {
    for (const { end } of this.#opened.splice(0)) end();
    this.wire.restore();
    sessionStorage.clear();
    await Promise.all((await databases()).map((name) => idb.deleteDB(name)));
  }
}

export function write({ documents }: FiresideSession, title: string): void {
  const doc = documents.value.session?.doc;
  if (!doc) throw new Error('There is no session document.');
  addItem(doc, { title, author: 'anna' });
}

export const waitsOnDevice = (session: FiresideSession): Promise<unknown> =>
  when(session.save, (save) => save.kind === 'offline' && save.waiting && save.stored);

export async function refused(session: FiresideSession, wire: Wire, title: string, code: ErrorCode): Promise<void> {
  wire.refuse = code;
  write(session, title);
  await when(session.kept, (kept) => kept.some(({ lines }) => lines.includes(title)));
}

export async function databases(): Promise<string[]> {
  const all = await indexedDB.databases();
  return all.flatMap(({ name }) => (name?.startsWith('fireside/') ? [name] : [])).sort();
}

/** Resolves when the databases are as `test` says: IndexedDB tells nobody that one was deleted. */
export async function databasesBecome(test: (names: string[]) => boolean): Promise<void> {
  while (!test(await databases())) await new Promise((resolve) => requestAnimationFrame(resolve));
}

/** Keys of the list of what waits. */
export async function listed(): Promise<string[]> {
  const db = await idb.openDB(HOME, () => {});
  const [store] = idb.transact(db, ['waiting'], 'readonly');
  const keys = store ? ((await idb.getAllKeys(store)) as string[]) : [];
  db.close();
  return keys;
}

/** Takes a copy off the list of copies; what is listed as waiting in it stays, and so does the copy itself. */
export async function unlistCopy(database: string): Promise<void> {
  const db = await idb.openDB(HOME, () => {});
  const [store] = idb.transact(db, ['copies'], 'readwrite');
  if (store) await idb.del(store, database);
  db.close();
}

/** Lines that are kept on this device for their person to decide. */
export async function keptLines(): Promise<string[]> {
  const name = `${HOME}/kept`;
  if (!(await databases()).includes(name)) return [];
  const db = await idb.openDB(name, () => {});
  const [store] = idb.transact(db, ['kept'], 'readonly');
  const records = store ? ((await idb.getAll(store)) as { lines: string[] }[]) : [];
  db.close();
  return records.flatMap(({ lines }) => lines);
}

/** Whether the browser would ask before it closes the page now. */
export function asksBeforeClosing(): boolean {
  return !dispatchEvent(new Event('beforeunload', { cancelable: true }));
}

/** Aborts every write to databases whose name `which` picks, as a full disk does, until it is ended. */
export function fillDisk(which: (database: string) => boolean = () => true): () => void {
  const { transaction } = IDBDatabase.prototype;
  IDBDatabase.prototype.transaction = function (names, mode, options) {
    const begun = transaction.call(this, names, mode, options);
    if (mode !== 'readwrite' || !which(this.name)) return begun;
    let over = false;
    for (const type of ['complete', 'abort']) begun.addEventListener(type, () => (over = true));
    queueMicrotask(() => over || begun.abort()); // after what was asked of it
    return begun;
  };
  return () => {
    IDBDatabase.prototype.transaction = transaction;
  };
}

/** Follows which databases are open, until it is ended. */
export function watchOpenDatabases(): { readonly open: ReadonlySet<IDBDatabase>; readonly end: () => void } {
  const all = new Set<IDBDatabase>();
  const { open } = IDBFactory.prototype;
  const { close } = IDBDatabase.prototype;
  IDBFactory.prototype.open = function (...args) {
    const request = open.apply(this, args);
    request.addEventListener('success', () => all.add(request.result));
    return request;
  };
  IDBDatabase.prototype.close = function () {
    all.delete(this);
    close.call(this);
  };
  const end = (): void => {
    IDBFactory.prototype.open = open;
    IDBDatabase.prototype.close = close;
  };
  return { open: all, end };
}

/** Copies of documents; other databases of ours end in a word. */
export const COPIES = /\/\d+$/;

/** Databases of these names that are opened from now on answer once it is ended: a slow disk. */
export function holdDatabases(names: RegExp): () => void {
  const { open } = IDBFactory.prototype;
  let release = (): void => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  IDBFactory.prototype.open = function (...args) {
    const request = open.apply(this, args);
    if (!names.test(args[0])) return request;
    let onsuccess: ((event: Event) => void) | null = null;
    Object.defineProperty(request, 'onsuccess', {
      set: (listener: (event: Event) => void) => {
        onsuccess = listener;
      },
    });
    request.addEventListener('success', (event) => {
      const seen = { target: event.target } as Event; // an event's own target is gone later
      void released.then(() => onsuccess?.(seen));
    });
    return request;
  };
  return () => {
    IDBFactory.prototype.open = open;
    release();
  };
}
