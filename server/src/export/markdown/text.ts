/** Plain words on their way into Markdown. */
import type { PhrasingContent } from 'mdast';

// Controls but for the tab, what is no character (the writer may need a reference for it, and no reference means one), and
// what turns the direction of text that stands around it (Unicode 16 section 23.2); the marks that only help the word beside
// them stay.
const UNWANTED =
  // eslint-disable-next-line no-control-regex -- the point is to find them
  /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u202a-\u202e\u2066-\u2069\p{Noncharacter_Code_Point}]/gu;
const LINE_END = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/u;

export function clean(text: string): string {
  return text.toWellFormed().replace(UNWANTED, '');
}

export function linesOf(text: string): string[] {
  return clean(text).split(LINE_END);
}

/** As one line. */
export function text(words: string): PhrasingContent {
  return { type: 'text', value: linesOf(words).join(' ') };
}
