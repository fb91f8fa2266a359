/** Dates as a person reads them, by `Intl`, in their language and zone. */

export interface Dates {
  /** "Saturday 21 November 2026" */
  day(at: number): string;
  /** With the time and the zone's name. */
  moment(at: number): string;
  /** A calendar day (`YYYY-MM-DD`), which is in no zone. */
  calendarDay(day: string): string;
  /** `YYYY-MM-DD`, for names of files. */
  iso(at: number): string;
  names(names: readonly string[]): string;
}

const DAY: Intl.DateTimeFormatOptions = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' };
const MOMENT: Intl.DateTimeFormatOptions = { ...DAY, hour: 'numeric', minute: '2-digit', timeZoneName: 'short' };
const SHORT: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'long', year: 'numeric' };

export function createDates(locale: string, tz: string | null): Dates {
  const zone = tz ?? 'UTC';
  const day = format(locale, DAY, zone);
  const moment = format(locale, MOMENT, zone);
  const short = format(locale, SHORT, 'UTC');
  const iso = format('sv', { year: 'numeric', month: '2-digit', day: '2-digit' }, zone);
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });
  return {
    day: (at) => day.format(at),
    moment: (at) => moment.format(at),
    calendarDay: (text) => short.format(Date.parse(`${text}T12:00:00Z`)),
    iso: (at) => iso.format(at),
    names: (names) => list.format(names),
  };
}

/** A zone that this server does not know is shown as UTC, and says so where there is a time. */
function format(locale: string, options: Intl.DateTimeFormatOptions, timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat(locale, { ...options, timeZone });
  } catch (error) {
    if (error instanceof RangeError) return new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
    throw error;
  }
}
