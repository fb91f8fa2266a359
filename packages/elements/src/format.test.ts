import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatCalendarDay, formatDate, formatRelativeDay, formatTime, formatTimes, zonesDiffer } from './format.ts';
import { supportedLocale, useLocale } from './localize.ts';

const AFTERNOON = Date.UTC(2026, 10, 21, 14, 0);
const HOUR = 3_600_000;

describe('dates and times', () => {
  beforeAll(() => useLocale('en-GB'));
  afterAll(() => useLocale('en')); // the next file in this worker finds what a page begins with

  it('are told in the zone that is asked for', () => {
    expect(formatTime(AFTERNOON, 'Europe/Berlin')).toBe('15:00');
    expect(formatTime(AFTERNOON, 'Europe/Lisbon')).toBe('14:00');
    expect(formatTimes(AFTERNOON, AFTERNOON + HOUR, 'Asia/Kolkata')).toMatch(/^19:30.20:30$/);
    expect(formatTimes(AFTERNOON, AFTERNOON + HOUR, 'Asia/Tokyo')).toMatch(/^23:00.{1,3}0?0:00$/);
  });

  it('differ where the clock or the day differs, at that moment of the year', () => {
    expect(zonesDiffer(AFTERNOON, 'Europe/Berlin', 'Europe/Paris')).toBe(false);
    expect(zonesDiffer(AFTERNOON, 'Europe/Berlin', 'Europe/Lisbon')).toBe(true);
    expect(zonesDiffer(AFTERNOON, 'Pacific/Auckland', 'Pacific/Honolulu')).toBe(true);
    // In July, Phoenix has the time of Los Angeles; in November it has not.
    expect(zonesDiffer(Date.UTC(2026, 6, 1), 'America/Phoenix', 'America/Los_Angeles')).toBe(false);
    expect(zonesDiffer(AFTERNOON, 'America/Phoenix', 'America/Los_Angeles')).toBe(true);
  });

  it('call a day by its distance in the person’s zone', () => {
    const late = Date.UTC(2026, 10, 21, 23, 30);
    expect(formatRelativeDay(late, AFTERNOON, 'UTC')).toBe('today');
    expect(formatRelativeDay(late, AFTERNOON, 'Europe/Berlin')).toBe('tomorrow');
    expect(formatRelativeDay(AFTERNOON - 24 * HOUR, AFTERNOON, 'UTC')).toBe('yesterday');
    expect(formatRelativeDay(AFTERNOON + 7 * 24 * HOUR, AFTERNOON, 'UTC')).toMatch(/28 Nov/);
  });

  it('name a calendar day the same everywhere', () => {
    expect(formatCalendarDay('2026-11-28')).toMatch(/^Sat,? 28 Nov$/);
  });

  it('tell the year only when it is another one', () => {
    expect(formatDate(AFTERNOON, 'UTC', AFTERNOON)).toBe('21 November');
    expect(formatDate(AFTERNOON, 'UTC', AFTERNOON + 90 * 24 * HOUR)).toBe('21 November 2026');
  });

  it('fall back where the browser does not know a zone', () => {
    expect(formatTime(AFTERNOON, 'Nowhere/Land')).toMatch(/\d/);
  });
});

describe('the language', () => {
  it.each([
    ['de', 'de'],
    ['de-AT', 'de'],
    ['DE-ch-1996', 'de'],
    ['en-XA', 'en-XA'],
    ['en-GB', 'en'],
    ['fr', 'en'],
    ['', 'en'],
  ])('that is nearest to “%s” is %s', (tag, nearest) => {
    expect(supportedLocale(tag)).toBe(nearest);
  });
});
