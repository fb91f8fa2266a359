import { msg, str } from '@lit/localize';
import { formatMinutes, formatTime, type Zone } from '../format.ts';
import type { ItemTime, Pause } from './view.ts';

const MINUTE = 60_000;

/** "8 min left"; calm whatever the time is. */
export function timeWords(time: ItemTime): string {
  switch (time.kind) {
    case 'arriving':
      return msg('Arriving: no clock runs');
    case 'open':
      return time.ms < MINUTE ? msg('just begun') : msg(str`for ${formatMinutes(Math.floor(time.ms / MINUTE))}`);
    case 'left':
      return time.ms < MINUTE
        ? msg('less than a minute left')
        : msg(str`${formatMinutes(Math.ceil(time.ms / MINUTE))} left`);
    case 'beyond':
      return time.ms < MINUTE
        ? msg('The planned time is over. Take the time, or move on.')
        : msg(str`${formatMinutes(Math.floor(time.ms / MINUTE))} longer than planned. Take the time, or move on.`);
  }
}

/** "Paused: Bo will be right back (for 2 min)"; `names` of the others who are away, empty where it is only this person. */
export function pauseWords({ ms }: Pause, names: string): string {
  const minutes = formatMinutes(Math.floor(ms / MINUTE));
  if (names === '') {
    return ms < MINUTE
      ? msg('Paused: you will be right back')
      : msg(str`Paused: you will be right back (for ${minutes})`);
  }
  return ms < MINUTE
    ? msg(str`Paused: ${names} will be right back`)
    : msg(str`Paused: ${names} will be right back (for ${minutes})`);
}

/** "22 min of agenda, 18 min until 15:50", where the agenda is longer than the time; empty otherwise. */
export function totalWords(planned: number, now: number, end: number | null, zone: Zone): string {
  if (end === null || end <= now || planned <= end - now) return '';
  const minutes = (ms: number): string => formatMinutes(Math.ceil(ms / MINUTE));
  return msg(str`${minutes(planned)} of agenda, ${minutes(end - now)} until ${formatTime(end, zone)}`);
}
