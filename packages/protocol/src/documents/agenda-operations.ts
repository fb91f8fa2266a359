/** What people do with the agenda of a session. One transaction per operation. */
import type * as Y from 'yjs';
import { FiresideError } from '../errors.ts';
import { newId } from '../ids.ts';
import { agendaOf, type ItemKind, type ItemState, type Clock } from './agenda.ts';
import { keysAt, place, placedRecords } from './placing.ts';
import { addRecord, change, deleteRecord, requireRecord, restoreRecord } from './records.ts';
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

export function setClock(doc: Y.Doc, clock: Clock | null): void {
  doc.transact(() => doc.getMap('clock').set('current', clock));
}
