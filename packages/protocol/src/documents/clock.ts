/**
 * The shared clock of a session, in the root `clock` of its document: what is talked about and since when, what each item has
 * taken already, and who will be right back. Times are ms by the server's clock, so it shows the same however wrong a
 * device's clock is; it is a help, never evidence.
 */
import type * as Y from 'yjs';
import { objectOrNull, timeOf, type Fields } from './records.ts';

/** The item being talked about, and since when; pauses move the start. */
export interface Current {
  item: string;
  startedAt: number;
}

/** Somebody who will be right back; the clock stands still as long as anybody is away. */
export interface Away {
  person: string;
  since: number;
}

export interface Clock {
  current: Current | null;
  /** The one who went first stands first. */
  away: Away[];
  /** ms that items have taken before they were left, by item. */
  spent: ReadonlyMap<string, number>;
}

export const AWAY = 'away/';
export const SPENT = 'spent/';

export function clockOf(doc: Y.Doc): Fields {
  return doc.getMap('clock');
}

export function readClock(doc: Y.Doc): Clock {
  const root = clockOf(doc);
  const away: Away[] = [];
  const spent = new Map<string, number>();
  for (const [key, value] of root) {
    const time = timeOf(value);
    if (time === null) continue;
    if (key.startsWith(AWAY)) away.push({ person: key.slice(AWAY.length), since: time });
    else if (key.startsWith(SPENT) && time > 0) spent.set(key.slice(SPENT.length), time);
  }
  away.sort((a, b) => a.since - b.since || (a.person < b.person ? -1 : 1));
  return { current: readCurrent(root), away, spent };
}

function readCurrent(root: Fields): Current | null {
  const current = objectOrNull(root, 'current');
  const startedAt = timeOf(current?.startedAt);
  return current && typeof current.item === 'string' && startedAt !== null ? { item: current.item, startedAt } : null;
}

/** When the clock stopped for a pause; null while it runs. */
export function pausedAt({ current, away }: Pick<Clock, 'current' | 'away'>): number | null {
  const [first] = away;
  return first ? Math.max(first.since, current?.startedAt ?? first.since) : null;
}

/** ms that the item being talked about has taken until `now`, without pauses; 0 where there is none. */
export function elapsed(clock: Clock, now: number): number {
  const { current, spent } = clock;
  if (!current) return 0;
  const until = Math.min(pausedAt(clock) ?? now, now);
  return (spent.get(current.item) ?? 0) + Math.max(0, until - current.startedAt);
}
