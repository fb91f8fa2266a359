/** The backlog of a mentorship: parked topics, in the document `mentorship/{id}`. */
import type * as Y from 'yjs';
import { ITEM_KINDS, readMinutes, readOrigin, type AgendaItem } from './agenda.ts';
import { byOrder } from './order.ts';
import { lineOf, liveRecords, oneOf, textOf, textOrNull, type Fields } from './records.ts';

/** A parked topic of the mentorship, shown below every agenda. */
export type BacklogItem = Omit<AgendaItem, 'state' | 'wanted'>;

export function backlogOf(doc: Y.Doc): Fields {
  return doc.getMap('backlog');
}

export function readBacklog(doc: Y.Doc): BacklogItem[] {
  return liveRecords(backlogOf(doc))
    .filter(([, record]) => record.get('takenUp') == null)
    .map(([id, record]) => ({
      id,
      title: lineOf(record, 'title'),
      kind: oneOf(record, 'kind', ITEM_KINDS, 'topic'),
      minutes: readMinutes(record),
      author: textOrNull(record, 'author'),
      order: textOf(record, 'order'),
      origin: readOrigin(record),
    }))
    .sort(byOrder);
}
