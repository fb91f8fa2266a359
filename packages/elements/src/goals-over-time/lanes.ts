/** What happened with each goal, as points along a line. */
import type { Goal, GoalEntry } from '@fireside/protocol';
import type { Zone } from '../format.ts';
import { historyOf } from '../goal-past.ts';
import { wallClock } from '../zoned-time.ts';
import { sessionAt, type Meeting } from './meetings.ts';

/** What a point shows: the weightiest of what happened then. */
export type MarkKind = 'begun' | 'step' | 'words' | 'reached' | 'let-go';

/** What happened with one goal in one session, or on one day outside of any. */
export interface Mark {
  readonly id: string;
  /** Where it stands (ms): at the beginning of its session, else when it happened. */
  readonly at: number;
  readonly kind: MarkKind;
  /** The first one first. */
  readonly entries: readonly GoalEntry[];
  /** The session in whose time it happened (`within`), else the last one before; null before the first. */
  readonly session: Meeting | null;
  readonly within: boolean;
}

/** A time in which a goal was worked towards (ms); `until` is null where it still is. */
export interface Stretch {
  readonly from: number;
  readonly until: number | null;
}

export interface Lane {
  readonly goal: Goal;
  readonly marks: readonly Mark[];
  readonly stretches: readonly Stretch[];
}

export interface LanesOptions {
  /** The first one first. */
  readonly meetings: readonly Meeting[];
  readonly now: number;
  readonly zone: Zone;
}

/** What is worked towards first, by when it began; then what was reached or let go, the latest first. */
export function lanesOf(goals: readonly Goal[], options: LanesOptions): Lane[] {
  const lanes = goals.map((goal) => laneOf(goal, options));
  const begin = ({ marks }: Lane): number => marks[0]?.at ?? options.now;
  const end = ({ marks }: Lane): number => marks.at(-1)?.at ?? 0;
  const open = lanes.filter(({ goal }) => goal.status === 'open').sort((a, b) => begin(a) - begin(b));
  const over = lanes.filter(({ goal }) => goal.status !== 'open').sort((a, b) => end(b) - end(a));
  return [...open, ...over];
}

/** What happened with a goal and when that is known, without what was corrected, the first one first. */
export function datedEntries(goal: Goal): GoalEntry[] {
  return historyOf(goal)
    .flatMap(({ entry, corrected }) => (corrected || entry.at <= 0 ? [] : [entry]))
    .reverse();
}

function laneOf(goal: Goal, { meetings, now, zone }: LanesOptions): Lane {
  const groups = new Map<string, { session: Meeting | null; within: boolean; entries: GoalEntry[] }>();
  for (const entry of datedEntries(goal)) {
    const at = Math.min(entry.at, now); // a clock that was ahead
    const session = sessionAt(meetings, at);
    const within = session !== null && at <= session.until;
    const key = within ? `session ${session.id}` : `day ${wallClock(at, zone).day} ${session?.id ?? ''}`;
    const group = groups.get(key) ?? { session, within, entries: [] };
    group.entries.push(entry);
    groups.set(key, group);
  }
  const marks = [...groups].map(([id, { session, within, entries }]) => ({
    id,
    at: within && session ? session.from : Math.min(entries[0]?.at ?? now, now),
    kind: kindOf(entries),
    entries,
    session,
    within,
  }));
  return { goal, marks, stretches: stretchesOf(goal, marks) };
}

function kindOf(entries: readonly GoalEntry[]): MarkKind {
  const status = entries.findLast(({ what }) => what === 'status')?.status;
  if (status !== undefined) return status === 'open' ? 'begun' : status;
  return entries.some(({ what, done }) => what === 'step' && done) ? 'step' : 'words';
}

function stretchesOf(goal: Goal, marks: readonly Mark[]): Stretch[] {
  const all: Stretch[] = [];
  let from = marks[0]?.at ?? null;
  for (const { at, kind } of marks) {
    const over = kind === 'reached' || kind === 'let-go';
    if (over && from !== null) {
      all.push({ from, until: at });
      from = null;
    } else if (kind === 'begun') from ??= at;
  }
  // Where nobody wrote down the end, it is the last that is known.
  if (from !== null) all.push({ from, until: goal.status === 'open' ? null : (marks.at(-1)?.at ?? from) });
  return all;
}
