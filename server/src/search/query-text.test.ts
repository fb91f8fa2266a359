import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { makeIndex } from './file.ts';
import { matchOf } from './query-text.ts';

describe('what is typed into a search box', () => {
  it('is words by their beginnings, single letters as they are, and phrases', () => {
    expect(matchOf('anna bo')).toBe('"anna" * AND "bo" *');
    expect(matchOf('plan a')).toBe('"plan" * AND "a"');
    expect(matchOf('"next week" bu')).toBe('"next week" AND "bu" *');
    expect(matchOf('“next week” „noch eine“ «et trois»')).toBe('"next week" AND "noch eine" AND "et trois"');
    expect(matchOf('bo bo "bo"')).toBe('"bo" * AND "bo"');
  });

  it('is nothing where there is no word in it', () => {
    for (const text of ['', ' ', '"', '""', '***', '( ) - : ^', '👍', '"…" !', '\u0000', '\u0301', '\ud800']) {
      expect([text, matchOf(text)]).toEqual([text, null]);
    }
  });

  it('has no operators: all that FTS5 would understand is text', () => {
    const db = new DatabaseSync(':memory:');
    makeIndex(db);
    db.exec("insert into words (rowid, scope, text) values (1, 'm1', 'this and that or not near it')");
    const find = db.prepare('select rowid from words where words match ?');
    const isFound = (text: string): boolean => find.get(`{scope} : (m1) AND {text} : (${matchOf(text)})`) !== undefined;
    for (const text of [
      'this AND that',
      'this OR',
      'NOT near',
      'NEAR (this that',
      'near it)',
      '"this and',
      'this* ^that',
      '-this +that',
    ]) {
      expect([text, isFound(text)]).toEqual([text, true]);
    }
    for (const text of [
      'this OR absent',
      'absent OR this',
      'scope:m1',
      '{scope} : m1',
      'm1',
      'NOT absent',
      'text:this',
    ]) {
      expect([text, isFound(text)]).toEqual([text, false]);
    }
    db.close();
  });

  it('never breaks the query, whatever it is', () => {
    const db = new DatabaseSync(':memory:');
    makeIndex(db);
    const find = db.prepare('select rowid from words where words match ?');
    let random = 11;
    const below = (count: number): number => (random = (random * 48_271) % 2_147_483_647) % count;
    const pieces = [
      '"',
      "'",
      '(',
      ')',
      '*',
      '^',
      ':',
      '-',
      '+',
      '{',
      '}',
      ' ',
      'AND',
      'OR',
      'NOT',
      'NEAR/2',
      'a',
      'wort',
      '漢',
      'ก็',
      '\u0000',
      '\u200d',
      '\ud800',
      '🎉',
      '\u0301',
      'ß',
      '\n',
      '\\',
    ];
    for (let round = 0; round < 3_000; round += 1) {
      const text = Array.from({ length: below(12) }, () => pieces[below(pieces.length)]).join('');
      const match = matchOf(text);
      if (match !== null) expect(() => find.all(`{scope} : (m1) AND {text} : (${match})`)).not.toThrow();
    }
    // As many words as a search takes.
    const words = Array.from({ length: 125 }, (_, index) => `w${index.toString(36)}`).join(' ');
    expect(find.all(`{scope} : (m1) AND {text} : (${matchOf(words)})`)).toEqual([]);
    db.close();
  });
});
