import type { Due } from '@fireside/protocol';
import { msg, str } from '@lit/localize';
import { formatCalendarDay } from './format.ts';

/** "by Fri 28 Nov", "by next time"; empty without a date. A day that has passed reads like any other. */
export function dueWords(due: Due): string {
  if (due === null) return '';
  return due === 'next' ? msg('by next time') : msg(str`by ${formatCalendarDay(due)}`);
}

/** Days in their order, then the next time, whose day may not be known yet, then what has no date. */
export function byDue(a: Due, b: Due): number {
  const [one, other] = [dueKey(a), dueKey(b)];
  return one < other ? -1 : one > other ? 1 : 0;
}

function dueKey(due: Due): string {
  if (due === null) return 'z';
  return due === 'next' ? 'n' : due; // days begin with a digit
}
