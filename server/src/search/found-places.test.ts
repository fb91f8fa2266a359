import { foldLetters, foundPlaces, readSearch } from '@fireside/protocol';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeIndex } from './file.ts';
import { matchOf } from './query-text.ts';
import { piecesOf } from './snippets.ts';
import { toIndex } from './words.ts';

let db: DatabaseSync;
beforeAll(() => {
  db = new DatabaseSync(':memory:');
  makeIndex(db);
});
afterAll(() => db.close());

/** What the index finds and marks in a text. */
function indexed(text: string, query: string): string[] {
  const original = toIndex(text);
  const folded = foldLetters(original);
  db.exec('delete from words');
  db.prepare("insert into words (rowid, scope, text) values (1, 'm1', ?)").run(folded);
  const row = db
    .prepare(
      "select snippet(words, 1, char(2), char(3), char(4), 64) as snippet from words where words match 'text : (' || ? || ')'",
    )
    .get(matchOf(query) ?? '""');
  if (!row) return [];
  return piecesOf(String(row.snippet), original, folded)
    .filter(({ hit }) => hit)
    .map((piece) => piece.text);
}

/** What a browser highlights in it. */
const highlighted = (text: string, query: string): string[] =>
  foundPlaces(text, readSearch(query)).map(({ start, end }) => text.slice(start, end).normalize('NFC'));

/** Text, what is searched, and what is marked. */
const TABLE: readonly (readonly [text: string, query: string, marked: readonly string[]])[] = [
  ['one number, one big number', 'one number', ['one', 'number', 'one', 'number']],
  ['one number, one big number', '"one number"', ['one number']],
  ['one number, one big number', '“one number”', ['one number']],
  ['und so weiter, so', '«so weiter»', ['so weiter']],
  ['one number', '"one num"', []],
  ['numbers and a number', '"number"', ['number']],
  ['numbers and a number', 'number', ['numbers', 'number']],
  ['renumbered', 'number', []],
  ['plan a, plan b', 'a', ['a']],
  ['an e-mailer', 'e-mai', ['e-mailer']],
  ['don’t stop', "don't", ['don’t']],
  ['3.5 % of C++', '3.5 c++', ['3.5', 'C']],
  ['Łódź på øya', 'lodz pa oya', ['Łódź', 'på', 'øya']],
  ['được Ứng', 'duoc ung', ['được', 'Ứng']],
  ['Bru\u0308cke', 'brucke', ['Brücke']],
  ['Straße', 'strasse', []],
  ['İstanbul ışık', 'istanbul isik', ['İstanbul', 'ışık']],
  ['Ёлка мой мои', 'елка мои', ['Ёлка', 'мои']],
  ['Άλφα λόγος', 'αλφα ΛΟΓΟΣ', ['Άλφα', 'λόγος']],
  ['שָׁלוֹם', 'שלום', ['שָׁלוֹם'.normalize('NFC')]],
  ['كِتابٌ عن أحمد', 'كتاب احمد', ['كِتابٌ', 'أحمد']],
  ['हिन्दी में', 'हिन्', ['हिन्दी']],
  ['次回の予算について', '予算', ['予算']],
  ['日。本 日本', '日本', ['日。本', '日本']],
  ['iPhone電話', 'iphone', ['iPhone']],
  ['iPhone電話', 'phone', []],
  ['コーヒーを', 'ヒー', ['ヒー']],
  ['สวัสดีครับ', 'ครับ', ['ครับ']],
  ['한국어', '한국', ['한국어']],
  ['👍done🎉 🙂done 👍🏽done ₽500 \u2068Anna\u2069', 'done', ['done', 'done', 'done']],
  ['🥳500₽', '"500"', ['500']],
  ['\u2068Anna\u2069', '"anna"', ['Anna']],
  ['\ue000x', '\ue000x', ['\ue000x']],
];

describe('what a browser highlights is what the index has found', () => {
  it.each(TABLE)('in %j by %j: %j', (text, query, marked) => {
    expect(indexed(text, query)).toEqual(marked);
    expect(highlighted(text, query)).toEqual(marked);
  });

  it('whatever is written, and whatever is typed', () => {
    let random = 7;
    const below = (count: number): number => (random = (random * 48_271) % 2_147_483_647) % count;
    const pieces = [
      ' ',
      ' ',
      ' ',
      '-',
      '’',
      '. ',
      'a',
      'b',
      'number',
      'Num',
      'ö',
      'o\u0308',
      'Ł',
      'й',
      'ё',
      'Σ',
      'ς',
      'ώ',
    ];
    const all = [
      ...pieces,
      '漢',
      '字',
      'カ',
      'ー',
      'ครับ',
      'שָׁ',
      'أ',
      'हिन्',
      '한',
      '7',
      '₽',
      '🙂',
      '👍🏽',
      '\u200b',
      '\ue000',
    ];
    const some = (most: number, from: readonly string[]): string =>
      Array.from({ length: below(most) }, () => from[below(from.length)]).join('');
    for (let round = 0; round < 3_000; round += 1) {
      const [text, query] = [some(12, all), some(4, [...all, '"', '“'])];
      const parts = readSearch(query);
      // All parts must be there to be found; what is there is highlighted, found or not.
      const isFound = parts.length > 0 && parts.every((part) => foundPlaces(text, [part]).length > 0);
      expect([text, query, indexed(text, query)]).toEqual([text, query, isFound ? highlighted(text, query) : []]);
    }
  });
});
