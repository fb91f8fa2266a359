/** Promises: who owes what, until when, from which session. In the document `mentorship/{id}`: shapes and reads. */
import type * as Y from 'yjs';
import { byOrder } from './order.ts';
import { countUnreadable, lineOf, liveRecords, objectOrNull, textOf, timeOf, type Fields } from './records.ts';

/** Until when: a calendar day (`YYYY-MM-DD`, ISO 8601), the next session, or not said. */
export type Due = string | 'next' | null;

export interface Promised {
  id: string;
  text: string;
  /** The person who owes it. */
  owner: string;
  due: Due;
  /**
   * The session it was made in, and the agenda item where there was one. `at`: when, in ms since the epoch by the server's
   * clock; not known of what was promised before it was written down.
   */
  from: { session: string; item: string | null; at?: number } | null;
  /** When it was kept, in ms since the epoch; null while it is owed. */
  keptAt: number | null;
  order: string;
}

export function promisesOf(doc: Y.Doc): Fields {
  return doc.getMap('promises');
}

export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text); // 31 February rolls over
}

function readDue(record: Fields): Due {
  const due = record.get('due');
  return typeof due === 'string' && (due === 'next' || isDay(due)) ? due : null;
}

function readFrom(record: Fields): Promised['from'] {
  const from = objectOrNull(record, 'from');
  if (!from || typeof from.session !== 'string') return null;
  const at = timeOf(from.at);
  return {
    session: from.session,
    item: typeof from.item === 'string' ? from.item : null,
    ...(at === null ? {} : { at }),
  };
}

/** How many values among the promises are no records; they are kept. */
export function countUnreadablePromises(doc: Y.Doc): number {
  return countUnreadable(promisesOf(doc));
}

export function readPromises(doc: Y.Doc): Promised[] {
  return liveRecords(promisesOf(doc))
    .map(([id, record]) => ({
      id,
      text: lineOf(record, 'text'),
      owner: textOf(record, 'owner'),
      due: readDue(record),
      from: readFrom(record),
      keptAt: timeOf(record.get('keptAt')),
      order: textOf(record, 'order'),
    }))
    .sort(byOrder);
}
