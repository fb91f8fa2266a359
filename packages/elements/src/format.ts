/** Dates, times and amounts as people read them, by `Intl`, in the language of the elements. Zones are IANA names; null is the browser's. */
import { msg, str } from '@lit/localize';
import { formattingLocale } from './localize.ts';

export type Zone = string | null;

const formats = new Map<string, Intl.DateTimeFormat>();

function dateFormat(options: Intl.DateTimeFormatOptions, zone: Zone): Intl.DateTimeFormat {
  const locale = formattingLocale();
  const key = `${locale} ${zone ?? ''} ${JSON.stringify(options)}`;
  const known = formats.get(key);
  if (known) return known;
  const made = makeFormat(locale, options, zone);
  formats.set(key, made);
  return made;
}

function makeFormat(locale: string, options: Intl.DateTimeFormatOptions, zone: Zone): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat(locale, zone === null ? options : { ...options, timeZone: zone });
  } catch (error) {
    if (error instanceof RangeError) return new Intl.DateTimeFormat(undefined, options); // a tag or zone this browser does not know
    throw error;
  }
}

/** "15:12" */
export function formatTime(at: number, zone: Zone): string {
  return dateFormat({ hour: 'numeric', minute: '2-digit' }, zone).format(at);
}

/** "15:00 – 15:50" */
export function formatTimes(from: number, to: number, zone: Zone): string {
  return dateFormat({ hour: 'numeric', minute: '2-digit' }, zone).formatRange(from, to);
}

/** "21 November", with the year when it is not this one. */
export function formatDate(at: number, zone: Zone, now: number): string {
  const year = dateFormat({ year: 'numeric' }, zone);
  const same = year.format(at) === year.format(now);
  return dateFormat({ day: 'numeric', month: 'long', ...(same ? {} : { year: 'numeric' }) }, zone).format(at);
}

/** "Fri 28 Nov" */
function formatDay(at: number, zone: Zone): string {
  return dateFormat({ weekday: 'short', day: 'numeric', month: 'short' }, zone).format(at);
}

/** "Fri, 5 Dec, 15:00" */
export function formatDayAndTime(at: number, zone: Zone): string {
  return dateFormat(
    { weekday: 'short', day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' },
    zone,
  ).format(at);
}

/** A calendar day without a zone (`YYYY-MM-DD`): "Fri 28 Nov". */
export function formatCalendarDay(day: string): string {
  return formatDay(Date.parse(`${day}T12:00:00Z`), 'UTC');
}

/** How many calendar days `at` lies after `now` in that zone. */
function daysFromNow(at: number, now: number, zone: Zone): number {
  return (dayNumber(at, zone) - dayNumber(now, zone)) / 86_400_000;
}

function dayNumber(at: number, zone: Zone): number {
  const parts = new Map(
    makeNumberParts(zone)
      .formatToParts(at)
      .map((part) => [part.type, Number(part.value)]),
  );
  return Date.UTC(parts.get('year') ?? 0, (parts.get('month') ?? 1) - 1, parts.get('day') ?? 1);
}

const numberParts = new Map<Zone, Intl.DateTimeFormat>();

function makeNumberParts(zone: Zone): Intl.DateTimeFormat {
  const known = numberParts.get(zone);
  if (known) return known;
  const made = makeFormat('en-u-ca-gregory-nu-latn', { year: 'numeric', month: 'numeric', day: 'numeric' }, zone);
  numberParts.set(zone, made);
  return made;
}

/** "today", "tomorrow", "yesterday", else "Fri 28 Nov". */
export function formatRelativeDay(at: number, now: number, zone: Zone): string {
  const days = daysFromNow(at, now, zone);
  if (Math.abs(days) > 1) return formatDay(at, zone);
  return new Intl.RelativeTimeFormat(formattingLocale(), { numeric: 'auto' }).format(days, 'day');
}

/** "20 min" */
export function formatMinutes(minutes: number): string {
  return msg(str`${new Intl.NumberFormat(formattingLocale()).format(minutes)} min`);
}

/** "Anna and Bo" */
export function formatNames(names: readonly string[]): string {
  return new Intl.ListFormat(formattingLocale(), { type: 'conjunction' }).format(names);
}

/** Whether two zones show another time at that moment. */
export function zonesDiffer(at: number, one: Zone, other: Zone): boolean {
  return formatTime(at, one) !== formatTime(at, other) || daysFromNow(at, at, one) !== daysFromNow(at, at, other);
}
