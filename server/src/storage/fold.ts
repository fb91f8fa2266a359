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
    const good = updates.filter((_, index) => !bad.has(index));
    const { doc, failed } = replay(good);
    if (failed === null) return { doc, bad: [...bad].sort((x, y) => x - y) };
    doc.destroy();
    bad.add(updates.indexOf(good[failed]!));
  }
}

/**
 * Applies a log as fast as Yjs can: in one transaction, which is tidied up once. What was written one by one may fail at the
 * end of that (Yjs tidies up formatting that a later update has deleted); then it is applied as it was written.
 * `failed` is the index of the update that could not be applied.
 */
export function replay(updates: readonly Uint8Array[]): { doc: Y.Doc; failed: number | null } {
  const doc = new Y.Doc();
  try {
    Y.transact(doc, () => {
      for (const update of updates) Y.applyUpdate(doc, update);
    });
    return { doc, failed: null };
  } catch {
    doc.destroy(); // half changed: once more, to find out which
    return replayOneByOne(updates);
  }
}

function replayOneByOne(updates: readonly Uint8Array[]): { doc: Y.Doc; failed: number | null } {
  const doc = new Y.Doc();
  for (const [index, update] of updates.entries()) {
    try {
      Y.applyUpdate(doc, update);
    } catch {
      return { doc, failed: index }; // unreadable: the caller puts the row aside and says so
    }
  }
  return { doc, failed: null };
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
