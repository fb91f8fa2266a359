/**
 * Comments on agenda items, in the root `comments` of the session's document and, for what is parked, of the mentorship's. A
 * root of their own: a map inside of the item would be made twice by two people who comment at once, and one of them lost.
 */
import type * as Y from 'yjs';
import { newId } from '../ids.ts';
import { addRecord, deleteRecord, lineOf, liveRecords, restoreRecord, textOf, timeOf, type Fields } from './records.ts';
import { cleanLine } from './text.ts';

export interface Comment {
  id: string;
  /** The agenda item it is about. */
  item: string;
  text: string;
  /** The person who wrote it. */
  author: string;
  /** ms since the epoch, by the server's clock; 0 where that cannot be read. */
  at: number;
}

export function commentsOf(doc: Y.Doc): Fields {
  return doc.getMap('comments');
}

/** The comments of each item, the oldest first. */
export function readComments(doc: Y.Doc): ReadonlyMap<string, readonly Comment[]> {
  const all = liveRecords(commentsOf(doc))
    .map(([id, record]) => ({
      id,
      item: textOf(record, 'item'),
      text: lineOf(record, 'text'),
      author: textOf(record, 'author'),
      at: timeOf(record.get('at')) ?? 0,
    }))
    .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  return Map.groupBy(all, (comment) => comment.item);
}

/** @throws FiresideError `malformed`, `too-large` */
export function addComment(doc: Y.Doc, comment: Omit<Comment, 'id'>): string {
  const id = newId();
  const text = cleanLine(comment.text);
  doc.transact(() => addRecord(commentsOf(doc), id, { ...comment, text }));
  return id;
}

export function deleteComment(doc: Y.Doc, id: string): void {
  doc.transact(() => deleteRecord(commentsOf(doc), id));
}

export function restoreComment(doc: Y.Doc, id: string): void {
  doc.transact(() => restoreRecord(commentsOf(doc), id));
}
