/**
 * What a person has read of the saved sessions, in their own document `private/{mentorship}/{person}`: of each session the
 * revision of the recap and the number of addenda that they saw. Two devices that read at once keep the later write; then
 * something may be called new twice, never left out.
 */
import type * as Y from 'yjs';
import { objectOrNull, timeOf, type Fields } from './records.ts';

export interface ReadMark {
  /** Of the recap; 0 where there was none. */
  readonly revision: number;
  /** How many addenda there were. */
  readonly added: number;
}

export interface ReadMarks {
  /** What was written until then counts as read (ms); null while this person has never looked at the saved notes. */
  readonly since: number | null;
  readonly sessions: ReadonlyMap<string, ReadMark>;
}

/** No id of a session has a slash. */
const SINCE = '/since';

function readOf(doc: Y.Doc): Fields {
  return doc.getMap('read');
}

export function readMarks(doc: Y.Doc): ReadMarks {
  const root = readOf(doc);
  const sessions = new Map<string, ReadMark>();
  for (const session of root.keys()) {
    const mark = session === SINCE ? null : markOf(root, session);
    if (mark) sessions.set(session, mark);
  }
  return { since: timeOf(root.get(SINCE)), sessions };
}

/** Notes that this much of a session has been read; what was noted before is never lowered. */
export function markRead(doc: Y.Doc, session: string, { revision, added }: ReadMark): void {
  const root = readOf(doc);
  const before = markOf(root, session);
  if (before && before.revision >= revision && before.added >= added) return;
  const mark: ReadMark = {
    revision: Math.max(revision, before?.revision ?? 0),
    added: Math.max(added, before?.added ?? 0),
  };
  doc.transact(() => root.set(session, mark));
}

/** All that was written until `at` (ms) counts as read from now on; an earlier moment than the one before changes nothing. */
export function setReadSince(doc: Y.Doc, at: number): void {
  const root = readOf(doc);
  const before = timeOf(root.get(SINCE));
  if (before !== null && before >= at) return;
  doc.transact(() => root.set(SINCE, at));
}

function markOf(root: Fields, session: string): ReadMark | null {
  const mark = objectOrNull(root, session);
  if (!mark || !isCount(mark.revision) || !isCount(mark.added)) return null;
  return { revision: mark.revision, added: mark.added };
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
