import { FiresideError } from './errors.ts';

const MAX_ID_BYTES = 128;
// eslint-disable-next-line no-control-regex -- the point is to find them
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/u;

/**
 * Says whether an id of the host (person, mentorship) or of ours (session) can be used: not empty, not `.` or `..`,
 * without `/`, `\` and control characters, well-formed Unicode, at most 128 bytes of UTF-8.
 */
export function isValidId(id: unknown): id is string {
  return (
    typeof id === 'string' &&
    id !== '' &&
    id !== '.' &&
    id !== '..' &&
    !/[/\\]/.test(id) &&
    !CONTROL.test(id) &&
    id.isWellFormed() &&
    new TextEncoder().encode(id).byteLength <= MAX_ID_BYTES
  );
}

/** @throws FiresideError `invalid-id` */
export function checkId(id: unknown, what: string): string {
  if (!isValidId(id)) throw new FiresideError('invalid-id', { detail: `The ${what} id cannot be used.` });
  return id;
}

/** A new random id for a record or a client: 128 bits, URL-safe. Works on insecure origins, where `randomUUID` is missing. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let text = '';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text;
}
