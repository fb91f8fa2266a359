import { expect, it } from 'vitest';
import { foundPlaces } from './found-words.ts';

const found = (text: string, ...words: string[]): string[] =>
  foundPlaces(text, words).map(({ start, end }) => text.slice(start, end));

it.each([
  ['One number carries the numbers', ['number'], ['number', 'numbers']],
  ['renumbered', ['number'], []],
  ['Über die Brücke', ['uber', 'brucke'], ['Über', 'Brücke']],
  ['Uber die Brucke', ['ÜBER', 'brücke'], ['Uber', 'Brucke']],
  ['Bru\u0308cke', ['brucke'], ['Bru\u0308cke']],
  ['Ελλάδα και Ελλαδα', ['ελλαδα'], ['Ελλάδα', 'Ελλαδα']],
  ['a cat and a', ['a'], ['a', 'a']],
  ['one, number; one big number', ['one number'], ['one, number']],
  ['one numbers', ['one number'], []],
  ['春の会議で話す', ['会議'], ['会議']],
  ['what (a) *mess*', ['(mess'], ['mess']],
  ['a.b', ['.*'], []],
  ['हिन्दी में', ['हिन्दी'], ['हिन्दी']],
  ['the talk', ['talk', 'ta'], ['talk']],
  ['👋 hello', ['hello'], ['hello']],
])('finds in %j the words %j', (text, words, expected) => {
  expect(found(text, ...words)).toEqual(expected);
});

it('finds nothing where nothing is asked', () => {
  expect(found('text')).toEqual([]);
  expect(found('text', '', ' ', '!?')).toEqual([]);
});
