import type { Due } from '@fireside/protocol';
import { msg, str } from '@lit/localize';
import { formatCalendarDay } from '../format.ts';

/** "by Fri 28 Nov", "by next time"; empty without a date. */
export function dueWords(due: Due): string {
  if (due === null) return '';
  return due === 'next' ? msg('by next time') : msg(str`by ${formatCalendarDay(due)}`);
}
