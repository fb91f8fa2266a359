import { expect, it } from 'vitest';
import { readSearch } from './query.ts';

const read = (query: string): string[] => readSearch(query).map(({ text, whole }) => (whole ? `${text}.` : text));

it.each([
  ['one, number', ['one,', 'number']],
  ['plan a', ['plan', 'a.']],
  ['"one number" talk', ['one number.', 'talk']],
  ['“one number” „so weiter“ «et trois»', ['one number.', 'so weiter.', 'et trois.']],
  ['"an open phrase', ['an open phrase.']],
  ['talk talk "talk"', ['talk', 'talk.']],
  ['Bru\u0308cke', ['Brücke']],
  ['会議 ครับ', ['会議.', 'ครับ']],
  ['one AND "', ['one', 'AND']],
])('reads %j as %j', (query, parts) => {
  expect(read(query)).toEqual(parts);
});

it.each(['', ' ', '"', '""', '***', '( ) - : ^', '👍', '"…" !', '\u0000', '\u0301', '\ud800'])(
  'finds no word in %j',
  (query) => {
    expect(readSearch(query)).toEqual([]);
  },
);

it('keeps each part as it was typed, for reading it again', () => {
  const parts = readSearch('“one  number” e-mail');
  expect(parts.map(({ typed }) => typed)).toEqual(['“one  number”', 'e-mail']);
  expect(parts.flatMap(({ typed }) => readSearch(typed))).toEqual(parts);
});
