import type { SessionSummary } from '@fireside/protocol/http';
import type { Zone } from '../format.ts';
import { wallClock } from '../zoned-time.ts';

/** Sessions of one calendar month, in the order of the list. */
export interface Month {
  /** `2026-11`; empty for sessions without a date. */
  readonly key: string;
  /** A moment in it; null without a date. */
  readonly at: number | null;
  readonly sessions: readonly SessionSummary[];
}

/** When a session counts as having been: its date, else when it was wrapped up. */
export function dayOf({ startsAt, wrappedUpAt }: SessionSummary): number | null {
  return startsAt ?? wrappedUpAt;
}

/** What lies ahead or goes on just now has nothing saved yet. */
export function isPast({ state, unanswered }: SessionSummary): boolean {
  return unanswered || (state !== 'scheduled' && state !== 'live');
}

/**
 * The sessions by month, as clocks of `zone` show it. A month that holds the same sessions as in `before` is the same object,
 * so that only what has changed is rendered again.
 */
export function monthsOf(sessions: readonly SessionSummary[], zone: Zone, before: readonly Month[]): readonly Month[] {
  const months = new Map<string, SessionSummary[]>();
  const known = new Map(before.flatMap(({ key, sessions: ofMonth }) => ofMonth.map((one) => [one, key] as const)));
  for (const one of sessions) {
    const key = known.get(one) ?? keyOf(one, zone);
    const month = months.get(key);
    if (month) month.push(one);
    else months.set(key, [one]);
  }
  return [...months].map(([key, ofMonth]) => {
    const same = before.find((month) => month.key === key);
    const [first] = ofMonth;
    return same && sameSessions(same.sessions, ofMonth)
      ? same
      : { key, at: first ? dayOf(first) : null, sessions: ofMonth };
  });
}

function keyOf(session: SessionSummary, zone: Zone): string {
  const at = dayOf(session);
  return at === null ? '' : wallClock(at, zone).day.slice(0, 7);
}

function sameSessions(one: readonly SessionSummary[], other: readonly SessionSummary[]): boolean {
  return one.length === other.length && one.every((session, at) => session === other[at]);
}
