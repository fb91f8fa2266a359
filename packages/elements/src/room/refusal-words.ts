import type { ErrorCode } from '@fireside/protocol';
import { msg } from '@lit/localize';
import type { ErrorWords } from '../error-words.ts';
import { roomWords } from './room-words.ts';

/** What ended the call for us, and what to do. `wasIn`: whether we had been in it. */
export function refusalWords(code: ErrorCode, wasIn: boolean): ErrorWords {
  if (code === 'taken-over') {
    return {
      happened: msg('The call goes on in your other tab or device'),
      now: msg('This one has stepped back; nobody hears or sees you from here. Agenda and notes work here too.'),
    };
  }
  if (!wasIn || !BY_ITSELF.includes(code)) return roomWords(code);
  return {
    happened: msg('The call was lost'),
    now: msg('The connection did not come back by itself. Agenda and notes stay open; rejoin when you like.'),
  };
}

/** What ends a call without anybody wanting it. */
const BY_ITSELF: readonly ErrorCode[] = [
  'unreachable',
  'restart',
  'internal',
  'too-slow',
  'no-path',
  'sfu-unreachable',
];
