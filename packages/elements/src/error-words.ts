import { msg } from '@lit/localize';
import type { ErrorCode } from '@fireside/protocol';

/** An error for the person who meets it: what happened and what it means, and what to do now. */
export interface ErrorWords {
  readonly happened: string;
  readonly now: string;
}

const tryAgain = (): string => msg('Try again in a moment.');
const askOwner = (): string => msg('Tell the people who run this page; they need the code below.');

const busy = (): ErrorWords => ({ happened: msg('The server is busy just now.'), now: tryAgain() });

/** Words for every code of the one table; those that people cannot tell apart share theirs. In the room: `roomWords`. */
export function errorWords(code: ErrorCode): ErrorWords {
  switch (code) {
    case 'unreachable':
      return {
        happened: msg('The server cannot be reached.'),
        now: msg('What you wrote on this device is kept and goes up when the connection is back.'),
      };
    case 'host-token':
      return {
        happened: msg('This page could not confirm who you are.'),
        now: msg('Reload the page; you may have to sign in again.'),
      };
    case 'token-missing':
    case 'token-invalid':
      return { happened: msg('The server did not accept who this page says you are.'), now: askOwner() };
    case 'token-expired':
      return { happened: msg('Your sign-in has expired.'), now: msg('Reload the page to sign in again.') };
    case 'wrong-mentorship':
    case 'role-unknown':
    case 'not-allowed':
      return {
        happened: msg('You have no access to this session.'),
        now: msg('If you should have, tell the people who run this page.'),
      };
    case 'not-found':
      return {
        happened: msg('This session does not exist, or not any more.'),
        now: msg('Go back to the page that brought you here.'),
      };
    case 'invalid-id':
    case 'malformed':
      return { happened: msg('This page asked for something that cannot be.'), now: askOwner() };
    case 'no-token-source':
      return { happened: msg('This page has not said yet who you are.'), now: askOwner() };
    case 'epoch-changed':
      return { happened: msg('This session was erased.'), now: msg('Nothing of it is left to open.') };
    case 'state-conflict':
      return {
        happened: msg('The session has moved on, so this can no longer be done.'),
        now: msg('Have a look at where it is now.'),
      };
    case 'already-live':
      return {
        happened: msg('Another session of yours is under way.'),
        now: msg('Finish it first, or join it.'),
      };
    case 'too-large':
      return { happened: msg('This is too long.'), now: msg('Shorten it and try again.') };
    case 'too-many':
    case 'restart':
    case 'too-slow':
    case 'storage':
    case 'internal':
      return busy();
    case 'join-again':
      return { happened: msg('Your access has changed.'), now: tryAgain() };
    case 'read-only':
      return { happened: msg('This can only be read now.'), now: msg('What you wrote is kept for you to decide.') };
    case 'reload-to-update':
      return { happened: msg('There is a newer version of this page.'), now: msg('Reload to update.') };
    case 'already-in-call':
    case 'taken-over':
    case 'call-full':
    case 'call-over':
    case 'no-path':
    case 'sfu-unreachable':
    case 'sfu-refused':
    case 'device-denied':
    case 'device-denied-by-system':
    case 'device-missing':
    case 'device-busy':
    case 'device-blocked':
    case 'insecure-origin':
      return busy(); // met in the room alone, which has words of its own for them
  }
}
