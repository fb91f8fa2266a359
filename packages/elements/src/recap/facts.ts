/** What a session was, in words: how long, by what way, who was there; or why there is nothing to read. */
import type { SessionDetail } from '@fireside/protocol/http';
import { msg, str } from '@lit/localize';
import { formatNames } from '../format.ts';
import { formatLongMinutes } from './dates.ts';

/** "48 minutes", "video", "Anna and Bo were there". Of a session that did not take place, nothing. */
export function factsOf(detail: SessionDetail): string[] {
  const { startedAt, wrappedUpAt, minutes, mode, attendance, state } = detail;
  if (state !== 'wrapped-up' && state !== 'archived' && state !== 'live') return [];
  const took =
    startedAt !== null && wrappedUpAt !== null ? Math.max(1, Math.round((wrappedUpAt - startedAt) / 60_000)) : minutes;
  return [formatLongMinutes(took), modeWords(mode), thereWords(attendance)].filter((words) => words !== '');
}

/** Names those who were there, and nobody else. */
function thereWords(attendance: SessionDetail['attendance']): string {
  const names = formatNames(attendance.map(({ name }) => name));
  if (attendance.length === 0) return '';
  return attendance.length === 1 ? msg(str`${names} was there`) : msg(str`${names} were there`);
}

function modeWords(mode: SessionDetail['mode']): string {
  switch (mode) {
    case 'video':
      return msg('video');
    case 'phone':
      return msg('by phone');
    case 'in-person':
      return msg('in person');
  }
}

/** Why there is no recap. */
export function withoutRecapWords({ state, unanswered }: SessionDetail): string {
  if (unanswered) return msg('Did this take place? Nothing was written down.');
  switch (state) {
    case 'scheduled':
      return msg('This session lies ahead.');
    case 'live':
      return msg('This session is under way.');
    case 'cancelled':
      return msg('This session was cancelled. What was on its agenda has moved on.');
    case 'did-not-happen':
      return msg('This session did not happen. What was on its agenda has moved on.');
    case 'wrapped-up':
    case 'archived':
      return msg('Nothing was written down.');
  }
}
