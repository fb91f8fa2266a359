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
  for (const [index, update] of updates.entries()) if (!decodes(update)) bad.add(index);
  for (;;) {
    const doc = new Y.Doc();
    const failed = applyAll(doc, updates, bad);
    if (failed === null) return { doc, bad: [...bad].sort((a, b) => a - b) };
    bad.add(failed);
    doc.destroy();
  }
}

/** Before anything is applied: a few bytes that claim millions of structs are found here, before anything is allocated. */
export function decodes(update: Uint8Array): boolean {
  try {
    Y.decodeUpdate(update);
    return true;
  } catch {
    return false; // unreadable: the caller puts it aside and says so
  }
}

/** Answers the index of the update that could not be applied, or null. One transaction: it is tidied up once. */
function applyAll(doc: Y.Doc, updates: readonly Uint8Array[], skip: ReadonlySet<number>): number | null {
  let index = 0;
  try {
    Y.transact(doc, () => {
      for (; index < updates.length; index += 1) if (!skip.has(index)) Y.applyUpdate(doc, updates[index]!);
    });
    return null;
  } catch (error) {
    if (index === updates.length) throw error; // not an update's fault
    return index; // unreadable: the caller puts the row aside and says so
  }
}

/**
 * The full state of a document, with what waits in it for an update that never came. Read back once and compared before
 * anybody drops what it was made of; null where the copy would not be the same.
 */
export function encodeLossless(doc: Y.Doc): Uint8Array | null {
  if (!waitsBehind(doc)) return null;
  const bytes = Y.encodeStateAsUpdate(doc);
  const copy = new Y.Doc();
  Y.applyUpdate(copy, bytes);
  const same = Y.equalSnapshots(Y.snapshot(doc), Y.snapshot(copy)) && samePending(doc, copy);
  copy.destroy();
  return same ? bytes : null;
}

/** Whether what waits comes after what is there: where both name the same piece, the waiting one could take its place. */
function waitsBehind({ store }: Y.Doc): boolean {
  if (!store.pendingStructs) return true;
  const { structs } = Y.decodeUpdateV2(store.pendingStructs.update);
  return structs.every((struct) => struct instanceof Y.Skip || struct.id.clock >= Y.getState(store, struct.id.client));
}

/** Whether two documents wait for the same: Yjs keeps what waits as updates in its second format. */
function samePending(a: Y.Doc, b: Y.Doc): boolean {
  const same = (x: Uint8Array | null | undefined, y: Uint8Array | null | undefined) =>
    x && y ? Buffer.compare(x, y) === 0 : !x && !y;
  return (
    same(a.store.pendingStructs?.update, b.store.pendingStructs?.update) && same(a.store.pendingDs, b.store.pendingDs)
  );
}
