/**
 * Text as it is indexed and searched. The index folds case and the diacritics of Latin letters by itself (`unicode61` of
 * https://www.sqlite.org/fts5.html#unicode61_tokenizer); here is what it does not know.
 */

/** Scripts that put no space between words: each character is a word of the index, and words are searched as phrases. */
const SPACELESS =
  /(?:[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー]\p{M}*)+/gu;
const CHARACTER = /\P{M}\p{M}*/gu;
/** U+200B: no letter, and it shows nothing. */
const BREAK = '\u200B';
// Controls mark hits (`MARKS`), and a break of somebody else's would say something that it must not.
// eslint-disable-next-line no-control-regex -- the point is to find them
const UNWANTED = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b]/g;

/** What marks a hit in what the index answers, and where words were left out. */
export const MARKS = { begin: '\u0002', end: '\u0003', gap: '\u0004' } as const;

/** Text as the index keeps it. */
export function toIndex(text: string): string {
  const clean = text.toWellFormed().normalize('NFC').replace(UNWANTED, ' ');
  return clean.replace(SPACELESS, (run) => BREAK + run.replace(CHARACTER, `$&${BREAK}`));
}

/** What the index keeps, as it was written. */
export function fromIndex(text: string): string {
  return text.replaceAll(BREAK, '');
}

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

/** The same text for comparing, with as many UTF-16 code units, so that a place in it is a place in the text. */
export function fold(text: string): string {
  return text.replace(MARK, NO_MARK).replace(FOLDED, (letter) => LETTERS.get(letter) ?? withoutAccent(letter));
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

/** Whether a word's last character is to be taken as it is: one letter begins too many words, and Han is whole. */
export function isWhole(word: string): boolean {
  const last = /[\p{L}\p{N}\p{M}\p{Co}]+(?=[^\p{L}\p{N}\p{M}\p{Co}]*$)/u.exec(word)?.[0] ?? '';
  if (/^[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u.test(last)) return false;
  return [...last].length < 2;
}
