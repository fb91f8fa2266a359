/** What people do with the agenda of a session. One transaction per operation. */
import type * as Y from 'yjs';
import { FiresideError } from '../errors.ts';
import { newId } from '../ids.ts';
import { agendaOf, readAgenda, readOrigin, type ItemKind, type ItemState } from './agenda.ts';
import { scaleBoxes } from './boxes.ts';
import { keysAt, place, placedRecords } from './placing.ts';
import { addRecord, change, deleteRecord, recordOf, requireRecord, restoreRecord } from './records.ts';
import { cleanLine } from './text.ts';

export interface NewItem {
  title: string;
  author: string | null;
  kind?: ItemKind;
  minutes?: number | null;
}

/** @throws FiresideError `malformed` */
export function checkMinutes(minutes: number | null): number | null {
  if (minutes === null) return null;
  if (!Number.isInteger(minutes) || minutes < 1 || minutes > 600) {
    throw new FiresideError('malformed', { detail: 'Minutes are a whole number from 1 to 600.' });
  }
  return minutes;
}

/** Adds items as one block at the end and answers their ids. @throws FiresideError `malformed`, `too-large` */
export function addItems(doc: Y.Doc, items: readonly NewItem[]): string[] {
  const clean = items.map((item) => ({
    title: cleanLine(item.title),
    author: item.author,
    kind: item.kind ?? 'topic',
    minutes: checkMinutes(item.minutes ?? null),
    state: 'open',
  }));
  const ids = clean.map(() => newId());
  doc.transact(() => {
    const root = agendaOf(doc);
    const siblings = placedRecords(root);
    const keys = keysAt(root, siblings, siblings.length, clean.length);
    clean.forEach((fields, i) => addRecord(root, ids[i] ?? newId(), { ...fields, order: keys[i] }));
  });
  return ids;
}

export function addItem(doc: Y.Doc, item: NewItem): string {
  const [id] = addItems(doc, [item]);
  if (id === undefined) throw new FiresideError('internal');
  return id;
}

/** @throws FiresideError `not-found`, `malformed`, `too-large` */
export function editItem(
  doc: Y.Doc,
  id: string,
  edit: { title?: string; kind?: ItemKind; minutes?: number | null },
): void {
  const fields = {
    title: edit.title === undefined ? undefined : cleanLine(edit.title),
    kind: edit.kind,
    minutes: edit.minutes === undefined ? undefined : checkMinutes(edit.minutes),
  };
  doc.transact(() => change(requireRecord(agendaOf(doc), id), fields));
}

/** Ticks (`discussed`), parks or reopens an item. Parking sets this and nothing else: the server carries it. */
export function setItemState(doc: Y.Doc, id: string, state: ItemState): void {
  doc.transact(() => change(requireRecord(agendaOf(doc), id), { state }));
}

/** Moves an item to `index` among the others. */
export function moveItem(doc: Y.Doc, id: string, index: number): void {
  doc.transact(() => {
    requireRecord(agendaOf(doc), id);
    place(agendaOf(doc), id, index);
  });
}

export function deleteItem(doc: Y.Doc, id: string): void {
  doc.transact(() => deleteRecord(agendaOf(doc), id));
}

export function restoreItem(doc: Y.Doc, id: string): void {
  doc.transact(() => restoreRecord(agendaOf(doc), id));
}

export function setReady(doc: Y.Doc, person: string, ready: boolean): void {
  doc.transact(() => {
    if (ready) doc.getMap('ready').set(person, true);
    else doc.getMap('ready').delete(person);
  });
}

/** "Still wanted": the quiet question of an item that is carried again and again is answered until it is carried once more. */
export function setStillWanted(doc: Y.Doc, id: string): void {
  doc.transact(() => {
    const record = requireRecord(agendaOf(doc), id);
    change(record, { wanted: readOrigin(record)?.times ?? 0 });
  });
}

/** The boxes of the open items, as `fitMinutes` found them, for its undo. */
export type Boxes = ReadonlyMap<string, number>;

/**
 * Scales the boxes of the open items so that all planned minutes together are `total`, discussed ones as they are; answers the
 * boxes of before. Items without minutes stay without. Where anything changes, every box is written, those that stay the same
 * too: of two people who fit to different lengths at once, all boxes are those of one, and their sum is that one's length.
 * @throws FiresideError `malformed` where `total` is no whole number, or would need a box over 600 minutes
 */
export function fitMinutes(doc: Y.Doc, total: number): Boxes {
  if (!Number.isSafeInteger(total)) throw new FiresideError('malformed', { detail: 'A length is whole minutes.' });
  const items = readAgenda(doc).filter((item) => item.state !== 'parked' && item.minutes !== null);
  const boxes = (state: ItemState): Map<string, number> =>
    new Map(items.filter((item) => item.state === state).map((item) => [item.id, item.minutes ?? 0]));
  const open = boxes('open');
  const discussed = boxes('discussed');
  const taken = [...discussed.values()].reduce((sum, minutes) => sum + minutes, 0);
  const scaled = scaleBoxes([...open.values()], total - taken);
  const fitted = new Map([...open.keys()].map((id, i) => [id, checkMinutes(scaled[i] ?? 1)]));
  if ([...fitted].every(([id, minutes]) => open.get(id) === minutes)) return open;
  doc.transact(() => {
    for (const [id, minutes] of [...discussed, ...fitted]) recordOf(agendaOf(doc), id)?.set('minutes', minutes);
  });
  return open;
}

/** Sets the minutes of several items; one that is gone meanwhile is left out. @throws FiresideError `malformed` */
export function setMinutes(doc: Y.Doc, boxes: Boxes): void {
  for (const minutes of boxes.values()) checkMinutes(minutes);
  doc.transact(() => {
    for (const [id, minutes] of boxes) {
      const record = recordOf(agendaOf(doc), id);
      if (record) change(record, { minutes });
    }
  });
}
