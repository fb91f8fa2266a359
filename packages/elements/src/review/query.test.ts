import { describe, expect, it } from 'vitest';
import { NOTHING, queryOf, wordsOf } from './query.ts';

const NOW = Date.UTC(2026, 10, 22, 12);
const ask = (over: Partial<typeof NOTHING>) => queryOf({ ...NOTHING, text: 'talk', ...over }, NOW, 'Europe/Berlin');

describe('the words of a search', () => {
  it('are what stands between blanks, and phrases as one', () => {
    expect(wordsOf('  one, number  ')).toEqual(['one,', 'number']);
    expect(wordsOf('“one number” talk')).toEqual(['“one number”', 'talk']);
    expect(wordsOf('talk talk')).toEqual(['talk']);
  });

  it('are none where only punctuation was typed', () => {
    expect(wordsOf('"" -- * ( ) … 👍')).toEqual([]);
    expect(queryOf({ ...NOTHING, text: '?!' }, NOW, 'UTC')).toBe(null);
  });
});

describe('a search', () => {
  it('is asked as it was typed, without the blanks around it', () => {
    expect(ask({ text: ' "one number" ' })).toEqual({ q: '"one number"' });
  });

  it('can be narrowed to a person and a group of kinds', () => {
    expect(ask({ person: 'bo', what: 'outcomes' })).toEqual({
      q: 'talk',
      person: 'bo',
      kinds: ['takeaway', 'decision'],
    });
  });

  it('can be narrowed to a time, by the clocks of the person', () => {
    expect(ask({ when: 'three-months' })?.from).toBe(Date.parse('2026-08-01T00:00:00+02:00'));
    expect(ask({ when: 'this-year' })?.from).toBe(Date.parse('2026-01-01T00:00:00+01:00'));
    const { from, to } = ask({ when: 'last-year' })!;
    expect([from, to]).toEqual([Date.parse('2025-01-01T00:00:00+01:00'), Date.parse('2026-01-01T00:00:00+01:00')]);
    expect(ask({ when: 'earlier' })).toEqual({ q: 'talk', to: Date.parse('2025-01-01T00:00:00+01:00') });
  });
});
