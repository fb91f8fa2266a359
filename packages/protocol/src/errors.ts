/**
 * The one table of errors. A code is for programs, a message for humans; both ends use nothing else.
 *
 * - `status`: HTTP status of the answer, where the code can be one.
 * - `close`: WebSocket close code (RFC 6455 section 7.4.2; 4400–4499 are final for y-websocket 3.1, everything else is retried).
 * - `client`: what our client does by itself when it meets the code.
 */
export type ClientAction =
  /** Try again by itself, with growing waits. */
  | 'retry'
  /** Ask the host for a token, join again, go on. */
  | 'join-again'
  /** Stop and tell; only a person can change something. */
  | 'tell'
  /** Go on without what failed, and say so. */
  | 'go-on';

interface ErrorEntry {
  readonly status?: number;
  readonly close?: number;
  readonly client: ClientAction;
  readonly message: string;
}

export const errors = {
  // What the host or its page sent.
  malformed: { status: 400, close: 4400, client: 'tell', message: 'The request could not be read.' },
  'invalid-id': {
    status: 400,
    client: 'tell',
    message: 'An id is empty, “.” or “..”, has a slash or control characters, or is over 128 bytes.',
  },
  'token-missing': { status: 401, close: 4401, client: 'join-again', message: 'A token is needed.' },
  'token-invalid': { status: 401, close: 4401, client: 'join-again', message: 'The token is not valid here.' },
  'token-expired': { status: 401, close: 4401, client: 'join-again', message: 'The token has expired.' },
  'wrong-mentorship': {
    status: 403,
    close: 4403,
    client: 'tell',
    message: 'The token is for another mentorship.',
  },
  'role-unknown': {
    status: 403,
    client: 'tell',
    message: 'The token names a role that is not mentor, mentee or observer.',
  },
  'not-allowed': { status: 403, close: 4403, client: 'tell', message: 'You may not do this.' },
  'not-found': { status: 404, close: 4404, client: 'tell', message: 'There is nothing here.' },
  'epoch-changed': { status: 409, close: 4409, client: 'tell', message: 'This document was erased.' },
  'state-conflict': {
    status: 409,
    client: 'tell',
    message: 'The state of the session does not allow this.',
  },
  'already-live': {
    status: 409,
    client: 'tell',
    message: 'Another session of this mentorship is live.',
  },
  'too-large': { status: 413, close: 4413, client: 'tell', message: 'This is too large.' },
  'too-many': { status: 429, close: 4503, client: 'retry', message: 'Too many requests at once.' },
  'join-again': { close: 4508, client: 'join-again', message: 'Your access changed; join again.' },
  // What the server met.
  restart: { status: 503, close: 1012, client: 'retry', message: 'The server restarts.' },
  'too-slow': { close: 1013, client: 'retry', message: 'The connection is too slow to follow.' },
  storage: { status: 503, close: 4500, client: 'retry', message: 'What was sent could not be saved just now.' },
  internal: { status: 500, close: 1011, client: 'retry', message: 'Something went wrong on the server.' },
  // Documents: reasons of message 103.
  'read-only': { close: 4403, client: 'tell', message: 'This document can only be read.' },
  // The call.
  'already-in-call': {
    close: 4403,
    client: 'go-on',
    message: 'You are in this call from another tab or device.',
  },
  'taken-over': {
    close: 4403,
    client: 'go-on',
    message: 'The call went on in another tab or device of yours.',
  },
  'call-full': {
    status: 409,
    close: 4403,
    client: 'go-on',
    message: 'A call without a media server holds four people; somebody must leave first, or LiveKit be set up.',
  },
  'call-over': { status: 409, close: 4403, client: 'go-on', message: 'The call of this session is over.' },
  'sfu-unreachable': { client: 'go-on', message: 'The media server cannot be reached.' },
  'sfu-refused': {
    status: 503,
    client: 'go-on',
    message: 'The media server does not accept what this server signs (key, secret or clock).',
  },
  // Only ever met in the browser.
  'no-token-source': {
    client: 'tell',
    message: 'The page has not said where the token comes from (token-url or getToken).',
  },
  'host-token': { client: 'retry', message: 'The page could not get a token from its own server.' },
  unreachable: { client: 'retry', message: 'The server cannot be reached.' },
  'reload-to-update': {
    client: 'go-on',
    message: 'This document was written by a newer version; reload to update.',
  },
  'device-denied': { client: 'go-on', message: 'The browser was not allowed to use the device.' },
  'device-denied-by-system': {
    client: 'go-on',
    message: 'The operating system does not let the browser use the device.',
  },
  'device-missing': { client: 'go-on', message: 'No such device was found.' },
  'device-busy': { client: 'go-on', message: 'The device is in use by another program.' },
  'device-blocked': {
    client: 'go-on',
    message: 'The page does not allow camera or microphone (Permissions-Policy).',
  },
  'insecure-origin': {
    client: 'go-on',
    message: 'Camera and microphone need a secure page (https or localhost).',
  },
  'no-path': { client: 'retry', message: 'There is no path for audio and video between you.' },
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof errors;

/** The entry of a code, with every column present or undefined. */
export function errorEntry(code: ErrorCode): ErrorEntry {
  return errors[code];
}

export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(errors, value);
}

/** An error with a code of the table; `detail` is for developers and never holds a token or content. */
export class FiresideError extends Error {
  override readonly name = 'FiresideError';
  readonly code: ErrorCode;
  readonly detail: string | undefined;
  /** Machine-readable addition, such as the id of the live session or the allowed states. */
  readonly data: Readonly<Record<string, unknown>> | undefined;

  constructor(
    code: ErrorCode,
    options: { detail?: string; data?: Readonly<Record<string, unknown>>; cause?: unknown } = {},
  ) {
    super(options.detail ?? errors[code].message, { cause: options.cause });
    this.code = code;
    this.detail = options.detail;
    this.data = options.data;
  }
}
