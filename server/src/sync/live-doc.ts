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
  /** Some of it waits for an update that has not come. */
  readonly setAside: boolean;
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
  /** Updates that were set aside since the last time that nothing waited. */
  #waiting = 0;
  #changed = false;
  #emitted: { bytes: Uint8Array; applied: boolean }[] = [];

  /** @throws where a stored update cannot be applied */
  constructor({ snapshot, updates, clients }: Pick<StoredDocument, 'snapshot' | 'updates' | 'clients'>) {
    this.#people = new Map(clients);
    const stored = [...(snapshot ? [snapshot] : []), ...updates];
    const { doc, failed } = replay(stored);
    if (failed !== null) throw new Error('A stored update cannot be applied.');
    this.doc = doc;
    this.#bytes = stored.reduce((sum, one) => sum + one.byteLength, 0);
    this.doc.on('beforeObserverCalls', (transaction: Y.Transaction) => {
      if (transaction.origin === APPLY) this.#changed = hasContent(transaction);
      // Yjs encodes what a transaction did only where somebody listens, and mostly nobody needs to.
      else this.#listen();
    });
  }

  /** Whether an update waits for one that has not come. */
  get waits(): boolean {
    return this.doc.store.pendingStructs !== null || this.doc.store.pendingDs !== null;
  }

  /** Whether more waits than a document may hold back: each one is read again with every one that comes. */
  holdsBackOver({ updates, bytes }: { updates: number; bytes: number }): boolean {
    const { structs, deletions } = this.#pending();
    return this.#waiting > updates || (structs?.byteLength ?? 0) + (deletions?.byteLength ?? 0) > bytes;
  }

  /** Whether the state has room for `bytes` more under `cap`; the state is measured only where the estimate says no. */
  fits(bytes: number, cap: number): boolean {
    if (this.#bytes + bytes > cap) this.#bytes = Y.encodeStateAsUpdate(this.doc).byteLength;
    return this.#bytes + bytes <= cap;
  }

  /**
   * Applies an update that decodes. To the log goes what was sent; of a step 2 (`answer`), which repeats every deletion
   * there ever was, only what is new. Where something is set aside everything goes: Yjs emits nothing for it.
   * @throws where it cannot be applied: then the document is half changed, and this is of no use any more
   */
  apply(update: Uint8Array, answer: boolean): Applied {
    const before = this.#pending();
    this.#changed = false;
    if (answer) this.#listen();
    Y.applyUpdate(this.doc, update, APPLY);
    this.doc.off('update', this.#onUpdate);
    const emitted = this.#emitted;
    if (emitted.length > 0) this.#emitted = [];
    const setAside = !samePending(before, this.#pending());
    this.#waiting = this.waits ? this.#waiting + (setAside ? 1 : 0) : 0;
    const applied = emitted.find((one) => one.applied)?.bytes ?? null;
    const logged = setAside || (this.#changed && !answer) ? update.slice() : applied;
    const own = emitted.filter((one) => !one.applied).map((one) => one.bytes);
    this.#bytes += (logged?.byteLength ?? 0) + own.reduce((sum, bytes) => sum + bytes.byteLength, 0);
    return { update: logged, own, setAside: setAside && this.waits };
  }

  /**
   * Yjs clients that the document meets for the first time, now `person`'s; null where the update goes on for a client of
   * somebody else. With a forged clock one could make the server take their next words for known, and call them saved.
   */
  meet({ structs }: DecodedUpdate, person: string): readonly number[] | null {
    const { store } = this.doc;
    let met: number[] | null = null;
    for (const struct of structs) {
      if (struct instanceof Y.Skip) continue; // says only that something is not in the update
      const { id, length } = struct;
      const owner = this.#people.get(id.client);
      if (owner === person) continue;
      if (owner !== undefined) {
        const known = id.clock + length <= Y.getState(store, id.client);
        if (!known && !this.#waits(id, length)) return null;
      } else if (!store.clients.has(id.client)) {
        this.#people.set(id.client, person);
        (met ??= []).push(id.client);
      }
    }
    return met ?? NOBODY;
  }

  /** Whether everything that an update says is here already. */
  contains(update: Uint8Array): boolean {
    return Y.snapshotContainsUpdate(Y.snapshot(this.doc), update);
  }

  /** Whether these structs have been set aside: who heard them repeats them. */
  #waits({ client, clock }: Y.ID, length: number): boolean {
    const { structs } = this.#pending();
    if (!structs) return false;
    return Y.decodeUpdateV2(structs).structs.some(
      ({ id, length: there }) => id.client === client && id.clock <= clock && clock + length <= id.clock + there,
    );
  }

  readonly #onUpdate = (bytes: Uint8Array, origin: unknown): void => {
    this.#emitted.push({ bytes, applied: origin === APPLY });
  };

  #listen(): void {
    this.doc.off('update', this.#onUpdate);
    this.doc.on('update', this.#onUpdate);
  }

  #pending(): Pending {
    return { structs: this.doc.store.pendingStructs?.update ?? null, deletions: this.doc.store.pendingDs };
  }
}

/** The condition under which Yjs emits an update for a transaction (`writeUpdateMessageFromTransaction`). */
function hasContent({ deleteSet, beforeState, afterState }: Y.Transaction): boolean {
  if (deleteSet.clients.size > 0) return true;
  for (const [client, clock] of afterState) if (beforeState.get(client) !== clock) return true;
  return false;
}

interface Pending {
  structs: Uint8Array | null;
  deletions: Uint8Array | null;
}

function samePending(a: Pending, b: Pending): boolean {
  const same = (x: Uint8Array | null, y: Uint8Array | null) =>
    x === y || (x !== null && y !== null && Buffer.compare(x, y) === 0);
  return same(a.structs, b.structs) && same(a.deletions, b.deletions);
}
