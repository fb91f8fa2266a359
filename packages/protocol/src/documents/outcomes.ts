/** Outcomes of a session: takeaways, decisions and the next date, in the document `session/{id}`. */
import type * as Y from 'yjs';
import { FiresideError } from '../errors.ts';
import { newId } from '../ids.ts';
import type { SessionMode } from '../ticket.ts';
import { byOrder } from './order.ts';
import { keysAt, placedRecords } from './placing.ts';
import {
  addRecord,
  change,
  deleteRecord,
  lineOf,
  liveRecords,
  objectOrNull,
  oneOf,
  requireRecord,
  restoreRecord,
  textOf,
  textOrNull,
  type Fields,
} from './records.ts';
import { cleanLine } from './text.ts';

export const OUTCOME_KINDS = ['takeaway', 'decision'] as const;
export type OutcomeKind = (typeof OUTCOME_KINDS)[number];

export interface Outcome {
  id: string;
  kind: OutcomeKind;
  text: string;
  author: string | null;
  order: string;
}

/** The date that the pair agreed on for the next session; one value, the last writer's. */
export interface NextDate {
  /** Milliseconds since the Unix epoch. */
  startsAt: number;
  minutes: number;
  mode: SessionMode;
  /** Who suggested it. */
  by: string;
}

const NEXT = 'next';

function outcomesOf(doc: Y.Doc): Fields {
  return doc.getMap('outcomes');
}

export function readOutcomes(doc: Y.Doc): Outcome[] {
  return liveRecords(outcomesOf(doc))
    .map(([id, record]) => ({
      id,
      kind: oneOf(record, 'kind', OUTCOME_KINDS, 'takeaway'),
      text: lineOf(record, 'text'),
      author: textOrNull(record, 'author'),
      order: textOf(record, 'order'),
    }))
    .sort(byOrder);
}

/** @throws FiresideError `malformed`, `too-large` */
export function addOutcome(doc: Y.Doc, outcome: { kind: OutcomeKind; text: string; author: string }): string {
  const id = newId();
  const fields = { kind: outcome.kind, text: cleanLine(outcome.text), author: outcome.author };
  doc.transact(() => {
    const root = outcomesOf(doc);
    const siblings = placedRecords(root);
    const [order] = keysAt(root, siblings, siblings.length, 1);
    addRecord(root, id, { ...fields, order });
  });
  return id;
}

export function editOutcome(doc: Y.Doc, id: string, text: string): void {
  const line = cleanLine(text);
  doc.transact(() => change(requireRecord(outcomesOf(doc), id), { text: line }));
}

export function deleteOutcome(doc: Y.Doc, id: string): void {
  doc.transact(() => deleteRecord(outcomesOf(doc), id));
}

export function restoreOutcome(doc: Y.Doc, id: string): void {
  doc.transact(() => restoreRecord(outcomesOf(doc), id));
}

const MODES: readonly SessionMode[] = ['video', 'phone', 'in-person'];

export function readNext(doc: Y.Doc): NextDate | null {
  const next = objectOrNull(outcomesOf(doc), NEXT);
  if (!next) return null;
  const { startsAt, minutes, mode, by } = next;
  if (typeof startsAt !== 'number' || !isDate(startsAt)) return null;
  return {
    startsAt: Math.round(startsAt),
    minutes: typeof minutes === 'number' && isMinutes(minutes) ? minutes : 50,
    mode: MODES.find((one) => one === mode) ?? 'video',
    by: typeof by === 'string' ? by : '',
  };
}

/** Sets the next date, or clears it with null ("not yet"). @throws FiresideError `malformed` */
export function setNext(doc: Y.Doc, next: NextDate | null): void {
  if (next && !(isDate(next.startsAt) && isMinutes(next.minutes))) {
    throw new FiresideError('malformed', { detail: 'This date does not exist.' });
  }
  doc.transact(() => outcomesOf(doc).set(NEXT, next && { ...next }));
}

// The time values that ECMA-262 section 21.4.1.1 allows.
const isDate = (ms: number): boolean => Number.isFinite(ms) && ms > 0 && ms <= 8.64e15;
const isMinutes = (minutes: number): boolean => Number.isInteger(minutes) && minutes >= 5 && minutes <= 600;
