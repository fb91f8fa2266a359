import { FiresideError } from '../errors.ts';

/** UTF-16 code units of a one-line text (title, goal, promise, takeaway) at most. */
export const MAX_LINE = 500;
/** The same of an addendum, which may have several lines. */
export const MAX_ADDENDUM = 4_000;
/** The same of what somebody searches. */
export const MAX_SEARCH = 500;

// C0, C1 and the bidi controls of Unicode 16 section 23.2, which would let a title reorder the text around it.
// eslint-disable-next-line no-control-regex -- the point is to find them
const UNWANTED = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

// What shows at least one sign: white space, controls and what Unicode's `Default_Ignorable_Code_Point` names show none, nor
// does the blank Braille pattern.
const VISIBLE = /[^\s\p{Z}\p{Cc}\p{Default_Ignorable_Code_Point}\u2800]/u;

/**
 * A line as it is stored: one line, no control characters, no white space around it.
 * @throws FiresideError `malformed` when nothing is left, `too-large` over `MAX_LINE`
 */
export function cleanLine(text: string): string {
  const line = text.toWellFormed().replace(UNWANTED, ' ').replace(/\s+/gu, ' ').trim();
  if (!VISIBLE.test(line)) throw new FiresideError('malformed', { detail: 'The text is empty.' });
  if (line.length > MAX_LINE) {
    throw new FiresideError('too-large', { detail: `The text is over ${MAX_LINE} characters.` });
  }
  return line;
}

/**
 * A text of several lines as it is stored: line breaks are line feeds, no other control characters, no white space around it.
 * @throws FiresideError `malformed` when nothing is left, `too-large` over `most` UTF-16 code units
 */
export function cleanText(text: string, most: number): string {
  const lines = text.toWellFormed().split(/\r\n|[\n\r\u0085\u2028\u2029]/u);
  const clean = lines.map((line) => line.replace(UNWANTED, ' ').trimEnd()).join('\n');
  const whole = clean.trim();
  if (!VISIBLE.test(whole)) throw new FiresideError('malformed', { detail: 'The text is empty.' });
  if (whole.length > most) throw new FiresideError('too-large', { detail: `The text is over ${most} characters.` });
  return whole;
}
