import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { elapsed, readClock } from './clock.ts';
import { comeBack, stepAway, stopClock, talkAbout } from './clock-operations.ts';
import { copies, Dice, meet, mingle, SEEDS, tell } from './peers.test.kit.ts';

const MINUTE = 60_000;

describe('the shared clock', () => {
  it('counts the current item and goes on with one that was left', () => {
    const doc = new Y.Doc();
    talkAbout(doc, 'a', 0);
    talkAbout(doc, 'b', 5 * MINUTE);
    talkAbout(doc, 'a', 7 * MINUTE);
    expect(elapsed(readClock(doc), 8 * MINUTE)).toBe(6 * MINUTE);
    stopClock(doc, 'b', 9 * MINUTE); // it does not stand on that
    stopClock(doc, 'a', 9 * MINUTE);
    expect(readClock(doc)).toMatchObject({
      current: null,
      spent: new Map([
        ['a', 7 * MINUTE],
        ['b', 2 * MINUTE],
      ]),
    });
  });

  it('stands still until everybody is back', () => {
    const doc = new Y.Doc();
    talkAbout(doc, 'a', 0);
    stepAway(doc, 'anna', 2 * MINUTE);
    stepAway(doc, 'bo', 4 * MINUTE);
    expect(elapsed(readClock(doc), 5 * MINUTE)).toBe(2 * MINUTE);
    comeBack(doc, 'anna', 6 * MINUTE);
    expect(readClock(doc).away).toEqual([{ person: 'bo', since: 4 * MINUTE }]);
    expect(elapsed(readClock(doc), 7 * MINUTE)).toBe(2 * MINUTE);
    comeBack(doc, 'bo', 8 * MINUTE);
    expect(elapsed(readClock(doc), 9 * MINUTE)).toBe(3 * MINUTE);
  });

  it('stands still, too, for an item that is taken up during a pause', () => {
    const doc = new Y.Doc();
    stepAway(doc, 'bo', 0);
    talkAbout(doc, 'a', 2 * MINUTE);
    expect(elapsed(readClock(doc), 5 * MINUTE)).toBe(0);
    comeBack(doc, 'bo', 6 * MINUTE);
    expect(elapsed(readClock(doc), 7 * MINUTE)).toBe(MINUTE);
  });

  it('is one clock for two who move on at once', () => {
    const [anns = new Y.Doc(), bos = new Y.Doc()] = copies(2);
    talkAbout(anns, 'a', 1);
    talkAbout(bos, 'b', 2);
    meet(anns, bos);
    expect(readClock(anns)).toEqual(readClock(bos));
    stopClock(anns, null, 3);
    tell(anns, bos);
    expect(readClock(bos).current).toBeNull();
  });

  it('shows a device whose clock is behind no negative time', () => {
    const doc = new Y.Doc();
    talkAbout(doc, 'a', 10 * MINUTE);
    expect(elapsed(readClock(doc), 0)).toBe(0);
  });

  it.each(SEEDS)('is the same for everybody, and never counts a pause (seed %i)', (seed) => {
    const dice = new Dice(seed);
    const docs = copies(3);
    let now = 0;
    mingle(docs, dice, 60, (doc) => {
      now += dice.below(MINUTE);
      const act = dice.below(4);
      if (act === 0) talkAbout(doc, dice.pick(['a', 'b', 'c']), now);
      else if (act === 1) stopClock(doc, null, now);
      else if (act === 2) stepAway(doc, dice.pick(['anna', 'bo']), now);
      else comeBack(doc, dice.pick(['anna', 'bo']), now);
    });
    const [one = new Y.Doc(), ...others] = docs;
    for (const other of others) expect(readClock(other)).toEqual(readClock(one));
    const clock = readClock(one);
    expect(elapsed(clock, now)).toBeGreaterThanOrEqual(0);
    expect(elapsed(clock, now)).toBeLessThanOrEqual(now);
    if (clock.away.length > 0) expect(elapsed(clock, now + MINUTE)).toBe(elapsed(clock, now));
  });
});
