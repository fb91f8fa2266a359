/** Clocks on the wall and moments, without a library: `Intl` knows the zones. */
import type { Zone } from './format.ts';

/** A day (`YYYY-MM-DD`) and a time (`HH:MM`) as date and time fields hold them. */
export interface WallClock {
  readonly day: string;
  readonly time: string;
}

const DAY = 86_400_000;

/** What clocks of `zone` show at `at` (ms); null is the browser's zone. */
export function wallClock(at: number, zone: Zone): WallClock {
  const text = new Date(at + offsetAt(at, zone)).toISOString();
  return { day: text.slice(0, 10), time: text.slice(11, 16) };
}

/**
 * The moment (ms) at which clocks of `zone` show that day and time; null for a date that does not exist. In the hour that
 * summer time skips it is the moment as far after the change; of an hour that comes twice, it is the first.
 */
export function momentAt({ day, time }: WallClock, zone: Zone): number | null {
  const shown = Date.parse(`${day}T${time}:00Z`);
  if (Number.isNaN(shown) || !new Date(shown).toISOString().startsWith(`${day}T${time}`)) return null;
  // The offset a day before and a day after; where a change lies between, both are tried.
  const before = shown - offsetAt(shown - DAY, zone);
  const after = shown - offsetAt(shown + DAY, zone);
  const fits = (at: number): boolean => at + offsetAt(at, zone) === shown;
  if (fits(before)) return before;
  return fits(after) ? after : before;
}

/** The day so many days later. */
export function laterDay(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);
}

const formats = new Map<string, Intl.DateTimeFormat>();

function offsetAt(at: number, zone: Zone): number {
  const format = formatOf(zone);
  if (format === null) return -new Date(at).getTimezoneOffset() * 60_000;
  const parts = new Map(format.formatToParts(at).map((part) => [part.type, Number(part.value)]));
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  const shown = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return shown - Math.floor(at / 1000) * 1000;
}

function formatOf(zone: Zone): Intl.DateTimeFormat | null {
  if (zone === null) return null;
  const known = formats.get(zone);
  if (known) return known;
  try {
    const made = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(zone, made);
    return made;
  } catch (error) {
    if (error instanceof RangeError) return null; // a zone this browser does not know: its own is shown everywhere
    throw error;
  }
}
