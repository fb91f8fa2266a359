import type { ErrorCode } from '@fireside/protocol';
import { msg } from '@lit/localize';
import { errorWords, type ErrorWords } from '../error-words.ts';

const WORDS: Partial<Record<ErrorCode, () => ErrorWords>> = {
  'already-in-call': () => ({
    happened: msg('You are in this call from another tab or device'),
    now: msg('Sound and picture go on there. Agenda and notes work here too.'),
  }),
  'call-full': () => ({
    happened: msg('This call is full.'),
    now: msg(
      'Wait until somebody leaves, then try again; agenda and notes work meanwhile. From browser to browser a call holds four people; through a media server, which the people who run this page can set up, it holds more.',
    ),
  }),
  'call-over': () => ({ happened: msg('The call is over.'), now: msg('Agenda and notes stay here.') }),
  'no-path': () => ({
    happened: msg('There is no path for sound and picture between you.'),
    now: msg('A network may block it. Agenda and notes work; for the talk, try another network or the phone.'),
  }),
  'sfu-unreachable': () => ({
    happened: msg('The media server cannot be reached.'),
    now: msg(
      'Sound and picture of this call go through it. It may be down, or a network may block it. Agenda and notes work all the same.',
    ),
  }),
  'sfu-refused': () => ({
    happened: msg('The media server lets nobody in.'),
    now: msg(
      'Tell the people who run this page: a key, a secret or a clock is wrong, and only they can put it right. Agenda and notes work all the same.',
    ),
  }),
  'device-denied': () => ({
    happened: msg('The browser may not use it.'),
    now: msg('Allow it with the sign beside the page’s address, then try again.'),
  }),
  'device-denied-by-system': () => ({
    happened: msg('The settings of this computer do not let the browser use it.'),
    now: msg('Allow it for the browser in the system’s privacy settings, then try again.'),
  }),
  'device-missing': () => ({
    happened: msg('None was found.'),
    now: msg('Plug one in and try again.'),
  }),
  'device-busy': () => ({
    happened: msg('Another program is using it.'),
    now: msg('Close that program and try again.'),
  }),
  'device-blocked': () => ({
    happened: msg('This page does not allow it.'),
    now: msg('Tell the people who run this page.'),
  }),
  'insecure-origin': () => ({
    happened: msg('Browsers allow it on secure pages (https) only.'),
    now: msg('Tell the people who run this page.'),
  }),
};

/** `errorWords` with those of the call and its devices, which come when they are needed. */
export function roomWords(code: ErrorCode): ErrorWords {
  return WORDS[code]?.() ?? errorWords(code);
}
