/** One open document: its Y.Doc, its connection, what the server has acknowledged, and its copy on this device. */
import { isNewer, type Access, type DocumentKind, type ErrorCode, type SessionState } from '@fireside/protocol';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { atMost } from '../at-most.ts';
import { Subject } from '../observable.ts';
import type { SharedDocument } from '../session-port.ts';
import { Acks } from './acks.ts';
import { LocalCopy, type CopyOf } from './local-copy.ts';
import { Link } from './provider.ts';
import type { DeviceHome } from './waiting.ts';

/** Milliseconds that the copy on this device has for its answer; the page works without it. */
const DEVICE_PATIENCE = 1000;

/** How far the words in a document have come. */
export interface Progress {
  readonly access: Access;
  readonly writable: boolean;
  readonly link: 'connecting' | 'open' | 'lost';
  /** The server has committed everything. */
  readonly saved: boolean;
  /** Something was written that is not acknowledged yet, here or in an earlier visit. */
  readonly waiting: boolean;
  /** Everything that is here is also on this device. */
  readonly stored: boolean;
  /** The server will not take what was written, or cannot just now, or says nothing. */
  readonly trouble: ErrorCode | null;
}

export interface DocumentOptions {
  readonly kind: DocumentKind;
  readonly access: Access;
  readonly url: string;
  readonly token: string;
  readonly copy: CopyOf;
  /** Closed for good, or refused: only a new ticket helps. */
  readonly onClosed: (code: ErrorCode) => void;
  readonly onState: (state: SessionState, again: boolean) => void;
  readonly onLocalChange: () => void;
}

export class OpenDocument {
  readonly kind: DocumentKind;
  readonly name: string;
  readonly access: Access;
  readonly epoch: number;
  readonly doc = new Y.Doc();
  readonly awareness: Awareness;
  readonly shared: Subject<SharedDocument>;
  readonly progress: Subject<Progress>;
  readonly #shown = Promise.withResolvers<void>();
  readonly #options: DocumentOptions;
  readonly #link: Link;
  readonly #acks: Acks;
  #token: string;
  #started = false;
  #copy: LocalCopy | null = null;
  #bound: Promise<void> = Promise.resolve();
  #state: Progress['link'] = 'connecting';
  #synced = false;
  #frozen = false;
  #stopped = false;
  #refused: ErrorCode | null = null;
  #storage: ErrorCode | null = null;

  constructor(options: DocumentOptions) {
    const { kind, access, url, token, copy } = options;
    this.#options = options;
    this.kind = kind;
    this.access = access;
    this.#token = token;
    this.name = copy.document;
    this.epoch = copy.epoch;
    this.awareness = new Awareness(this.doc);
    this.awareness.setLocalState(null); // looking creates nothing that the other could see
    this.#acks = new Acks((version) => this.#link.tellVersion(version), this.#changed);
    this.#link = new Link({
      url,
      token,
      name: this.name,
      doc: this.doc,
      awareness: this.awareness,
      onOpen: () => {
        this.#state = 'open';
        this.#acks.opened();
        this.#changed();
      },
      onLost: (code) => {
        if (this.#frozen) return;
        this.#state = 'lost';
        this.#storage = code === 'storage' ? code : null;
        this.#acks.closed();
        this.#changed();
      },
      onClosed: (code) => {
        if (code === 'malformed' || code === 'too-large') this.#refuse(code);
        else options.onClosed(code);
      },
      onSynced: () => {
        this.#synced = true;
        this.#changed();
      },
      onSaved: (version) => {
        this.#storage = null;
        this.#acks.received(version);
        if (this.#acks.saved) this.#copy?.saved();
        this.#changed();
      },
      onRefused: (code) => this.#refuse(code),
      onState: options.onState,
    });
    this.doc.on('update', this.#onUpdate);
    this.doc.getMap('meta').observe(this.#changed);
    this.shared = new Subject(this.#readShared());
    this.progress = new Subject(this.#readProgress());
  }

  /** What the server has refused for ever. */
  get refused(): ErrorCode | null {
    return this.#refused;
  }

  /** Resolves when there is something to show, or nothing will come for now. */
  get shows(): Promise<void> {
    return this.#shown.promise;
  }

  /** Its page, or its visit, is over. */
  get destroyed(): boolean {
    return this.#stopped;
  }

  /** Whether only a fresh document goes on from here. */
  get frozen(): boolean {
    return this.#frozen;
  }

  /**
   * Loads the copy from this device where there is one, then connects.
   * @param isNew nothing is on this device: it connects at once
   */
  async start(home: Promise<DeviceHome | null>, isNew = false): Promise<void> {
    if (this.#frozen) return;
    const kept = isNew ? null : this.#isKept(home); // asked before binding, which puts the copy on the list
    void this.bindCopy(home);
    if (kept)
      await atMost(
        DEVICE_PATIENCE,
        kept.then((is) => (is ? this.#bound : undefined)),
      );
    this.#begin();
  }

  /** Resolves when the copy on this device is open, or does not answer. */
  async copyOpened(): Promise<void> {
    await atMost(DEVICE_PATIENCE, this.#bound);
  }

  /** Whether there may be something of it on this device, which is to be read before the server is asked. */
  async #isKept(home: Promise<DeviceHome | null>): Promise<boolean> {
    try {
      return (await (await home)?.copyOf(this.name, this.epoch)) !== undefined;
    } catch {
      return true; // binding says what is wrong
    }
  }

  /** Connects with the copy from this device, or not at all. @throws Error where there is no copy to be had */
  async startWithCopy(home: DeviceHome): Promise<void> {
    await this.bindCopy(Promise.resolve(home));
    if (!this.#copy) throw new Error('The copy on this device could not be loaded.');
    this.#begin();
  }

  #begin(): void {
    this.#started = true;
    this.connect(this.#token);
  }

  /** Connects, or comes back after a close, with this token from now on. */
  connect(token: string): void {
    this.#token = token;
    if (this.#started && !this.#stopped && !this.#frozen) this.#link.connect(token);
  }

  /** Keeps a copy on this device from now on; a document that one may only read has none. */
  bindCopy(home: Promise<DeviceHome | null>): Promise<void> {
    this.#bound = this.#bind(home);
    return this.#bound;
  }

  async #bind(home: Promise<DeviceHome | null>): Promise<void> {
    if (this.access !== 'rw') return;
    const copy = new LocalCopy(this.#options.copy, this.doc, this.#changed);
    this.#copy = copy;
    try {
      await copy.open(home);
      if (this.#acks.saved) copy.saved();
    } catch {
      // The page works without a copy: `stored` stays false, and the save state says so.
      if (this.#copy === copy) this.#copy = null;
    }
    this.#changed();
  }

  /** Lets go of the copy on this device, which may be deleted then. */
  async unbindCopy(): Promise<void> {
    await this.#letGo(false);
    this.#changed();
  }

  /** Tells the server now what version it should acknowledge. */
  flush(): void {
    this.#acks.flush();
  }

  /** Ends the connection and takes no more words; the content stays, to be compared. */
  freeze(): void {
    if (this.#frozen) return;
    this.#frozen = true;
    this.#state = 'connecting'; // to a fresh document, which takes its place
    this.#acks.closed();
    this.#link.stop();
    this.#changed();
  }

  /** Ends everything. Resolves when nothing is written to the device any more. */
  async destroy(): Promise<void> {
    if (this.#stopped) return;
    this.freeze();
    this.#stopped = true;
    this.doc.off('update', this.#onUpdate);
    this.doc.destroy(); // and its awareness with it
    await this.#letGo(true);
  }

  async #letGo(leave: boolean): Promise<void> {
    const copy = this.#copy;
    this.#copy = null;
    await copy?.close(leave);
  }

  readonly #onUpdate = (update: Uint8Array, origin: unknown): void => {
    if (this.#copy && origin === this.#copy) {
      if (this.#started) this.#acks.count(); // came late: the server has not been asked for it
      return;
    }
    const local = origin !== this.#link.origin;
    if (local) this.#acks.count();
    this.#copy?.write(update, this.#acks.version, local);
    this.#changed();
    if (local) this.#options.onLocalChange();
  };

  #refuse(code: ErrorCode): void {
    if (this.#refused) return;
    this.#refused = code;
    this.freeze();
    this.#options.onClosed(code);
  }

  readonly #changed = (): void => {
    if (this.#synced || this.#frozen || this.#state === 'lost' || this.doc.store.clients.size > 0)
      this.#shown.resolve();
    if (this.#stopped) return;
    const shared = this.#readShared();
    if (!same(shared, this.shared.value)) this.shared.set(shared);
    const progress = this.#readProgress();
    if (!same(progress, this.progress.value)) this.progress.set(progress);
  };

  #readShared(): SharedDocument {
    const { kind, name, doc, access } = this;
    const newer = isNewer(doc, kind);
    const awareness = kind === 'private' ? null : this.awareness;
    const writable = access === 'rw' && !newer && !this.#frozen;
    return { kind, name, doc, awareness, access, writable, synced: this.#synced, newer };
  }

  #readProgress(): Progress {
    const { saved, version, late } = this.#acks;
    const waiting = !saved && (version > 0 || this.#copy?.inherits === true);
    const trouble = this.#storage ?? (late ? 'unreachable' : null);
    return {
      access: this.access,
      writable: this.access === 'rw' && !isNewer(this.doc, this.kind),
      link: this.#state,
      saved,
      waiting,
      stored: this.#copy?.stored === true,
      trouble: this.#refused ?? (waiting ? trouble : null),
    };
  }
}

/** Whether two flat objects say the same. */
function same<T extends object>(a: T, b: T): boolean {
  return (Object.keys(a) as (keyof T)[]).every((key) => Object.is(a[key], b[key]));
}
