/** What is written in the matrix, and when two documents are the same. */
import {
  addItems,
  addOutcome,
  deleteItem,
  editItem,
  moveItem,
  notesOf,
  readAgenda,
  setItemState,
  setNext,
  setReady,
  talkAbout,
} from '@fireside/protocol';
import * as Y from 'yjs';

/** A text of its own, beside the notes: the plainest type there is. */
export const plainTextOf = (doc: Y.Doc): Y.Text => doc.getText('plain');

/** An index that does not fall into a surrogate pair: no editor writes there, and other languages' Yjs would not split it. */
function whole(text: Y.Text, index: number): number {
  const unit = text.toJSON().charCodeAt(index);
  return unit >= 0xdc00 && unit <= 0xdfff ? index - 1 : index;
}

/** One turn of a person: our document operations, a text with formats, and the notes. */
export function write(doc: Y.Doc, author: string, turn: number): void {
  const [first = '', second = ''] = addItems(doc, [
    { title: `${author} ${turn}`, author, minutes: 5 },
    { title: `${author} ${turn}, to go`, author },
  ]);
  const items = readAgenda(doc);
  editItem(doc, items[0]?.id ?? first, { title: `edited by ${author} ${turn}`, minutes: turn + 1 });
  setItemState(doc, first, turn % 2 === 0 ? 'discussed' : 'parked');
  moveItem(doc, first, 0);
  deleteItem(doc, second);
  setReady(doc, author, turn % 2 === 0);
  talkAbout(doc, first, turn);
  addOutcome(doc, { kind: 'takeaway', text: `${author} takes ${turn} away`, author });
  setNext(doc, { startsAt: 1_800_000_000_000 + turn, minutes: 30, mode: 'video', by: author });

  const text = plainTextOf(doc);
  text.insert(whole(text, Math.floor(text.length / 2)), `<${author} ${turn} – größer 🔥>`);
  text.format(0, whole(text, Math.min(text.length, 4 + turn)), { bold: turn % 2 === 0 ? true : null });
  const [from, to] = [whole(text, 1), whole(text, 6)];
  if (text.length > 60) text.delete(from, to - from);

  const notes = notesOf(doc);
  doc.transact(() => {
    const heading = new Y.XmlElement('heading');
    heading.setAttribute('item', first);
    const words = new Y.XmlText();
    words.insert(0, `${author} notes ${turn}`);
    words.format(0, author.length, { bold: {} });
    heading.insert(0, [words]);
    notes.insert(turn % 2 === 0 ? 0 : notes.length, [heading]);
    if (notes.length > 5) notes.delete(1, 1);
  });
}

/** Everything as JSON. */
export function contentOf(doc: Y.Doc): Record<string, unknown> {
  const maps = ['agenda', 'ready', 'clock', 'outcomes', 'meta'].map((name) => [name, doc.getMap(name).toJSON()]);
  return {
    ...(Object.fromEntries(maps) as Record<string, unknown>),
    plain: plainTextOf(doc).toDelta() as unknown,
    notes: notesOf(doc).toString(),
  };
}

/** Whether two documents hold the same structs and deletions, and wait for nothing. */
export function same(one: Y.Doc, other: Y.Doc): boolean {
  const waits = [one, other].some(({ store }) => store.pendingStructs !== null || store.pendingDs !== null);
  return !waits && Y.equalSnapshots(Y.snapshot(one), Y.snapshot(other));
}

/** Resolves once `test` holds, looked at after every change of one of the documents. */
export function once(docs: readonly Y.Doc[], test: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!test()) return;
      for (const doc of docs) doc.off('afterTransaction', look);
      resolve();
    };
    for (const doc of docs) doc.on('afterTransaction', look);
    look();
  });
}

/** Resolves once all documents are the same. */
export function converged(first: Y.Doc, ...others: Y.Doc[]): Promise<void> {
  return once([first, ...others], () => others.every((other) => same(first, other)));
}
