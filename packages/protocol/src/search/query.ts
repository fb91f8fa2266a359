/** What somebody types into a search box, as both ends understand it. */
import { isWhole, wordsIn } from './letters.ts';

export interface SearchPart {
  /** As it was typed, with the quotation marks of a phrase. */
  readonly typed: string;
  /** Without them, in Unicode's NFC. */
  readonly text: string;
  /** Whether its last word is meant as it is; else as the beginning of one. */
  readonly whole: boolean;
}

/** "Phrases", also where nobody has closed them, in the quotation marks of any keyboard; and what stands between blanks. */
const PARTS = /["“”„«»]([^"“”„«»]*)(?:["“”„«»]|$)|([^\s"“”„«»]+)/gu;

/** All of these are searched, each once; none where there is no word in `query`. There are no operators. */
export function readSearch(query: string): SearchPart[] {
  const parts = new Map<string, SearchPart>();
  for (const [typed, phrase, word] of query.toWellFormed().normalize('NFC').matchAll(PARTS)) {
    const text = phrase ?? word ?? '';
    const last = wordsIn(text).at(-1);
    if (!last) continue;
    const whole = phrase !== undefined || isWhole(last);
    const key = `${whole} ${text}`;
    if (!parts.has(key)) parts.set(key, { typed, text, whole });
  }
  return [...parts.values()];
}
