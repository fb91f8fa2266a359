/**
 * Letters that are the same to a search, and where words begin and end: the server's index and what is highlighted in a
 * browser go by this. The index itself folds case and the diacritics of Latin letters (`unicode61` of
 * https://www.sqlite.org/fts5.html#unicode61_tokenizer); `foldLetters` is what it does not know.
 */

const SPACELESS_LETTER = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー]`;
/** Runs of scripts that put no space between words: each character is a word, and what is searched in them is a phrase. */
export const SPACELESS = new RegExp(String.raw`(?:${SPACELESS_LETTER}\p{M}*)+`, 'gu');
const WORD = new RegExp(
  String.raw`(?=[\p{L}\p{N}])${SPACELESS_LETTER}\p{M}*|(?:(?!(?=[\p{L}\p{N}])${SPACELESS_LETTER})[\p{L}\p{N}\p{M}\p{Co}])+`,
  'gu',
);
const SYLLABIC = /^[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** Marks of Hebrew and Arabic, which few people type; U+0301 in their place is none to the index. */
const MARK = /[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670]/g;
const NO_MARK = '\u0301';

const LETTERS = new Map<string, string>(
  Object.entries({
    // Letters that are no base with a diacritic to Unicode, and that people type without.
    ...{ đ: 'd', Đ: 'd', ł: 'l', Ł: 'l', ø: 'o', Ø: 'o', ħ: 'h', Ħ: 'h', ı: 'i' },
    ...{ ё: 'е', Ё: 'е', ς: 'σ' },
    ...{ أ: 'ا', إ: 'ا', آ: 'ا', ٱ: 'ا', ى: 'ي' },
  }),
);
const FOLDED = /[đĐłŁøØħĦıёЁςأإآٱى\u0370-\u03ff\u1f00-\u1fff]/g;

/**
 * The Unicode of `unicode61` is of 2012, and what it does not know is a letter to it: newer emoji, signs of money, marks of
 * direction. Signs of the common blocks are left as they are: all of them are old.
 */
const SIGN =
  /(?!\p{ASCII}|[\u{80}-\u{2065}\u{2100}-\u{22ff}\u{3000}-\u{303f}\u{fe10}-\u{ffff}])[\p{P}\p{S}\p{Cf}]|\u061c/gu;
/** U+200B: no letter, and it shows nothing. */
const NO_SIGN = '\u200b';

/** NFC text for comparing, with as many UTF-16 code units, so that a place in it is a place in the text. */
export function foldLetters(text: string): string {
  return text
    .replace(MARK, NO_MARK)
    .replace(FOLDED, (letter) => LETTERS.get(letter) ?? withoutAccent(letter))
    .replace(SIGN, (sign) => NO_SIGN.repeat(sign.length));
}

/** Greek: its index keeps the accents. */
function withoutAccent(letter: string): string {
  const base = letter.normalize('NFD').replace(/\p{M}/gu, '');
  return base.length === letter.length ? base : letter;
}

/** Whether the index would see a word in it. */
export function hasWord(text: string): boolean {
  return /[\p{L}\p{N}\p{Co}]/u.test(text);
}

/** A word of a text, in UTF-16 code units; `end` is behind it. Words are equal where their `key` is. */
export interface Word {
  readonly start: number;
  readonly end: number;
  readonly key: string;
}

export function wordsIn(text: string): Word[] {
  return [...text.matchAll(WORD)].flatMap(({ index: start, 0: word }) => {
    const key = keyOf(word);
    return key === '' ? [] : [{ start, end: start + word.length, key }];
  });
}

/** Whether a word is to be taken as it is: one letter begins too many words, and a character of Han or Kana is whole. */
export function isWhole({ key }: Word): boolean {
  return !SYLLABIC.test(key) && [...key].length < 2;
}

/** What `unicode61` makes of a word that was folded before. */
function keyOf(word: string): string {
  // Nearly all, and the way below is a hundred times as long.
  if (/^\p{ASCII}*$/u.test(word)) return word.toLowerCase();
  return foldLetters(word.normalize('NFC').toLowerCase().normalize('NFC'))
    .replace(/\P{ASCII}/gu, withoutDiacritic)
    .replace(/[\u0300-\u0331]/g, '');
}

function withoutDiacritic(letter: string): string {
  return /\p{Script=Latin}/u.test(letter) ? letter.normalize('NFD').replace(/\p{M}/gu, '') : letter;
}
