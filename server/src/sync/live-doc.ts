/** The Y.Doc of a document in memory, and what an update does to it. */
import * as Y from 'yjs';
import { replay } from '../storage/fold.ts';
import type { StoredDocument } from '../storage/store.ts';

export interface Applied {
  /** What goes to the log for the update: null where it brought nothing new. */
  readonly update: Uint8Array | null;
  /**
   * What the document did by itself: Yjs takes redundant formatting out of texts wherever an update arrives. The log and
   * every client follow.
   */
  readonly own: readonly Uint8Array[];
  /** Some of it was left out: it needs an update that has not come. */
  readonly incomplete: boolean;
}

/** What `Y.decodeUpdate` reads. */
export type DecodedUpdate = ReturnType<typeof Y.decodeUpdate>;

/** Tells what applying an update did from what the document then did by itself. */
const APPLY = Symbol('apply');
const NOBODY: readonly number[] = [];

export class LiveDoc {
  readonly doc: Y.Doc;
  /** Who brought each Yjs client first. */
  readonly #people: Map<number, string>;
  /** Of the state as it is encoded, seldom under it: what was taken since it was last measured is only added. */
  #bytes: number;
  #changed = false;
  #emitted: { bytes: Uint8Array; applied: boolean }[] = [];

  /** @throws where a stored update cannot be applied */
  constructor({ snapshot, updates, clients }: Pick<StoredDocument, 'snapshot' | 'updates' | 'clients'>) {
    this.#people = new Map(clients);
    const stored = [...(snapshot ? [snapshot] : []), ...updates];
    const { doc, failed } = replay(stored);
    if (failed !== null) throw new Error('A stored update cannot be applied.');
    this.doc = doc;
    this.#leaveOut();
    this.#bytes = stored.reduce((sum, one) => sum + one.byteLength, 0);
    this.doc.on('beforeObserverCalls', (transaction: Y.Transaction) => {
      if (transaction.origin === APPLY) this.#changed = hasContent(transaction);
      // Yjs encodes what a transaction did only where somebody listens, and mostly nobody needs to.
      if (transaction.origin !== APPLY || this.#waits) this.#listen();
    });
  }

  /** Whether the state has room for `bytes` more under `cap`; the state is measured only where the estimate says no. */
  fits(bytes: number, cap: number): boolean {
    if (this.#bytes + bytes > cap) this.#bytes = Y.encodeStateAsUpdate(this.doc).byteLength;
    return this.#bytes + bytes <= cap;
  }

  /**
   * Applies an update that decodes, as far as everything that it needs is here. To the log goes what was sent; of a step 2
   * (`answer`), which repeats every deletion there ever was, and where something was left out only what is new.
   * @throws where it cannot be applied: then the document is half changed, and this is of no use any more
   */
  apply(update: Uint8Array, answer: boolean): Applied {
    this.#changed = false;
    if (answer) this.#listen();
    Y.applyUpdate(this.doc, update, APPLY);
    this.doc.off('update', this.#onUpdate);
    const emitted = this.#emitted;
    if (emitted.length > 0) this.#emitted = [];
    const incomplete = this.#leaveOut();
    const applied = emitted.find((one) => one.applied)?.bytes ?? null;
    const logged = this.#changed && !answer && !incomplete ? update.slice() : applied;
    const own = emitted.filter((one) => !one.applied).map((one) => one.bytes);
    this.#bytes += (logged?.byteLength ?? 0) + own.reduce((sum, bytes) => sum + bytes.byteLength, 0);
    return { update: logged, own, incomplete };
  }

  /**
   * Yjs clients that the document meets for the first time, now `person`'s; null where the update goes on for a client of
   * somebody else. With a forged clock one could make the server take their next words for known, and call them saved.
   * `seen` says who introduced themselves with a client's id, before they write.
   */
  meet(
    { structs }: DecodedUpdate,
    person: string,
    seen: (client: number) => string | undefined,
  ): readonly number[] | null {
    const { store } = this.doc;
    let met: number[] | null = null;
    for (const struct of structs) {
      if (struct instanceof Y.Skip) continue; // says only that something is not in the update
      const { id, length } = struct;
      if (store.clients.has(id.client)) {
        const owner = this.#people.get(id.client) ?? person;
        if (owner !== person && id.clock + length > Y.getState(store, id.client)) return null;
      } else {
        // Until something of it is stored it is met for the first time, also where it was left out before.
        if ((this.#people.get(id.client) ?? seen(id.client) ?? person) !== person) return null;
        this.#people.set(id.client, person);
        if (met?.at(-1) !== id.client) (met ??= []).push(id.client);
      }
    }
    return met ?? NOBODY;
  }

  /** Whether everything that an update says is here already. */
  contains(update: Uint8Array): boolean {
    return Y.snapshotContainsUpdate(Y.snapshot(this.doc), update);
  }

  get #waits(): boolean {
    return this.doc.store.pendingStructs !== null || this.doc.store.pendingDs !== null;
  }

  /**
   * Yjs sets aside what it cannot apply yet, and applies it later: by then something else may stand in its place, and each
   * copy would end with another document. Answers whether there was anything.
   */
  #leaveOut(): boolean {
    const waits = this.#waits;
    this.doc.store.pendingStructs = null;
    this.doc.store.pendingDs = null;
    return waits;
  }

  readonly #onUpdate = (bytes: Uint8Array, origin: unknown): void => {
    this.#emitted.push({ bytes, applied: origin === APPLY });
  };

  #listen(): void {
    this.doc.off('update', this.#onUpdate);
    this.doc.on('update', this.#onUpdate);
  }
}

/** The condition under which Yjs emits an update for a transaction (`writeUpdateMessageFromTransaction`). */
function hasContent({ deleteSet, beforeState, afterState }: Y.Transaction): boolean {
  if (deleteSet.clients.size > 0) return true;
  for (const [client, clock] of afterState) if (beforeState.get(client) !== clock) return true;
  return false;
}
