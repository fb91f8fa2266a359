import { describe, expect, it } from 'vitest';
import { summaryOf } from '../testing/saved.ts';
import { dayOf, isPast, monthsOf } from './months.ts';

const on = (id: string, startsAt: number | null) => summaryOf(id, { startsAt, wrappedUpAt: startsAt });

describe('months of the saved sessions', () => {
  it('are those of the person’s own zone, in the order of the list', () => {
    const sessions = [on('c', Date.UTC(2026, 10, 21)), on('b', Date.UTC(2026, 9, 31, 23, 30)), on('a', null)];
    const keys = (zone: string): string[] =>
      monthsOf(sessions, zone, []).map(({ key, sessions: all }) => `${key}: ${all.map(({ id }) => id).join(' ')}`);
    expect(keys('UTC')).toEqual(['2026-11: c', '2026-10: b', ': a']);
    expect(keys('Europe/Berlin')).toEqual(['2026-11: c b', ': a']);
  });

  it('stay the same objects where nothing in them has changed', () => {
    const newer = on('b', Date.UTC(2026, 10, 21));
    const older = on('a', Date.UTC(2026, 9, 2));
    const before = monthsOf([newer, older], 'UTC', []);
    const after = monthsOf([{ ...newer, state: 'archived' }, older], 'UTC', before);
    expect(after[0]).not.toBe(before[0]);
    expect(after[1]).toBe(before[1]);
  });

  it('count a session without a date by when it was wrapped up', () => {
    expect(dayOf(summaryOf('a', { startsAt: null, wrappedUpAt: 7 }))).toBe(7);
  });

  it('hold what is past, and what nobody answered for', () => {
    expect(isPast(summaryOf('a', { state: 'scheduled' }))).toBe(false);
    expect(isPast(summaryOf('a', { state: 'live' }))).toBe(false);
    expect(isPast(summaryOf('a', { state: 'scheduled', unanswered: true }))).toBe(true);
    expect(isPast(summaryOf('a', { state: 'cancelled' }))).toBe(true);
  });
});
