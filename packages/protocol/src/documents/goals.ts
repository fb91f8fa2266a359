/** Goals with milestones and a dated history, in the document `mentorship/{id}`: shapes and reads. */
import * as Y from 'yjs';
import { byOrder } from './order.ts';
import { countUnreadable, lineOf, liveRecords, oneOf, textOf, textOrNull, timeOf, type Fields } from './records.ts';

export const GOAL_STATUSES = ['open', 'reached', 'let-go'] as const;
export type GoalStatus = (typeof GOAL_STATUSES)[number];

const ENTRY_KINDS = ['status', 'step', 'words'] as const;

export interface Milestone {
  id: string;
  title: string;
  done: boolean;
  order: string;
}

/**
 * One entry of a goal's history, dated; only ever added, a correction adds another one.
 * - `status`: the goal got the status `status`.
 * - `step`: a milestone (`step`) was done, or not done after all (`done`).
 * - `words`: what somebody wrote down (`text`); with `corrects`, in place of what an earlier entry says.
 */
export interface GoalEntry {
  id: string;
  /** ms since the epoch, by the server's clock; 0 where that cannot be read. */
  at: number;
  by: string;
  what: 'status' | 'step' | 'words';
  status: GoalStatus;
  step: string | null;
  done: boolean;
  text: string;
  corrects: string | null;
}

export interface Goal {
  id: string;
  title: string;
  author: string | null;
  status: GoalStatus;
  milestones: Milestone[];
  history: GoalEntry[];
  order: string;
}

export function goalsOf(doc: Y.Doc): Fields {
  return doc.getMap('goals');
}

export function nested(record: Fields, field: string): Fields | null {
  const value = record.get(field);
  return value instanceof Y.Map ? (value as Fields) : null;
}

function readMilestones(goal: Fields): Milestone[] {
  const root = nested(goal, 'milestones');
  if (!root) return [];
  return liveRecords(root)
    .map(([id, record]) => ({
      id,
      title: lineOf(record, 'title'),
      done: record.get('done') === true,
      order: textOf(record, 'order'),
    }))
    .sort(byOrder);
}

function readHistory(goal: Fields): GoalEntry[] {
  const root = nested(goal, 'history');
  if (!root) return [];
  return liveRecords(root)
    .map(([id, record]) => ({
      id,
      at: timeOf(record.get('at')) ?? 0,
      by: textOf(record, 'by'),
      what: oneOf(record, 'what', ENTRY_KINDS, 'status'),
      status: oneOf(record, 'status', GOAL_STATUSES, 'open'),
      step: textOrNull(record, 'step'),
      done: record.get('done') === true,
      text: lineOf(record, 'text'),
      corrects: textOrNull(record, 'corrects'),
    }))
    .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
}

/** How many values among the goals are no records; they are kept. */
export function countUnreadableGoals(doc: Y.Doc): number {
  return countUnreadable(goalsOf(doc));
}

export function readGoals(doc: Y.Doc): Goal[] {
  return liveRecords(goalsOf(doc))
    .map(([id, record]) => ({
      id,
      title: lineOf(record, 'title'),
      author: textOrNull(record, 'author'),
      status: oneOf(record, 'status', GOAL_STATUSES, 'open'),
      milestones: readMilestones(record),
      history: readHistory(record),
      order: textOf(record, 'order'),
    }))
    .sort(byOrder);
}
