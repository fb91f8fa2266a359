import { expect, it } from 'vitest';
import { foundPlaces } from './found-places.ts';
import { readSearch } from './query.ts';

// That these are the places which the server's index finds is put to the test there, beside the index.

it('are none where nothing is searched', () => {
  expect(foundPlaces('text', [])).toEqual([]);
  expect(foundPlaces('text', readSearch('"" -- * ( ) … 👍'))).toEqual([]);
  expect(foundPlaces('', readSearch('text'))).toEqual([]);
});

it('count UTF-16 code units of the text as it is, with the marks of its letters', () => {
  expect(foundPlaces('🙂 Bru\u0308cken', readSearch('BRÜCKE'))).toEqual([{ start: 3, end: 11 }]);
});

it('do not lie over each other: the first and longest counts', () => {
  const text = 'one number carries';
  expect(foundPlaces(text, readSearch('num "one number" number'))).toEqual([{ start: 0, end: 10 }]);
});

it('are as quickly found in a text without a space', () => {
  expect(foundPlaces('ö'.repeat(1_000_000), readSearch('ö'))).toEqual([]);
});
