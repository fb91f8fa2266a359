/**
 * Carry-over: what the server writes when a session ends, and what *Take up* does. An item keeps its id everywhere; a
 * target that has the id is left alone.
 */
import type * as Y from 'yjs';
import { agendaOf, type AgendaItem, type ItemOrigin } from './agenda.ts';
import { backlogOf, readBacklog } from './backlog.ts';
import { commentsOf, readComments, type Comment } from './comments.ts';
import { keysAt, placedRecords } from './placing.ts';
import { addRecord, change, deleteRecord, recordOf, type Fields } from './records.ts';

/** The session that items are carried from. */
interface Source {
  readonly id: string;
  readonly startsAt: number | null;
}

function carriedOrigin(item: AgendaItem, source: Source): ItemOrigin {
  return item.origin
    ? { ...item.origin, times: item.origin.times + 1 }
    : { session: source.id, startsAt: source.startsAt, times: 1 };
}

function carriedFields(item: AgendaItem, source: Source): Record<string, unknown> {
  return {
    title: item.title,
    kind: item.kind,
    minutes: item.minutes,
    author: item.author,
    origin: carriedOrigin(item, source),
    // It goes along as it was answered, which is less than the times by now: the question is asked again.
    wanted: Math.min(item.wanted, item.origin?.times ?? 0) || undefined,
  };
}

/** Adds items as one block at the end of `root`, which has none of them. */
function addBlock(root: Fields, items: readonly AgendaItem[], source: Source, fields: Record<string, unknown>): void {
  if (items.length === 0) return;
  const siblings = placedRecords(root);
  const keys = keysAt(root, siblings, siblings.length, items.length);
  items.forEach((item, i) => addRecord(root, item.id, { ...carriedFields(item, source), ...fields, order: keys[i] }));
}

/** Puts open items on the agenda of the next session; one whose id is there already is left alone. */
export function carryToAgenda(target: Y.Doc, items: readonly AgendaItem[], source: Source): void {
  target.transact(() => {
    const root = agendaOf(target);
    const missing = items.filter((item) => !recordOf(root, item.id));
    addBlock(root, missing, source, { state: 'open' });
  });
}

/**
 * Puts parked items into the backlog. One that stands there already is left alone; one that was taken up from there into
 * the source session comes back, or a topic parked twice would be lost.
 */
export function carryToBacklog(target: Y.Doc, items: readonly AgendaItem[], source: Source): void {
  target.transact(() => {
    const root = backlogOf(target);
    const missing: AgendaItem[] = [];
    for (const item of items) {
      const there = recordOf(root, item.id);
      if (!there) missing.push(item);
      else if (there.get('takenUp') === source.id) change(there, { ...carriedFields(item, source), takenUp: null });
    }
    addBlock(root, missing, source, {});
  });
}

/** Nobody reads more at once; what a program has filled stays where it is. */
const MAX_COMMENTS = 2000;

/** Those whose id `target` has not seen: one that is there is left alone, also where it is deleted. */
export function missingComments(target: Y.Doc, comments: readonly Comment[]): Comment[] {
  return comments.filter(({ id }) => !commentsOf(target).has(id));
}

/** Adds comments as they are, under their own ids; those that are there are left alone. */
export function addCarriedComments(target: Y.Doc, comments: readonly Comment[]): void {
  target.transact(() => {
    for (const { id, ...fields } of missingComments(target, comments)) addRecord(commentsOf(target), id, fields);
  });
}

/**
 * Takes the comments of carried items along. One that was deleted in `from` is deleted in `target`, too: what somebody took
 * back does not return with an item that comes a second time.
 */
export function carryComments(target: Y.Doc, from: Y.Doc, items: readonly string[]): void {
  const all = readComments(from);
  const comments = items.flatMap((item) => all.get(item) ?? []).slice(0, MAX_COMMENTS);
  target.transact(() => {
    addCarriedComments(target, comments);
    const there = readComments(target);
    for (const { id } of items.flatMap((item) => there.get(item) ?? [])) {
      if (recordOf(commentsOf(from), id)?.get('deleted') === true) deleteRecord(commentsOf(target), id);
    }
  });
}

/** *Take up*: moves a backlog item, with its comments, onto the agenda of `session`. Two presses, on both sides, make one item. */
export function takeUp(mentorship: Y.Doc, sessionDoc: Y.Doc, id: string, session: string): void {
  const item = readBacklog(mentorship).find((one) => one.id === id);
  if (!item) return;
  sessionDoc.transact(() => {
    carryComments(sessionDoc, mentorship, [id]);
    const root = agendaOf(sessionDoc);
    const there = recordOf(root, id);
    if (there) {
      change(there, { state: 'open', deleted: false });
      return;
    }
    const siblings = placedRecords(root);
    const [order] = keysAt(root, siblings, siblings.length, 1);
    const { title, kind, minutes, author, origin } = item;
    addRecord(root, id, { title, kind, minutes, author, origin, state: 'open', order });
  });
  mentorship.transact(() => {
    const record = recordOf(backlogOf(mentorship), id);
    if (record) change(record, { takenUp: session });
  });
}

export function deleteBacklogItem(doc: Y.Doc, id: string): void {
  doc.transact(() => {
    const record = recordOf(backlogOf(doc), id);
    if (record) change(record, { deleted: true });
  });
}

export function restoreBacklogItem(doc: Y.Doc, id: string): void {
  doc.transact(() => {
    const record = recordOf(backlogOf(doc), id);
    if (record) change(record, { deleted: false });
  });
}

/** Keeps a line of text that was refused elsewhere as a backlog topic ("into the backlog"). */
export function addToBacklog(doc: Y.Doc, item: { id: string; title: string; author: string }): void {
  doc.transact(() => {
    const root = backlogOf(doc);
    if (recordOf(root, item.id)) return;
    const siblings = placedRecords(root);
    const [order] = keysAt(root, siblings, siblings.length, 1);
    addRecord(root, item.id, { title: item.title, kind: 'topic', minutes: null, author: item.author, order });
  });
}
