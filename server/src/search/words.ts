/** Text as the index keeps it, but for letters that are the same (`foldLetters`). */
import { SPACELESS } from '@fireside/protocol';

const CHARACTER = /\P{M}\p{M}*/gu;
/** U+200B: no letter, and it shows nothing. */
const BREAK = '\u200B';
// Controls mark hits (`MARKS`), and a break of somebody else's would say something that it must not.
// eslint-disable-next-line no-control-regex -- the point is to find them
const UNWANTED = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b]/g;

/** What marks a hit in what the index answers, and where words were left out. */
export const MARKS = { begin: '\u0002', end: '\u0003', gap: '\u0004' } as const;

/** In NFC, with a break after each character of a script without spaces. */
export function toIndex(text: string): string {
  const clean = text.toWellFormed().normalize('NFC').replace(UNWANTED, ' ');
  return clean.replace(SPACELESS, (run) => BREAK + run.replace(CHARACTER, `$&${BREAK}`));
}

/** What the index keeps, as it was written. */
export function fromIndex(text: string): string {
  return text.replaceAll(BREAK, '');
}
