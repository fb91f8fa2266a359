/** Where searched words stand in a text, in the manner of the search: beginnings of words, accents and case aside. */

/** Part of a text, in UTF-16 code units; `end` is behind it. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

interface Folded {
  readonly text: string;
  /** Where each code unit of `text` comes from. */
  readonly from: readonly number[];
}

/** Han, Kana, Thai, Lao, Khmer and Myanmar are written without spaces: words begin anywhere. */
const WITHOUT_SPACES =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
/** The accents of Latin, Greek and Cyrillic; the signs of other scripts make other words. */
const ACCENTS = /[\u0300-\u036f]/g;

/**
 * The places of `words` in `text`, in their order. A word stands for all that begin with it, a single letter for itself;
 * several words in one are a phrase, whatever stands between them but other words.
 */
export function foundPlaces(text: string, words: readonly string[]): Place[] {
  const folded = fold(text);
  const places = words
    .flatMap((word) => placesOf(folded, word))
    .map(({ start, end }) => ({ start: folded.from[start]!, end: withMarks(text, folded.from[end - 1]! + 1) }))
    .sort((a, b) => a.start - b.start || b.end - a.end);
  let end = 0;
  return places.filter((one) => {
    if (one.start < end) return false;
    end = one.end;
    return true;
  });
}

function placesOf(folded: Folded, word: string): Place[] {
  const tokens = fold(word).text.match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  const pattern = tokens.join('[^\\p{L}\\p{N}]+');
  const [only] = tokens;
  if (only === undefined) return [];
  const loose = WITHOUT_SPACES.test(pattern);
  const prefix = tokens.length === 1 && (loose || only.length > 1);
  const before = loose ? '' : '(?<![\\p{L}\\p{N}\\p{M}])';
  const after = prefix ? (loose ? '' : '[\\p{L}\\p{N}\\p{M}]*') : loose ? '' : '(?![\\p{L}\\p{N}\\p{M}])';
  return [...folded.text.matchAll(new RegExp(before + pattern + after, 'gu'))].map(({ index, 0: { length } }) => ({
    start: index,
    end: index + length,
  }));
}

/** Signs that were folded away belong to the letter before them. */
function withMarks(text: string, end: number): number {
  let at = end;
  while (at < text.length && /\p{M}/u.test(text[at]!)) at += 1;
  return at;
}

function fold(text: string): Folded {
  let folded = '';
  const from: number[] = [];
  let at = 0;
  for (const letter of text) {
    const plain = foldLetter(letter);
    folded += plain;
    for (let index = 0; index < plain.length; index += 1) from.push(at + Math.min(index, letter.length - 1));
    at += letter.length;
  }
  return { text: folded, from };
}

function foldLetter(letter: string): string {
  if (letter <= '\u007f') return letter.toLowerCase(); // nearly all, and the way below is a hundred times as long
  return letter.normalize('NFD').replace(ACCENTS, '').normalize('NFC').toLowerCase().replace(ACCENTS, '');
}
