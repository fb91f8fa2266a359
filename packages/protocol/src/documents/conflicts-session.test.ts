/** What two people find who prepared and held one session apart: readiness, minutes, the clock, outcomes (docs/conflicts.md). */
import { describe, expect, it } from 'vitest';
import type * as Y from 'yjs';
import { readAgenda, readReady } from './agenda.ts';
import {
  addItem,
  addItems,
  deleteItem,
  editItem,
  fitMinutes,
  restoreItem,
  setItemState,
  setReady,
} from './agenda-operations.ts';
import { elapsed, pausedAt, readClock } from './clock.ts';
import { comeBack, stepAway, talkAbout } from './clock-operations.ts';
import { Pair, WINNERS } from './conflicts.test.kit.ts';
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

const MINUTE = 60_000;
const minutes = (doc: Y.Doc): (number | null)[] => readAgenda(doc).map((item) => item.minutes);
const sum = (boxes: readonly (number | null)[]): number => boxes.reduce<number>((all, one) => all + (one ?? 0), 0);
const talked = (doc: Y.Doc, now: number): number => elapsed(readClock(doc), now * MINUTE) / MINUTE;

function boxes(pair: Pair, ...planned: number[]): string[] {
  return pair.both((doc) =>
    addItems(
      doc,
      planned.map((one) => ({ title: `${one} min`, author: null, minutes: one })),
    ),
  );
}

describe.each(WINNERS)('a session that was prepared apart, where %s’s value stands', (winner) => {
  it('[C14] has the flag of each as they pressed', () => {
    const pair = new Pair(winner);
    pair.both((doc) => setReady(doc, 'bo', true));
    pair.apart(
      (doc) => setReady(doc, 'anna', true),
      (doc) => setReady(doc, 'bo', false),
    );
    expect(pair.see(readReady)).toEqual(['anna']);
  });

  it('[C16] has all boxes of one of two fits, those too that did not change', () => {
    const pair = new Pair(winner);
    boxes(pair, 1, 19, 30);
    pair.apart(
      (doc) => fitMinutes(doc, 10), // leaves the minute of the first
      (doc) => fitMinutes(doc, 90),
    );
    expect(sum(pair.see(minutes))).toBe(pair.stands(10, 90));
  });

  it('[C16] has one of the two lengths where one of them has ticked an item meanwhile', () => {
    const pair = new Pair(winner);
    const [first = ''] = boxes(pair, 5, 20, 25);
    pair.apart(
      (doc) => {
        setItemState(doc, first, 'discussed');
        fitMinutes(doc, 25);
      },
      (doc) => fitMinutes(doc, 90),
    );
    expect(sum(pair.see(minutes))).toBe(pair.stands(25, 90));
  });

  it('[C16] has what was added meanwhile on top', () => {
    const pair = new Pair(winner);
    boxes(pair, 10, 40);
    pair.apart(
      (doc) => fitMinutes(doc, 25),
      (doc) => addItem(doc, { title: 'Late', author: 'bo', minutes: 5 }),
    );
    expect(pair.see(minutes)).toEqual([5, 20, 5]);
  });

  it('[C17] has one of the two minutes of the item that the other set, and fits the others', () => {
    const pair = new Pair(winner);
    const [, second = ''] = boxes(pair, 10, 40);
    pair.apart(
      (doc) => fitMinutes(doc, 25),
      (doc) => editItem(doc, second, { minutes: 15 }),
    );
    expect(pair.see(minutes)).toEqual([5, pair.stands(20, 15)]);
    pair.both((doc) => fitMinutes(doc, 25));
    expect(sum(pair.see(minutes))).toBe(25);
  });
});

describe.each(WINNERS)('a clock that was set apart, where %s’s value stands', (winner) => {
  it('[C19] is on one of two items, and counts the one before once', () => {
    const pair = new Pair(winner);
    pair.both((doc) => talkAbout(doc, 'a', 0));
    pair.apart(
      (doc) => talkAbout(doc, 'b', 10 * MINUTE),
      (doc) => talkAbout(doc, 'c', 12 * MINUTE),
    );
    expect(pair.see(readClock).current?.item).toBe(pair.stands('b', 'c'));
    expect(pair.see((doc) => readClock(doc).spent.get('a'))).toBe(pair.stands(10, 12) * MINUTE);
    expect(pair.see((doc) => talked(doc, 14))).toBe(pair.stands(4, 2));
  });

  it('[C19] counts no stretch twice where one of them went there and back', () => {
    const pair = new Pair(winner);
    pair.both((doc) => talkAbout(doc, 'a', 0));
    pair.apart(
      (doc) => talkAbout(doc, 'b', 2 * MINUTE),
      (doc) => {
        talkAbout(doc, 'b', 3 * MINUTE);
        talkAbout(doc, 'a', 8 * MINUTE);
      },
    );
    expect(pair.see(readClock).current?.item).toBe(pair.stands('b', 'a'));
    expect(pair.see((doc) => talked(doc, 10))).toBe(pair.stands(8, 5));
  });

  it('[C20] stands still on the item that was moved on to', () => {
    const pair = new Pair(winner);
    pair.both((doc) => talkAbout(doc, 'a', 0));
    pair.apart(
      (doc) => stepAway(doc, 'anna', 5 * MINUTE),
      (doc) => talkAbout(doc, 'b', 8 * MINUTE),
    );
    expect(pair.see(readClock)).toMatchObject({ current: { item: 'b' }, away: [{ person: 'anna' }] });
    expect(pair.see((doc) => talked(doc, 20))).toBe(0);
    expect(pair.see((doc) => readClock(doc).spent.get('a'))).toBe(8 * MINUTE);
  });

  it('[C21] runs again where both came back, with no more than has passed', () => {
    const pair = new Pair(winner);
    pair.both((doc) => talkAbout(doc, 'a', 0));
    pair.both((doc) => stepAway(doc, 'anna', 2 * MINUTE));
    pair.both((doc) => stepAway(doc, 'bo', 4 * MINUTE));
    pair.apart(
      (doc) => comeBack(doc, 'anna', 6 * MINUTE),
      (doc) => comeBack(doc, 'bo', 8 * MINUTE),
    );
    expect(pair.see((doc) => pausedAt(readClock(doc)))).toBeNull();
    // Anna took off the two minutes that only she was away; nobody knew that the rest of the pause was over.
    expect(pair.see((doc) => talked(doc, 9))).toBe(7);
  });

  it('[C22] counts no minute twice where one comes back and the other moves on', () => {
    const pair = new Pair(winner);
    pair.both((doc) => talkAbout(doc, 'a', 0));
    pair.both((doc) => stepAway(doc, 'anna', 9 * MINUTE));
    pair.apart(
      (doc) => comeBack(doc, 'anna', 10 * MINUTE),
      (doc) => talkAbout(doc, 'b', 11 * MINUTE),
    );
    expect(pair.see(readClock).current?.item).toBe(pair.stands('a', 'b'));
    expect(pair.see((doc) => talked(doc, 12))).toBe(pair.stands(11, 1));
  });

  it('[C23] keeps its time for an item that is deleted, and goes on with it', () => {
    const pair = new Pair(winner);
    const [a = ''] = boxes(pair, 10);
    pair.apart(
      (doc) => deleteItem(doc, a),
      (doc) => talkAbout(doc, a, 0),
    );
    expect(pair.see(readAgenda)).toEqual([]);
    expect(pair.see((doc) => talked(doc, 3))).toBe(3);
    pair.both((doc) => restoreItem(doc, a));
    expect(pair.see(readClock).current?.item).toBe(a);
  });
});

describe.each(WINNERS)('outcomes that were written apart, where %s’s value stands', (winner) => {
  const words = (doc: Y.Doc): string[] => readOutcomes(doc).map((one) => one.text);

  it('[C24] are all there, in one order', () => {
    const pair = new Pair(winner);
    pair.apart(
      (doc) => addOutcome(doc, { kind: 'takeaway', text: 'Breathe', author: 'anna' }),
      (doc) => addOutcome(doc, { kind: 'decision', text: 'Monthly', author: 'bo' }),
    );
    expect(pair.see(words).toSorted()).toEqual(['Breathe', 'Monthly']);
  });

  it('[C25] are gone where one deleted, and come back with the edit of the other', () => {
    const pair = new Pair(winner);
    const id = pair.both((doc) => addOutcome(doc, { kind: 'takeaway', text: 'Breathe', author: 'anna' }));
    pair.apart(
      (doc) => deleteOutcome(doc, id),
      (doc) => editOutcome(doc, id, 'Breathe twice'),
    );
    expect(pair.see(words)).toEqual([]);
    pair.both((doc) => restoreOutcome(doc, id));
    expect(pair.see(words)).toEqual(['Breathe twice']);
  });

  it('[C26] have one next date, whole', () => {
    const pair = new Pair(winner);
    const annas: NextDate = { startsAt: 1_000, minutes: 25, mode: 'phone', by: 'anna' };
    const bos: NextDate = { startsAt: 2_000, minutes: 90, mode: 'in-person', by: 'bo' };
    pair.apart(
      (doc) => setNext(doc, annas),
      (doc) => setNext(doc, bos),
    );
    expect(pair.see(readNext)).toEqual(pair.stands(annas, bos));
  });
});
