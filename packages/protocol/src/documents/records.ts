/**
 * Records are `Y.Map` by id inside a `Y.Map`. What a peer wrote is never trusted: a field of a wrong type reads as its
 * fallback, a value that is no record is skipped, and nothing is ever repaired by a reader.
 */
import * as Y from 'yjs';
import { FiresideError } from '../errors.ts';
import { MAX_LINE } from './text.ts';

export type Fields = Y.Map<unknown>;

export function recordOf(root: Fields, id: string): Fields | null {
  const value = root.get(id);
  return value instanceof Y.Map ? (value as Fields) : null;
}

/** @throws FiresideError `not-found` */
export function requireRecord(root: Fields, id: string): Fields {
  const record = recordOf(root, id);
  if (!record) throw new FiresideError('not-found', { detail: 'This record is not here any more.' });
  return record;
}

/** All records that are not deleted, in no order. */
export function liveRecords(root: Fields): [id: string, record: Fields][] {
  const found: [string, Fields][] = [];
  for (const id of root.keys()) {
    const record = recordOf(root, id);
    if (record && record.get('deleted') !== true) found.push([id, record]);
  }
  return found;
}

export function textOf(record: Fields, field: string): string {
  const value = record.get(field);
  return typeof value === 'string' ? value : '';
}

/**
 * One line of text as it may be shown: longer than any operation of ours writes is cut for the reader, and stays whole in the
 * document.
 */
export function lineOf(record: Fields, field: string): string {
  const text = textOf(record, field);
  return text.length <= MAX_LINE ? text : `${text.slice(0, MAX_LINE - 1).toWellFormed()}…`;
}

/** How many values of `root` are no records: kept, counted, and never shown as something else. */
export function countUnreadable(root: Fields): number {
  let count = 0;
  for (const id of root.keys()) if (!recordOf(root, id)) count += 1;
  return count;
}

export function textOrNull(record: Fields, field: string): string | null {
  const value = record.get(field);
  return typeof value === 'string' ? value : null;
}

export function numberOrNull(record: Fields, field: string): number | null {
  const value = record.get(field);
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** Milliseconds since the epoch that a `Date` can hold (ECMA-262 section 21.4.1.1), or null. */
export function timeOf(value: unknown): number | null {
  return typeof value === 'number' && Math.abs(value) <= 8.64e15 ? value : null;
}

export function oneOf<T extends string>(record: Fields, field: string, allowed: readonly T[], fallback: T): T {
  const value = record.get(field);
  return allowed.find((one) => one === value) ?? fallback;
}

/** A plain JSON object in a field, or null. */
export function objectOrNull(record: Fields, field: string): Readonly<Record<string, unknown>> | null {
  const value = record.get(field);
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Y.AbstractType)
    ? (value as Readonly<Record<string, unknown>>)
    : null;
}

/** Adds a record; undefined fields are left out. */
export function addRecord(root: Fields, id: string, fields: Readonly<Record<string, unknown>>): Fields {
  const record: Fields = new Y.Map<unknown>();
  for (const [key, value] of Object.entries(fields)) if (value !== undefined) record.set(key, value);
  root.set(id, record);
  return record;
}

/** Writes only what differs, so that an edit which changes nothing makes no update. */
export function change(record: Fields, fields: Readonly<Record<string, unknown>>): void {
  for (const [key, value] of Object.entries(fields)) {
    if (value !== undefined && record.get(key) !== value) record.set(key, value);
  }
}

/** Marks a record as deleted; the map stays, or the other's offline edit would vanish. */
export function deleteRecord(root: Fields, id: string): void {
  change(requireRecord(root, id), { deleted: true });
}

export function restoreRecord(root: Fields, id: string): void {
  change(requireRecord(root, id), { deleted: false });
}
