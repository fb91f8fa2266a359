/** What somebody types into a search box, as an expression of FTS5 (https://www.sqlite.org/fts5.html#full_text_query_syntax). */
import { fold, hasWord, isWhole, toIndex } from './words.ts';

/** "Phrases", also where nobody has closed them, and words; whatever FTS5 would understand by them is just text. */
const PARTS = /["“”„«»]([^"“”„«»]*)(?:["“”„«»]|$)|([^\s"“”„«»]+)/gu;

/**
 * All parts must be there: a "phrase" as it is, any other word as the beginning of one. Null where nothing can be searched.
 * Operators of FTS5 mean nothing: each part is a string of its own.
 */
export function matchOf(query: string): string | null {
  const parts = new Set<string>();
  for (const [, phrase, word] of query.toWellFormed().normalize('NFC').matchAll(PARTS)) {
    const part = phrase ?? word ?? '';
    if (!hasWord(part)) continue;
    const indexed = fold(toIndex(part));
    const text = `"${indexed.replaceAll('"', '""')}"`;
    parts.add(phrase !== undefined || isWhole(indexed) ? text : `${text} *`);
  }
  return parts.size === 0 ? null : [...parts].join(' AND ');
}
