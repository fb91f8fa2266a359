/**
 * The pseudo-locale `en-XA`: every letter has an accent (a message without one never went through `msg`), every message is
 * longer by 40 % (German and Finnish are), and the elements show it right to left.
 */

const PLAIN = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const MARKED = 'ÅƁÇÐÉƑĜĤÎĴĶĻḾÑÖÞǪŔŠŢÛṼŴẊÝŽåƀçðéƒĝĥîĵķļḿñöþǫŕšţûṽŵẋýž';
const FILLER = ' ·one·two·three·four·five·six·seven·eight·nine·ten·eleven·twelve';

/** A message as it stands in an XLIFF file: placeholders (`<x …/>`) and entities stay as they are. */
export function pseudo(source: string): string {
  const parts = source.split(/(<[^>]+>|&[a-z]+;)/);
  const accented = parts.map((part, index) => (index % 2 === 1 ? part : accent(part))).join('');
  const letters = parts
    .filter((_, index) => index % 2 === 0)
    .join('')
    .trim().length;
  return letters === 0 ? source : `${accented}${FILLER.slice(0, Math.max(2, Math.ceil(letters * 0.4)))}`;
}

const accent = (text: string): string => text.replace(/[A-Za-z]/g, (letter) => MARKED[PLAIN.indexOf(letter)] ?? letter);
