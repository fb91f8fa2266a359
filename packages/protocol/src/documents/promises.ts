/** Promises: who owes what, until when, from which session. In the document `mentorship/{id}`. */
import type * as Y from 'yjs';
import { FiresideError } from '../errors.ts';
import { newId } from '../ids.ts';
import { byOrder, keysAt, placedRecords } from './order.ts';
import {
  addRecord,
  change,
  deleteRecord,
  liveRecords,
  objectOrNull,
  requireRecord,
  restoreRecord,
  textOf,
  timeOf,
  type Fields,
} from './records.ts';
import { cleanLine } from './text.ts';

/** Until when: a calendar day (`YYYY-MM-DD`, ISO 8601), the next session, or not said. */
export type Due = string | 'next' | null;

export interface Promised {
  id: string;
  text: string;
  /** The person who owes it. */
  owner: string;
  due: Due;
  /** The session it was made in, and the agenda item where there was one. */
  from: { session: string; item: string | null } | null;
  /** When it was kept, in ms since the epoch; null while it is owed. */
  keptAt: number | null;
  order: string;
}

function promisesOf(doc: Y.Doc): Fields {
  return doc.getMap('promises');
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text); // 31 February rolls over
}

function readDue(record: Fields): Due {
  const due = record.get('due');
  return typeof due === 'string' && (due === 'next' || isDay(due)) ? due : null;
}

/** @throws FiresideError `malformed` */
function checkDue(due: Due): Due {
  if (due === null || due === 'next' || isDay(due)) return due;
  throw new FiresideError('malformed', { detail: 'This date does not exist.' });
}

function readFrom(record: Fields): Promised['from'] {
  const from = objectOrNull(record, 'from');
  if (!from || typeof from.session !== 'string') return null;
  return { session: from.session, item: typeof from.item === 'string' ? from.item : null };
}

export function readPromises(doc: Y.Doc): Promised[] {
  return liveRecords(promisesOf(doc))
    .map(([id, record]) => ({
      id,
      text: textOf(record, 'text'),
      owner: textOf(record, 'owner'),
      due: readDue(record),
      from: readFrom(record),
      keptAt: timeOf(record.get('keptAt')),
      order: textOf(record, 'order'),
    }))
    .sort(byOrder);
}

/** @throws FiresideError `malformed`, `too-large` */
export function addPromise(
  doc: Y.Doc,
  promise: { text: string; owner: string; due: Due; from: Promised['from'] },
): string {
  const id = newId();
  const fields = {
    text: cleanLine(promise.text),
    owner: promise.owner,
    due: checkDue(promise.due),
    from: promise.from && { ...promise.from },
    keptAt: null,
  };
  doc.transact(() => {
    const root = promisesOf(doc);
    const siblings = placedRecords(root);
    const [order] = keysAt(root, siblings, siblings.length, 1);
    addRecord(root, id, { ...fields, order });
  });
  return id;
}

export function editPromise(doc: Y.Doc, id: string, edit: { text?: string; owner?: string; due?: Due }): void {
  const fields = {
    text: edit.text === undefined ? undefined : cleanLine(edit.text),
    owner: edit.owner,
    due: edit.due === undefined ? undefined : checkDue(edit.due),
  };
  doc.transact(() => change(requireRecord(promisesOf(doc), id), fields));
}

/** Marks it kept at `at` (ms), or owed again with null. */
export function setPromiseKept(doc: Y.Doc, id: string, at: number | null): void {
  doc.transact(() => change(requireRecord(promisesOf(doc), id), { keptAt: at }));
}

export function deletePromise(doc: Y.Doc, id: string): void {
  doc.transact(() => deleteRecord(promisesOf(doc), id));
}

export function restorePromise(doc: Y.Doc, id: string): void {
  doc.transact(() => restoreRecord(promisesOf(doc), id));
}
