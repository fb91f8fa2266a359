/** Dates as a reader needs them months later: the year is there when it is not this one. */
import { dateFormat, type Zone } from '../format.ts';
import { formattingLocale } from '../localize.ts';

const YEAR: Intl.DateTimeFormatOptions = { year: 'numeric' };
const TIME: Intl.DateTimeFormatOptions = { hour: 'numeric', minute: '2-digit' };
const MONTH_DAY: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'long' };
const LONG: Intl.DateTimeFormatOptions = { weekday: 'long', ...MONTH_DAY };
const LONG_AND_TIME: Intl.DateTimeFormatOptions = { ...LONG, ...TIME };
const MOMENT: Intl.DateTimeFormatOptions = { ...MONTH_DAY, ...TIME };

const withYear = new Map(
  [LONG, LONG_AND_TIME, MOMENT].map((options): [Intl.DateTimeFormatOptions, Intl.DateTimeFormatOptions] => [
    options,
    { ...options, ...YEAR },
  ]),
);

function format(options: Intl.DateTimeFormatOptions, at: number, zone: Zone, now: number): string {
  const year = dateFormat(YEAR, zone);
  const thisYear = year.format(at) === year.format(now);
  return dateFormat(thisYear ? options : (withYear.get(options) ?? options), zone).format(at);
}

/** "Saturday 21 November" */
export function formatLongDay(at: number, zone: Zone, now: number): string {
  return format(LONG, at, zone, now);
}

/** "Tuesday 24 November at 15:48" */
export function formatLongDayAndTime(at: number, zone: Zone, now: number): string {
  return format(LONG_AND_TIME, at, zone, now);
}

/** "22 November at 09:10" */
export function formatMoment(at: number, zone: Zone, now: number): string {
  return format(MOMENT, at, zone, now);
}

/** "48 minutes" */
export function formatLongMinutes(minutes: number): string {
  return new Intl.NumberFormat(formattingLocale(), { style: 'unit', unit: 'minute', unitDisplay: 'long' }).format(
    minutes,
  );
}
