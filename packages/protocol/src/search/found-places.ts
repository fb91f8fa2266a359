/** Where in a text a search finds something, as the server's index does. */
import { wordsIn, type Word } from './letters.ts';
import type { SearchPart } from './query.ts';

/** Part of a text, in UTF-16 code units; `end` is behind it. */
export interface FoundPlace {
  readonly start: number;
  readonly end: number;
}

/** The places of any of `parts` in `text`, in their order; of two that lie over each other, the first and longest. */
export function foundPlaces(text: string, parts: readonly SearchPart[]): FoundPlace[] {
  if (parts.length === 0) return [];
  const words = wordsIn(text);
  const places = parts.flatMap((part) => placesOf(words, part)).sort((a, b) => a.start - b.start || b.end - a.end);
  let end = 0;
  return places.filter((place) => {
    if (place.start < end) return false;
    end = place.end;
    return true;
  });
}

/** The words of a part stand one after the other, whatever is between them. */
function placesOf(words: readonly Word[], { text, whole }: SearchPart): FoundPlace[] {
  const wanted = wordsIn(text).map(({ key }) => key);
  const last = wanted.length - 1;
  if (last < 0) return [];
  const isThere = (at: number): boolean =>
    wanted.every((key, index) => {
      const word = words[at + index]?.key;
      return index === last && !whole ? word?.startsWith(key) : word === key;
    });
  return words.flatMap(({ start }, at) => (isThere(at) ? [{ start, end: words[at + last]!.end }] : []));
}
