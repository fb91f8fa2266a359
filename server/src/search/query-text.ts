/** What somebody types into a search box, as an expression of FTS5 (https://www.sqlite.org/fts5.html#full_text_query_syntax). */
import { foldLetters, readSearch } from '@fireside/protocol';
import { toIndex } from './words.ts';

/**
 * All parts must be there: a "phrase" as it is, any other word as the beginning of one. Null where nothing can be searched.
 * Operators of FTS5 mean nothing: each part is a string of its own.
 */
export function matchOf(query: string): string | null {
  const parts = readSearch(query).map(({ text, whole }) => {
    const string = `"${foldLetters(toIndex(text)).replaceAll('"', '""')}"`;
    return whole ? string : `${string} *`;
  });
  return parts.length === 0 ? null : parts.join(' AND ');
}
