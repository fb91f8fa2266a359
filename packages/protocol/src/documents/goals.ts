/** Goals with milestones and a dated history, in the document `mentorship/{id}`: shapes and reads. */
import * as Y from 'yjs';
import { byOrder } from './order.ts';
import { liveRecords, oneOf, textOf, textOrNull, timeOf, type Fields } from './records.ts';

export const GOAL_STATUSES = ['open', 'reached', 'let-go'] as const;
export type GoalStatus = (typeof GOAL_STATUSES)[number];

export interface Milestone {
  id: string;
  title: string;
  done: boolean;
  order: string;
}

/** One line of a goal's history; only ever added. */
export interface GoalEntry {
  id: string;
  /** ms since the epoch, by the server's clock. */
  at: number;
  by: string;
  status: GoalStatus;
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
      title: textOf(record, 'title'),
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
      status: oneOf(record, 'status', GOAL_STATUSES, 'open'),
    }))
    .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
}

export function readGoals(doc: Y.Doc): Goal[] {
  return liveRecords(goalsOf(doc))
    .map(([id, record]) => ({
      id,
      title: textOf(record, 'title'),
      author: textOrNull(record, 'author'),
      status: oneOf(record, 'status', GOAL_STATUSES, 'open'),
      milestones: readMilestones(record),
      history: readHistory(record),
      order: textOf(record, 'order'),
    }))
    .sort(byOrder);
}
