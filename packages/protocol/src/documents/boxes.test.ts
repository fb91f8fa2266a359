import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { readAgenda } from './agenda.ts';
import { addItems, fitMinutes, setItemState, setMinutes } from './agenda-operations.ts';
import { scaleBoxes } from './boxes.ts';
import { Dice, SEEDS } from './peers.test.kit.ts';

describe('scaled boxes', () => {
  it('fill the length exactly and keep their proportions', () => {
    expect(scaleBoxes([5, 5, 10, 20, 5, 5], 25)).toEqual([3, 3, 5, 10, 2, 2]);
    expect(scaleBoxes([5, 10, 10, 10, 10, 5], 90)).toEqual([9, 18, 18, 18, 18, 9]);
    expect(scaleBoxes([2, 3, 4, 1], 10)).toEqual([2, 3, 4, 1]);
  });

  it('keep a minute for each, whatever there is', () => {
    expect(scaleBoxes([100, 1, 1], 10)).toEqual([8, 1, 1]);
    expect(scaleBoxes([5, 5, 5], 1)).toEqual([1, 1, 1]);
    expect(scaleBoxes([5, 5], -20)).toEqual([1, 1]);
    expect(scaleBoxes([], 50)).toEqual([]);
  });

  it('are found in no time, however many a program has written', () => {
    const scaled = scaleBoxes(
      Array.from({ length: 200_000 }, (_, i) => (i % 4 === 0 ? 10 : 1)),
      50,
    );
    expect(new Set(scaled)).toEqual(new Set([1]));
  });

  it.each(SEEDS)('sum to the length (seed %i)', (seed) => {
    const dice = new Dice(seed);
    const boxes = Array.from({ length: 1 + dice.below(20) }, () => 1 + dice.below(60));
    const total = boxes.length + dice.below(600);
    const scaled = scaleBoxes(boxes, total);
    expect(scaled.reduce((sum, one) => sum + one, 0)).toBe(total);
    expect(Math.min(...scaled)).toBeGreaterThanOrEqual(1);
  });
});

describe('an agenda that is fitted to a length', () => {
  const minutes = (doc: Y.Doc): (number | null)[] => readAgenda(doc).map((item) => item.minutes);

  it('leaves discussed items and those without minutes, and can be taken back', () => {
    const doc = new Y.Doc();
    const [done = ''] = addItems(doc, [
      { title: 'Arrive', author: null, minutes: 5 },
      { title: 'Topic', author: null, minutes: 20 },
      { title: 'Open end', author: 'bo' },
      { title: 'Next date', author: null, minutes: 25 },
    ]);
    setItemState(doc, done, 'discussed');
    const before = fitMinutes(doc, 25);
    expect(minutes(doc)).toEqual([5, 9, null, 11]);
    setMinutes(doc, before);
    expect(minutes(doc)).toEqual([5, 20, null, 25]);
  });
});
