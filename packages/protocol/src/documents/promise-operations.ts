/** What people do with promises. One transaction per operation. */
import type * as Y from 'yjs';
import { FiresideError } from '../errors.ts';
import { newId } from '../ids.ts';
import { keysAt, placedRecords } from './placing.ts';
import { isDay, promisesOf, readPromises, type Due, type Promised } from './promises.ts';
import { addRecord, change, deleteRecord, recordOf, requireRecord, restoreRecord } from './records.ts';
import { cleanLine } from './text.ts';

/** @throws FiresideError `malformed` */
function checkDue(due: Due): Due {
  if (due === null || due === 'next' || isDay(due)) return due;
  throw new FiresideError('malformed', { detail: 'This date does not exist.' });
}

/** A promise by its own id, which is made up unless told. @throws FiresideError `malformed`, `too-large` */
export function addPromise(
  doc: Y.Doc,
  promise: { text: string; owner: string; due: Due; from: Promised['from'] },
  id = newId(),
): string {
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

const DATE = 'date/';

/**
 * A session that ends without a next date leaves the promise to find one. Both may end it at once, so there is one of each
 * session, and none beside an earlier one that is still owed; one that was deleted stays deleted.
 * @throws FiresideError `malformed`, `too-large`
 */
export function promiseDate(
  doc: Y.Doc,
  promise: { text: string; owner: string; from: NonNullable<Promised['from']> },
): void {
  const id = DATE + promise.from.session;
  const owed = readPromises(doc).some((one) => one.id.startsWith(DATE) && one.keptAt === null);
  if (!owed && !recordOf(promisesOf(doc), id)) addPromise(doc, { ...promise, due: null }, id);
}

/** The session has a next date after all: nobody has to find one. */
export function dropDatePromise(doc: Y.Doc, session: string): void {
  if (recordOf(promisesOf(doc), DATE + session)) deletePromise(doc, DATE + session);
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
