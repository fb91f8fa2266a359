import { msg } from '@lit/localize';
import { formatAgo, formatRelativeDay, type Zone } from '../format.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** "just now", "5 minutes ago", "2 hours ago", "yesterday", else the day. A moment that is yet to come is now: clocks differ. */
export function ago(at: number, now: number, zone: Zone): string {
  const past = now - at;
  if (past < MINUTE) return msg('just now');
  if (past < HOUR) return formatAgo(Math.floor(past / MINUTE), 'minute');
  const day = formatRelativeDay(at, now, zone);
  return day === formatRelativeDay(now, now, zone) ? formatAgo(Math.floor(past / HOUR), 'hour') : day;
}
