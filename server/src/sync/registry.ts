/** The documents in memory: each is loaded once, shared by everybody who uses it, and let go a while after the last. */
import { FiresideError } from '@fireside/protocol';
import * as Y from 'yjs';
import { describeError } from '../log.ts';
import { CommitConflict, type DocumentKey } from '../storage/store.ts';
import type { CommandOutcome, Documents } from './documents.ts';
import { HotDocument, type HotDocumentDeps } from './hot-document.ts';

interface Slot {
  readonly id: string;
  readonly document: Promise<HotDocument>;
  /** The same, once it is there. */
  loaded: HotDocument | null;
  users: number;
  evict: NodeJS.Timeout | undefined;
}

/** A document in use; `release` when done. */
export interface Lease {
  readonly document: HotDocument;
  release(): void;
}

/** Names have no spaces (`documentName`), so no two keys share an id; its order is the order of locks. */
const idOf = ({ tenant, name }: DocumentKey): string => `${name} ${tenant}`;

export class DocumentRegistry implements Documents {
  readonly #deps: HotDocumentDeps;
  readonly #slots = new Map<string, Slot>();
  #closed = false;

  constructor(deps: HotDocumentDeps) {
    this.#deps = deps;
  }

  /** Documents in memory, and those that are being loaded. */
  get size(): number {
    return this.#slots.size;
  }

  /** @throws FiresideError `storage`; `restart` once closed */
  async lease(key: DocumentKey): Promise<Lease> {
    if (this.#closed) throw new FiresideError('restart');
    const slot = this.#slots.get(idOf(key)) ?? this.#open(key);
    slot.users += 1;
    clearTimeout(slot.evict);
    const document = await slot.document;
    return { document, release: () => this.#release(slot) };
  }

  async command<T>(
    keys: readonly DocumentKey[],
    command: (docs: readonly Y.Doc[]) => CommandOutcome<T> | Promise<CommandOutcome<T>>,
  ): Promise<T> {
    return this.#hold(keys, async (held) => {
      const outcome = await command(keys.map((key) => held.get(idOf(key))!.doc));
      await this.#commit(held, outcome);
      return outcome.result;
    });
  }

  async read<T>(key: DocumentKey, read: (doc: Y.Doc) => T): Promise<T> {
    return this.#hold([key], (held) => read(held.get(idOf(key))!.doc));
  }

  async erase(key: DocumentKey): Promise<number> {
    return this.#hold([key], async (held) => {
      const epoch = await this.#deps.store.erase(key);
      this.#slots.delete(idOf(key));
      held.get(idOf(key))!.end('epoch-changed');
      await this.#deps.onErase(key);
      return epoch;
    });
  }

  /** Ends and renews what is known of who is here. */
  beat(): void {
    for (const { loaded } of this.#slots.values()) loaded?.beat();
  }

  /** Resolves when nothing waits to be committed. */
  async idle(): Promise<void> {
    for (const slot of this.#slots.values()) {
      const document = await slot.document.catch(() => null); // who asked for it has been told
      await document?.queue.idle();
    }
  }

  /** Opens nothing more, commits what is there, and lets every document go. Their sockets stay open. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.idle();
    for (const { evict, loaded } of this.#slots.values()) {
      clearTimeout(evict);
      loaded?.rest();
    }
    this.#slots.clear();
  }

  #open(key: DocumentKey): Slot {
    const id = idOf(key);
    const forget = () => {
      if (this.#slots.get(id) === slot) this.#slots.delete(id);
    };
    const document = HotDocument.open(key, this.#deps, forget);
    const slot: Slot = { id, document, loaded: null, users: 0, evict: undefined };
    document.then((loaded) => (slot.loaded = loaded), forget);
    this.#slots.set(id, slot);
    return slot;
  }

  #release(slot: Slot): void {
    slot.users -= 1;
    if (slot.users > 0 || this.#closed || this.#slots.get(slot.id) !== slot) return;
    const { evictAfter, evictUnseen } = this.#deps.limits;
    slot.evict = setTimeout(() => void this.#evict(slot), slot.loaded?.wasFollowed ? evictAfter : evictUnseen);
    slot.evict.unref();
  }

  async #evict(slot: Slot): Promise<void> {
    const document = await slot.document;
    await document.queue.idle();
    if (slot.users > 0 || this.#slots.get(slot.id) !== slot) return;
    this.#slots.delete(slot.id);
    document.rest();
    if (document.hasTail) document.compact();
  }

  /** Enters the queues in the order of their names, so that two commands never wait for each other. */
  async #hold<T>(
    keys: readonly DocumentKey[],
    run: (held: ReadonlyMap<string, HotDocument>) => T | Promise<T>,
  ): Promise<T> {
    const sorted = [...new Map(keys.map((key) => [idOf(key), key])).entries()].sort(([a], [b]) => (a < b ? -1 : 1));
    const held = new Map<string, HotDocument>();
    const releases: (() => void)[] = [];
    try {
      for (const [id, key] of sorted) {
        const lease = await this.lease(key);
        releases.push(() => lease.release());
        releases.push(await lease.document.queue.hold());
        held.set(id, lease.document);
      }
      return await run(held);
    } finally {
      for (const release of releases.reverse()) release();
    }
  }

  async #commit(
    held: ReadonlyMap<string, HotDocument>,
    { appends, rows, freezes = [] }: CommandOutcome<unknown>,
  ): Promise<void> {
    if (appends.length === 0 && rows.length === 0 && freezes.length === 0) return;
    const at = this.#deps.now();
    const entries = appends.map(({ document: key, bytes, actor }) => {
      const document = held.get(idOf(key));
      if (!document) throw new Error('A command writes only to documents whose queues it has entered.');
      return { document, bytes, actor, clients: document.meet(Y.decodeUpdate(bytes), actor) };
    });
    try {
      const logged = entries.map(({ document, bytes, actor, clients }) => ({
        document: document.key,
        bytes,
        actor,
        at,
        epoch: document.epoch,
        clients,
      }));
      await this.#deps.store.commit({ appends: logged, rows });
    } catch (error) {
      if (error instanceof CommitConflict) throw error;
      this.#deps.log.error('command-failed', describeError(error));
      throw new FiresideError('storage', { cause: error });
    }
    for (const { document, ...update } of entries) document.take(update, at);
    for (const key of freezes) held.get(idOf(key))?.freeze();
  }
}
