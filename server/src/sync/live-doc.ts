/** The Y.Doc of a document in memory, and what an update does to it. */
import * as Y from 'yjs';
import type { StoredDocument } from '../storage/store.ts';

export interface Applied {
  /** What goes to the log for the update: null where it brought nothing new. */
  readonly update: Uint8Array | null;
  /**
   * What the document did by itself: Yjs takes redundant formatting out of texts wherever an update arrives. The log and
   * every client follow.
   */
  readonly own: readonly Uint8Array[];
}

/** Tells what applying an update did from what the document then did by itself. */
const APPLY = Symbol('apply');

export class LiveDoc {
  readonly doc = new Y.Doc();
  #emitted: { bytes: Uint8Array; applied: boolean }[] = [];

  /** @throws where a stored update cannot be applied */
  constructor({ snapshot, updates }: Pick<StoredDocument, 'snapshot' | 'updates'>) {
    Y.transact(this.doc, () => {
      if (snapshot) Y.applyUpdate(this.doc, snapshot, APPLY);
      for (const update of updates) Y.applyUpdate(this.doc, update, APPLY);
    });
    this.doc.on('update', (bytes: Uint8Array, origin: unknown) => {
      this.#emitted.push({ bytes, applied: origin === APPLY });
    });
  }

  /** Whether an update waits for one that has not come. */
  get waits(): boolean {
    return this.doc.store.pendingStructs !== null || this.doc.store.pendingDs !== null;
  }

  /**
   * Applies an update that decodes. To the log goes what was sent; of a step 2 (`answer`), which repeats every deletion
   * there ever was, only what is new. Where something is set aside everything goes: Yjs emits nothing for it.
   * @throws where it cannot be applied: then the document is half changed, and this is of no use any more
   */
  apply(update: Uint8Array, answer: boolean): Applied {
    const before = this.#pending();
    this.#emitted = [];
    Y.applyUpdate(this.doc, update, APPLY);
    const changed = this.#emitted.find((one) => one.applied)?.bytes ?? null;
    const own = this.#emitted.filter((one) => !one.applied).map((one) => one.bytes);
    this.#emitted = [];
    const setAside = !samePending(before, this.#pending());
    return { update: setAside || (changed && !answer) ? update.slice() : changed, own };
  }

  /** Whether everything that an update says is here already. */
  contains(update: Uint8Array): boolean {
    return Y.snapshotContainsUpdate(Y.snapshot(this.doc), update);
  }

  #pending(): Pending {
    return { structs: this.doc.store.pendingStructs?.update ?? null, deletions: this.doc.store.pendingDs };
  }
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
