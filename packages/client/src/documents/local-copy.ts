/** Binds one open document to its copy on this device, and to the list of what waits there. */
import * as Y from 'yjs';
import { liveClients } from '../tab.ts';
import { DeviceCopy } from './device.ts';
import type { DeviceHome, WaitingEntry } from './waiting.ts';

/** Milliseconds for which everything must be saved before a document leaves the list, so that not each key writes to it. */
const UNLIST_AFTER = 1000;

export interface CopyOf {
  readonly document: string;
  readonly epoch: number;
  readonly session: string;
  readonly mentorship: string;
  readonly client: string;
}

export class LocalCopy {
  readonly #of: CopyOf;
  readonly #doc: Y.Doc;
  readonly #onChange: () => void;
  #home: DeviceHome | null = null;
  #device: DeviceCopy | null = null;
  #opening: Promise<void> = Promise.resolve();
  #closed = false;
  #leaves = false;
  #version = 0;
  #saved = false;
  /** Entries of tabs that are gone: what they wrote was loaded, and leaves the list with the first acknowledgement. */
  #inherited: readonly WaitingEntry[] = [];
  /** An entry was asked for; `#listed` once it is there. */
  #wanted = false;
  #listed = false;
  #listing: Promise<void> = Promise.resolve();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(of: CopyOf, doc: Y.Doc, onChange: () => void) {
    this.#of = of;
    this.#doc = doc;
    this.#onChange = onChange;
  }

  /**
   * Loads the copy into the document, with this object as origin, and writes every change from now on.
   * @throws Error where nothing is kept on this device; what IndexedDB throws
   */
  open(home: Promise<DeviceHome | null>): Promise<void> {
    this.#opening = this.#open(home);
    return this.#opening;
  }

  async #open(homeGiven: Promise<DeviceHome | null>): Promise<void> {
    const home = await homeGiven;
    if (!home) throw new Error('Nothing is kept on this device.');
    const { document, epoch } = this.#of;
    const database = home.copyName(document, epoch);
    const alive = await liveClients();
    await home.addCopy({ database, document, epoch });
    const inherited = (await home.waiting()).filter(
      ({ database: of, client }) => of === database && (client === this.#of.client || alive?.has(client) === false),
    );
    const device = await DeviceCopy.open(database, () => Y.encodeStateAsUpdate(this.#doc), this.#onChange);
    let updates: readonly Uint8Array[];
    try {
      // Written down once more: a tab that has dropped the copy before this one was made may take it off the list only now.
      [updates] = await Promise.all([device.load(), home.addCopy({ database, document, epoch })]);
    } catch (error) {
      device.close(); // the home was closed meanwhile: a database that stays open would be kept for ever
      throw error;
    }
    this.#home = home;
    if (this.#closed) {
      if (this.#leaves) {
        device.write(Y.encodeStateAsUpdate(this.#doc), this.#version);
        this.#list();
      }
      device.close();
      return;
    }
    this.#device = device;
    this.#inherited = inherited;
    this.#saved = false; // what is loaded now may be news to the server
    const early = this.#doc.store.clients.size > 0; // written before the copy was there
    Y.transact(this.#doc, () => updates.forEach((update) => Y.applyUpdate(this.#doc, update)), this, false);
    if (early) device.write(Y.encodeStateAsUpdate(this.#doc), this.#version);
    if (this.#version > 0) this.#list();
    this.#onChange();
  }

  /** Whether everything that is not saved is on this device, and on its list. */
  get stored(): boolean {
    if (!this.#device) return false;
    return this.#device.storedVersion >= this.#version && (this.#version === 0 || this.#saved || this.#listed);
  }

  /** Whether text of an earlier visit waits here for its acknowledgement. */
  get inherits(): boolean {
    return this.#inherited.length > 0;
  }

  /** Writes a change, of this person or not; `version` is that of the document's last local one. */
  write(update: Uint8Array, version: number, local: boolean): void {
    this.#version = version;
    this.#device?.write(update, version);
    if (!local) return;
    this.#saved = false;
    if (this.#device) this.#list();
  }

  /** Everything was acknowledged. */
  saved(): void {
    this.#saved = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#unlist(), UNLIST_AFTER);
  }

  /**
   * Resolves when nothing is written any more.
   * @param leave words that nobody has acknowledged are left in a copy that opens just now: this is the only place for them
   */
  async close(leave: boolean): Promise<void> {
    this.#closed = true;
    this.#leaves = leave && this.#version > 0 && !this.#saved;
    if (this.#saved) this.#unlist();
    clearTimeout(this.#timer);
    if (!this.#device && this.#leaves) await this.#opening.catch(() => {}); // whoever opened it hears of it
    this.#device?.close();
    this.#device = null;
    await this.#listing;
  }

  #list(): void {
    if (this.#wanted) return;
    this.#wanted = true;
    const { document, epoch, session, mentorship, client } = this.#of;
    this.#change(async (home) => {
      const database = home.copyName(document, epoch);
      await home.addWaiting({ key: `${database} ${client}`, database, document, epoch, session, mentorship, client });
      this.#listed = true;
    });
  }

  #unlist(): void {
    if (!this.#saved || !(this.#wanted || this.inherits)) return;
    const keys = this.#inherited.map((entry) => entry.key);
    this.#inherited = [];
    this.#wanted = this.#listed = false;
    this.#change(async (home) => {
      const { document, epoch, client } = this.#of;
      keys.push(`${home.copyName(document, epoch)} ${client}`);
      await Promise.all(keys.map((key) => home.removeWaiting(key)));
    });
  }

  /** One change of the list after the other. One that fails leaves `stored` false, or an entry that the next visit clears. */
  #change(change: (home: DeviceHome) => Promise<void>): void {
    const home = this.#home;
    if (!home) return;
    this.#listing = this.#listing
      .then(() => change(home))
      .catch(() => {
        this.#wanted = false;
      })
      .then(this.#onChange);
  }
}
