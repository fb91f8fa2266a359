/** What is searched in the saved notes, and how it is asked of the server. */
import type { SessionQuery } from '@fireside/client';
import { readSearch } from '@fireside/protocol';
import type { FoundKind } from '@fireside/protocol/http';
import type { Zone } from '../format.ts';
import { momentAt, wallClock } from '../zoned-time.ts';

export const WHAT = ['everything', 'notes', 'promises', 'outcomes', 'agenda', 'goals'] as const;
export type What = (typeof WHAT)[number];
export const WHEN = ['any', 'three-months', 'this-year', 'last-year', 'earlier'] as const;
export type When = (typeof WHEN)[number];

export interface Search {
  /** As the person typed it. */
  readonly text: string;
  /** Whose words; null for everybody's. */
  readonly person: string | null;
  readonly what: What;
  readonly when: When;
}

export const NOTHING: Search = { text: '', person: null, what: 'everything', when: 'any' };

const KINDS: Readonly<Record<What, readonly FoundKind[]>> = {
  everything: [],
  notes: ['notes', 'private-notes', 'addendum'],
  promises: ['promise'],
  outcomes: ['takeaway', 'decision'],
  agenda: ['item', 'comment'],
  goals: ['goal'],
};

/** The words of what somebody typed, and "phrases" as one, with their quotation marks. */
export function wordsOf(text: string): string[] {
  return readSearch(text).map(({ typed }) => typed);
}

/** How it is asked; null where there is nothing to search for. */
export function queryOf(search: Search, now: number, zone: Zone): SessionQuery | null {
  const { text, person, what, when } = search;
  if (wordsOf(text).length === 0) return null;
  const kinds = KINDS[what];
  return {
    q: text.trim(),
    ...(person === null ? {} : { person }),
    ...(kinds.length === 0 ? {} : { kinds }),
    ...timesOf(when, now, zone),
  };
}

function timesOf(when: When, now: number, zone: Zone): Pick<SessionQuery, 'from' | 'to'> {
  const today = wallClock(now, zone).day;
  const year = Number(today.slice(0, 4));
  const begin = (day: string): number => momentAt({ day, time: '00:00' }, zone) ?? 0;
  switch (when) {
    case 'any':
      return {};
    case 'three-months':
      return { from: begin(threeMonthsBefore(today)) };
    case 'this-year':
      return { from: begin(`${year}-01-01`) };
    case 'last-year':
      return { from: begin(`${year - 1}-01-01`), to: begin(`${year}-01-01`) };
    case 'earlier':
      return { to: begin(`${year - 1}-01-01`) };
  }
}

/** The first day of the month that lies three months back. */
function threeMonthsBefore(day: string): string {
  const [year = 0, month = 1] = day.split('-').map(Number);
  return new Date(Date.UTC(year, month - 4, 1)).toISOString().slice(0, 10);
}
