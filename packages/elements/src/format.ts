/** Dates, times and amounts as people read them, by `Intl`, in the language of the elements. Zones are IANA names; null is the browser's. */
import { msg, str } from '@lit/localize';
import { formattingLocale } from './localize.ts';

export type Zone = string | null;

const TIME: Intl.DateTimeFormatOptions = { hour: 'numeric', minute: '2-digit' };
const YEAR: Intl.DateTimeFormatOptions = { year: 'numeric' };
const DATE: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'long' };
const DATE_WITH_YEAR: Intl.DateTimeFormatOptions = { ...DATE, ...YEAR };
const DAY: Intl.DateTimeFormatOptions = { weekday: 'short', day: 'numeric', month: 'short' };
const DAY_AND_TIME: Intl.DateTimeFormatOptions = { ...DAY, ...TIME };
const MONTH: Intl.DateTimeFormatOptions = { month: 'long', ...YEAR };
const NUMBERS: Intl.DateTimeFormatOptions = { year: 'numeric', month: 'numeric', day: 'numeric' };

// Making a format costs a hundred times what using it does, and words are rendered with every key that somebody presses.
const kept = new Map<unknown, Map<string, unknown>>();

/** What `make` makes for `key`, made once. */
function once<T>(kind: unknown, key: string, make: () => T): T {
  const ofKind = kept.get(kind) ?? new Map<string, unknown>();
  kept.set(kind, ofKind);
  if (!ofKind.has(key)) ofKind.set(key, make());
  return ofKind.get(key) as T;
}

/** `options`: always the same object for the same format; it is made once. */
export function dateFormat(options: Intl.DateTimeFormatOptions, zone: Zone): Intl.DateTimeFormat {
  const locale = formattingLocale();
  return once(options, `${locale} ${zone ?? ''}`, () => makeFormat(locale, options, zone));
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
  return dateFormat(TIME, zone).format(at);
}

/** "15:00 – 15:50"; also over midnight, where a range of the locale would bring both dates. */
export function formatTimes(from: number, to: number, zone: Zone): string {
  const time = dateFormat(TIME, zone);
  if (formatDay(from, zone) === formatDay(to, zone)) return time.formatRange(from, to);
  return `${time.format(from)} – ${time.format(to)}`;
}

/** "21 November", with the year when it is not this one. */
export function formatDate(at: number, zone: Zone, now: number): string {
  const year = dateFormat(YEAR, zone);
  return dateFormat(year.format(at) === year.format(now) ? DATE : DATE_WITH_YEAR, zone).format(at);
}

/** "November 2026" */
export function formatMonth(at: number, zone: Zone): string {
  return dateFormat(MONTH, zone).format(at);
}

/** "Fri 28 Nov" */
function formatDay(at: number, zone: Zone): string {
  return dateFormat(DAY, zone).format(at);
}

/** "Fri, 5 Dec, 15:00" */
export function formatDayAndTime(at: number, zone: Zone): string {
  return dateFormat(DAY_AND_TIME, zone).format(at);
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
    numbersFormat(zone)
      .formatToParts(at)
      .map((part) => [part.type, Number(part.value)]),
  );
  return Date.UTC(parts.get('year') ?? 0, (parts.get('month') ?? 1) - 1, parts.get('day') ?? 1);
}

/** In numbers of the Gregorian calendar, whatever the language. */
function numbersFormat(zone: Zone): Intl.DateTimeFormat {
  return once(NUMBERS, zone ?? '', () => makeFormat('en-u-ca-gregory-nu-latn', NUMBERS, zone));
}

/** "today", "tomorrow", "yesterday", else "Fri 28 Nov". */
export function formatRelativeDay(at: number, now: number, zone: Zone): string {
  const days = daysFromNow(at, now, zone);
  if (Math.abs(days) > 1) return formatDay(at, zone);
  const locale = formattingLocale();
  const relative = once(
    Intl.RelativeTimeFormat,
    locale,
    () => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }),
  );
  return relative.format(days, 'day');
}

/** "5 minutes ago" */
export function formatAgo(amount: number, unit: 'minute' | 'hour'): string {
  const locale = formattingLocale();
  return once(formatAgo, locale, () => new Intl.RelativeTimeFormat(locale)).format(-amount, unit);
}

/** "20 min" */
export function formatMinutes(minutes: number): string {
  const locale = formattingLocale();
  return msg(str`${once(Intl.NumberFormat, locale, () => new Intl.NumberFormat(locale)).format(minutes)} min`);
}

/** "Anna and Bo" */
export function formatNames(names: readonly string[]): string {
  const locale = formattingLocale();
  return once(Intl.ListFormat, locale, () => new Intl.ListFormat(locale, { type: 'conjunction' })).format(names);
}

/** Whether two zones show another time at that moment. */
export function zonesDiffer(at: number, one: Zone, other: Zone): boolean {
  return formatTime(at, one) !== formatTime(at, other) || daysFromNow(at, at, one) !== daysFromNow(at, at, other);
}
