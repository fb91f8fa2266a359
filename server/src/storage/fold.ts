/** Folding a log into one state. Pure: bytes in, bytes out. */
import * as Y from 'yjs';

export interface Folded {
  readonly doc: Y.Doc;
  /** Indices of the updates that could not be read; they are not in `doc`. */
  readonly bad: readonly number[];
}

/** Updates that decode can still throw when applied, and leave the document half changed: then it starts again without. */
export function fold(updates: readonly Uint8Array[]): Folded {
  const bad = new Set<number>();
  for (;;) {
    const doc = new Y.Doc();
    const failed = applyAll(doc, updates, bad);
    if (failed === null) return { doc, bad: [...bad] };
    bad.add(failed);
    doc.destroy();
  }
}

/** Answers the index of the update that could not be applied, or null. */
function applyAll(doc: Y.Doc, updates: readonly Uint8Array[], skip: ReadonlySet<number>): number | null {
  for (const [index, update] of updates.entries()) {
    if (skip.has(index)) continue;
    try {
      // Decoding first: a few bytes that claim millions of structs are found here, before anything is allocated for them.
      Y.decodeUpdate(update);
      Y.applyUpdate(doc, update);
    } catch {
      return index; // unreadable: the caller puts the row aside and says so
    }
  }
  return null;
}

export function hasPending(doc: Y.Doc): boolean {
  return doc.store.pendingStructs !== null || doc.store.pendingDs !== null;
}

/**
 * The full state of a document, read back once and compared before anybody drops what it was made of.
 * @throws where the copy differs
 */
export function encodeChecked(doc: Y.Doc): Uint8Array {
  const bytes = Y.encodeStateAsUpdate(doc);
  const copy = new Y.Doc();
  Y.applyUpdate(copy, bytes);
  const same = Y.equalSnapshots(Y.snapshot(doc), Y.snapshot(copy)) && !hasPending(copy);
  copy.destroy();
  if (!same) throw new Error('The snapshot does not read back as the document it was made of.');
  return bytes;
}
