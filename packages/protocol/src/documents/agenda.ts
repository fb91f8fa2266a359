/** The agenda of a session: shapes, reads and operations on the document `session/{id}`. One transaction per operation. */
import type * as Y from 'yjs';
import { FiresideError } from '../errors.ts';
import { newId } from '../ids.ts';
import { byOrder, keysAt, place, placedRecords } from './order.ts';
import {
  addRecord,
  change,
  deleteRecord,
  liveRecords,
  numberOrNull,
  objectOrNull,
  oneOf,
  requireRecord,
  restoreRecord,
  textOf,
  textOrNull,
  timeOf,
  type Fields,
} from './records.ts';
import { cleanLine } from './text.ts';

export const ITEM_KINDS = ['topic', 'question', 'progress', 'feedback', 'debrief', 'arrival', 'logistics'] as const;
export type ItemKind = (typeof ITEM_KINDS)[number];
export const ITEM_STATES = ['open', 'discussed', 'parked'] as const;
export type ItemState = (typeof ITEM_STATES)[number];

/** Where an item came from when it was carried over. */
export interface ItemOrigin {
  /** The session it was first written in. */
  session: string;
  /** When that session was, in ms since the epoch; null where it never had a date. */
  startsAt: number | null;
  /** How often it has been carried. */
  times: number;
}

export interface AgendaItem {
  id: string;
  title: string;
  kind: ItemKind;
  /** Planned minutes, 1 to 600; null where nobody said. */
  minutes: number | null;
  /** The person who wrote it; null for an item of the template. */
  author: string | null;
  state: ItemState;
  order: string;
  origin: ItemOrigin | null;
}

export interface NewItem {
  title: string;
  author: string | null;
  kind?: ItemKind;
  minutes?: number | null;
}

export function agendaOf(doc: Y.Doc): Fields {
  return doc.getMap('agenda');
}

export function readOrigin(record: Fields): ItemOrigin | null {
  const origin = objectOrNull(record, 'origin');
  if (!origin || typeof origin.session !== 'string') return null;
  return {
    session: origin.session,
    startsAt: timeOf(origin.startsAt),
    times: Number.isSafeInteger(origin.times) ? Math.max(1, Number(origin.times)) : 1,
  };
}

/** Minutes as a reader takes them: a whole number from 1 to 600, or null. */
export function readMinutes(record: Fields): number | null {
  const minutes = numberOrNull(record, 'minutes');
  return minutes !== null && minutes >= 1 && minutes <= 600 ? Math.round(minutes) : null;
}

/** @throws FiresideError `malformed` */
export function checkMinutes(minutes: number | null): number | null {
  if (minutes === null) return null;
  if (!Number.isInteger(minutes) || minutes < 1 || minutes > 600) {
    throw new FiresideError('malformed', { detail: 'Minutes are a whole number from 1 to 600.' });
  }
  return minutes;
}

/** The items that are not deleted, in order. */
export function readAgenda(doc: Y.Doc): AgendaItem[] {
  return liveRecords(agendaOf(doc))
    .map(([id, record]) => ({
      id,
      title: textOf(record, 'title'),
      kind: oneOf(record, 'kind', ITEM_KINDS, 'topic'),
      minutes: readMinutes(record),
      author: textOrNull(record, 'author'),
      state: oneOf(record, 'state', ITEM_STATES, 'open'),
      order: textOf(record, 'order'),
      origin: readOrigin(record),
    }))
    .sort(byOrder);
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

/** Whether each person said "I'm ready". */
export function readReady(doc: Y.Doc): string[] {
  const ready: string[] = [];
  for (const [person, value] of doc.getMap('ready')) if (value === true) ready.push(person);
  return ready.sort();
}

export function setReady(doc: Y.Doc, person: string, ready: boolean): void {
  doc.transact(() => {
    if (ready) doc.getMap('ready').set(person, true);
    else doc.getMap('ready').delete(person);
  });
}

/** The item being talked about and since when (ms, by the server's clock). */
export interface Clock {
  item: string;
  startedAt: number;
}

export function readClock(doc: Y.Doc): Clock | null {
  const clock = objectOrNull(doc.getMap('clock'), 'current');
  const startedAt = timeOf(clock?.startedAt);
  return clock && typeof clock.item === 'string' && startedAt !== null ? { item: clock.item, startedAt } : null;
}

export function setClock(doc: Y.Doc, clock: Clock | null): void {
  doc.transact(() => doc.getMap('clock').set('current', clock));
}
