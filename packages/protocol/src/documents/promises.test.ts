import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { copies, Dice, meet, mingle, SEEDS } from './peers.test.kit.ts';
import { countUnreadablePromises, readPromises, type Due } from './promises.ts';
import {
  addPromise,
  deletePromise,
  dropDatePromise,
  editPromise,
  promiseDate,
  restorePromise,
  setPromiseKept,
} from './promise-operations.ts';

const outline = {
  text: 'Send the outline',
  owner: 'bo',
  due: '2026-11-28' as Due,
  from: { session: 's1', item: null },
};

function actAtRandom(doc: Y.Doc, dice: Dice): void {
  const promises = readPromises(doc);
  const kind = promises.length === 0 ? 0 : dice.below(5);
  if (kind === 0) return void addPromise(doc, { ...outline, text: `promise ${dice.below(1000)}` });
  const { id } = dice.pick(promises);
  if (kind === 1)
    editPromise(doc, id, { due: dice.pick([null, 'next', '2026-12-01']), owner: dice.pick(['anna', 'bo']) });
  else if (kind === 2) setPromiseKept(doc, id, dice.pick([null, 1, 2]));
  else if (kind === 3) deletePromise(doc, id);
  else editPromise(doc, id, { text: `edited ${dice.below(1000)}` });
}

describe('promises', () => {
  it.each(SEEDS)('end equal on three copies (seed %i)', (seed) => {
    const dice = new Dice(seed);
    const docs = copies(3);
    mingle(docs, dice, 100, (doc) => actAtRandom(doc, dice));
    const [first, ...others] = docs.map((doc) => JSON.stringify(readPromises(doc)));
    for (const other of others) expect(other).toBe(first);
  });

  it('keep who owes what, until when and from where', () => {
    const doc = new Y.Doc();
    const id = addPromise(doc, outline);
    expect(readPromises(doc)).toEqual([{ ...outline, id, keptAt: null, order: expect.any(String) }]);
  });

  it('merge an edit of the text with an edit of the date', () => {
    const [anns = new Y.Doc(), bos = new Y.Doc()] = copies(2);
    const id = addPromise(anns, outline);
    meet(anns, bos);
    editPromise(anns, id, { text: 'Send the whole outline' });
    editPromise(bos, id, { due: 'next' });
    meet(anns, bos);
    expect(readPromises(anns)[0]).toMatchObject({ text: 'Send the whole outline', due: 'next' });
  });

  it('are kept, owed again, deleted and restored', () => {
    const doc = new Y.Doc();
    const id = addPromise(doc, outline);
    setPromiseKept(doc, id, 42);
    expect(readPromises(doc)[0]?.keptAt).toBe(42);
    setPromiseKept(doc, id, null);
    deletePromise(doc, id);
    expect(readPromises(doc)).toEqual([]);
    restorePromise(doc, id);
    expect(readPromises(doc)[0]?.keptAt).toBeNull();
  });

  it.each(['2026-02-31', '2026-13-01', 'tomorrow', '', '2026-1-1'])('refuse the day %j', (due) => {
    const doc = new Y.Doc();
    expect(() => addPromise(doc, { ...outline, due })).toThrow(expect.objectContaining({ code: 'malformed' }));
    expect(readPromises(doc)).toEqual([]);
  });

  it('take a leap day', () => {
    const doc = new Y.Doc();
    addPromise(doc, { ...outline, due: '2028-02-29' });
    expect(readPromises(doc)[0]?.due).toBe('2028-02-29');
  });

  it('know when they were made, where that was written down', () => {
    const doc = new Y.Doc();
    addPromise(doc, { ...outline, from: { session: 's1', item: 'i1', at: 42 } });
    addPromise(doc, { ...outline, from: { session: 's1', item: null, at: Number.NaN } });
    expect(readPromises(doc).map(({ from }) => from)).toEqual([
      { session: 's1', item: 'i1', at: 42 },
      { session: 's1', item: null },
    ]);
  });

  it('count what is no promise, and keep it', () => {
    const doc = new Y.Doc();
    doc.getMap('promises').set('odd', 'text');
    addPromise(doc, outline);
    expect([countUnreadablePromises(doc), readPromises(doc).length]).toEqual([1, 1]);
    expect(doc.getMap('promises').get('odd')).toBe('text');
  });
});

describe('the promise to find a date', () => {
  const date = (session: string) => ({ text: 'Find the next date', owner: 'bo', from: { session, item: null } });

  it('is one when both end the session at once', () => {
    const [anns = new Y.Doc(), bos = new Y.Doc()] = copies(2);
    promiseDate(anns, date('s1'));
    promiseDate(bos, date('s1'));
    meet(anns, bos);
    expect(readPromises(anns)).toMatchObject([{ text: 'Find the next date', owner: 'bo', due: null }]);
    expect(readPromises(bos)).toEqual(readPromises(anns));
  });

  it('is not made beside one that is still owed, and again once that is kept', () => {
    const doc = new Y.Doc();
    promiseDate(doc, date('s1'));
    promiseDate(doc, date('s2'));
    const [first, ...more] = readPromises(doc);
    expect(more).toEqual([]);
    setPromiseKept(doc, first!.id, 42);
    promiseDate(doc, date('s2'));
    expect(readPromises(doc)).toHaveLength(2);
  });

  it('stays deleted, and goes when there is a date', () => {
    const doc = new Y.Doc();
    dropDatePromise(doc, 's1');
    promiseDate(doc, date('s1'));
    dropDatePromise(doc, 's1');
    promiseDate(doc, date('s1'));
    expect(readPromises(doc)).toEqual([]);
  });
});
