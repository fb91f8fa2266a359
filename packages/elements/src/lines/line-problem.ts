import { FiresideError, MAX_LINE } from '@fireside/protocol';
import { msg, str } from '@lit/localize';

/** A field that cannot be taken, with a sentence that says why to the person who filled it in. */
export class RefusedField extends Error {}

export function tooMuchPasted(): string {
  return msg('This is too much to paste here at once. Long texts have their place in the notes.');
}

/** Why a line was not taken, for the person who wrote it; nothing of it is lost meanwhile. */
export function lineProblem(error: unknown): string {
  if (error instanceof RefusedField) return error.message;
  if (!(error instanceof FiresideError)) throw error;
  if (error.code === 'too-large') {
    return msg(str`This is longer than ${MAX_LINE} characters. Shorten it, or put the long version into the notes.`);
  }
  if (error.code === 'not-found') return msg('This is not here any more.');
  return msg('This could not be taken. Please check it.');
}
