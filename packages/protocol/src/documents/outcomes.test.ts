import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import {
  addOutcome,
  deleteOutcome,
  editOutcome,
  readNext,
  readOutcomes,
  restoreOutcome,
  setNext,
  type NextDate,
} from './outcomes.ts';
import { copies, Dice, meet, mingle, SEEDS } from './peers.test.kit.ts';

const friday: NextDate = { startsAt: Date.UTC(2026, 11, 5, 14), minutes: 50, mode: 'video', by: 'anna' };

function actAtRandom(doc: Y.Doc, dice: Dice): void {
  const outcomes = readOutcomes(doc);
  const kind = outcomes.length === 0 ? 0 : dice.below(4);
  if (kind === 0) return void addOutcome(doc, { kind: 'takeaway', text: `take ${dice.below(1000)}`, author: 'anna' });
  if (kind === 1) return editOutcome(doc, dice.pick(outcomes).id, `edited ${dice.below(1000)}`);
  if (kind === 2) return deleteOutcome(doc, dice.pick(outcomes).id);
  return setNext(doc, dice.pick([null, friday, { ...friday, minutes: 30 }]));
}

describe('outcomes', () => {
  it.each(SEEDS)('end equal on three copies (seed %i)', (seed) => {
    const dice = new Dice(seed);
    const docs = copies(3);
    mingle(docs, dice, 100, (doc) => actAtRandom(doc, dice));
    const [first, ...others] = docs.map((doc) => JSON.stringify([readOutcomes(doc), readNext(doc)]));
    for (const other of others) expect(other).toBe(first);
  });

  it('never take the next date for an outcome', () => {
    const doc = new Y.Doc();
    setNext(doc, friday);
    expect(readOutcomes(doc)).toEqual([]);
    expect(readNext(doc)).toEqual(friday);
    setNext(doc, null);
    expect(readNext(doc)).toBeNull();
  });

  it('agree on one of two dates that are set at once', () => {
    const [anns = new Y.Doc(), bos = new Y.Doc()] = copies(2);
    setNext(anns, friday);
    setNext(bos, { ...friday, by: 'bo' });
    meet(anns, bos);
    expect(readNext(anns)).toEqual(readNext(bos));
    expect(readNext(anns)?.startsAt).toBe(friday.startsAt);
  });

  it('refuse a date that does not exist', () => {
    const doc = new Y.Doc();
    for (const bad of [
      { startsAt: Number.NaN },
      { startsAt: 9e15 },
      { startsAt: -1 },
      { minutes: 0 },
      { minutes: 7.5 },
    ]) {
      expect(() => setNext(doc, { ...friday, ...bad })).toThrow(expect.objectContaining({ code: 'malformed' }));
    }
    expect(readNext(doc)).toBeNull();
  });

  it('are deleted and restored', () => {
    const doc = new Y.Doc();
    const id = addOutcome(doc, { kind: 'decision', text: 'We meet on Fridays', author: 'bo' });
    deleteOutcome(doc, id);
    expect(readOutcomes(doc)).toEqual([]);
    restoreOutcome(doc, id);
    expect(readOutcomes(doc)).toMatchObject([{ kind: 'decision', text: 'We meet on Fridays', author: 'bo' }]);
  });
});
