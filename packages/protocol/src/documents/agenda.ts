/** The agenda of a session: shapes and reads of the document `session/{id}`. */
import type * as Y from 'yjs';
import { byOrder } from './order.ts';
import {
  countUnreadable,
  lineOf,
  liveRecords,
  numberOrNull,
  objectOrNull,
  oneOf,
  textOf,
  textOrNull,
  timeOf,
  type Fields,
} from './records.ts';

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
  /** At which time of being carried somebody said that it is still wanted; 0 where nobody did. */
  wanted: number;
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

export function readWanted(record: Fields): number {
  return Math.max(0, numberOrNull(record, 'wanted') ?? 0);
}

/** Carried for the third time or more, and nobody has said since that it is still wanted. */
export function isDoubted({ origin, state, wanted }: AgendaItem): boolean {
  return state === 'open' && origin !== null && origin.times >= 3 && wanted < origin.times;
}

/** How many values in the agenda are no items; they are kept. */
export function countUnreadableItems(doc: Y.Doc): number {
  return countUnreadable(agendaOf(doc));
}

/** The items that are not deleted, in order. */
export function readAgenda(doc: Y.Doc): AgendaItem[] {
  return liveRecords(agendaOf(doc))
    .map(([id, record]) => ({
      id,
      title: lineOf(record, 'title'),
      kind: oneOf(record, 'kind', ITEM_KINDS, 'topic'),
      minutes: readMinutes(record),
      author: textOrNull(record, 'author'),
      state: oneOf(record, 'state', ITEM_STATES, 'open'),
      order: textOf(record, 'order'),
      origin: readOrigin(record),
      wanted: readWanted(record),
    }))
    .sort(byOrder);
}

/** Whether each person said "I'm ready". */
export function readReady(doc: Y.Doc): string[] {
  const ready: string[] = [];
  for (const [person, value] of doc.getMap('ready')) if (value === true) ready.push(person);
  return ready.sort();
}
