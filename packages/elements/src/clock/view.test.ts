import { addItem, comeBack, readAgenda, readClock, setItemState, stepAway, talkAbout } from '@fireside/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { clockView, pauseOf, type ClockView } from './view.ts';

const MINUTE = 60_000;

describe('what the clock shows', () => {
  let doc: Y.Doc;
  const add = (title: string, minutes: number | null = null, kind: 'topic' | 'arrival' = 'topic'): string =>
    addItem(doc, { title, author: null, kind, minutes });
  const at = (now: number): ClockView => clockView(readAgenda(doc), readClock(doc), now);

  beforeEach(() => {
    doc = new Y.Doc();
  });

  it('is nothing without an agenda, and the first open item before it runs', () => {
    expect(at(0)).toEqual({ kind: 'none' });
    setItemState(doc, add('Said already'), 'discussed');
    expect(at(0)).toEqual({ kind: 'done' });
    add('Spring talk');
    expect(at(0)).toMatchObject({ kind: 'idle', first: { title: 'Spring talk' } });
  });

  it('is nothing where all is parked', () => {
    setItemState(doc, add('Another time'), 'parked');
    expect(at(0)).toEqual({ kind: 'none' });
  });

  it('counts down, and beyond', () => {
    talkAbout(doc, add('Spring talk', 10), 1_000);
    expect(at(1_000 + 4 * MINUTE)).toMatchObject({ time: { kind: 'left', ms: 6 * MINUTE, of: 10 * MINUTE } });
    expect(at(1_000 + 10 * MINUTE)).toMatchObject({ time: { kind: 'beyond', ms: 0 } });
    expect(at(1_000 + 13 * MINUTE)).toMatchObject({ time: { kind: 'beyond', ms: 3 * MINUTE } });
  });

  it('counts up where nobody said how long', () => {
    talkAbout(doc, add('Spring talk'), 0);
    expect(at(6 * MINUTE)).toMatchObject({ time: { kind: 'open', ms: 6 * MINUTE } });
  });

  it('does not count arriving', () => {
    talkAbout(doc, add('Arrive', 5, 'arrival'), 0);
    add('Spring talk', 10);
    expect(at(60 * MINUTE)).toMatchObject({ time: { kind: 'arriving' }, planned: 10 * MINUTE });
  });

  it('goes on to the next open item, and back to one that was skipped', () => {
    const [, second, third] = [add('One'), add('Two'), add('Three'), add('Four')];
    setItemState(doc, third, 'discussed');
    talkAbout(doc, second, 0);
    expect(at(0)).toMatchObject({ next: { title: 'Four' } });
    talkAbout(doc, add('Five'), 0);
    expect(at(0)).toMatchObject({ next: { title: 'One' } });
  });

  it('knows how much agenda is left, without what has been said already', () => {
    const [one, two] = [add('One', 10), add('Two', 20), add('Three')];
    talkAbout(doc, two, 0);
    talkAbout(doc, one, 5 * MINUTE);
    expect(at(8 * MINUTE)).toMatchObject({ planned: (7 + 15) * MINUTE });
  });

  it('does not run on what was ticked or parked meanwhile', () => {
    const one = add('One', 10);
    add('Two');
    talkAbout(doc, one, 0);
    setItemState(doc, one, 'parked');
    expect(at(0)).toMatchObject({ kind: 'idle', first: { title: 'Two' } });
  });

  it('tells who is away, and for how long', () => {
    expect(pauseOf(readClock(doc).away, 'anna', 0)).toBe(null);
    stepAway(doc, 'bo', 1_000);
    stepAway(doc, 'anna', 2_000);
    expect(pauseOf(readClock(doc).away, 'anna', 61_000)).toEqual({ self: true, others: ['bo'], ms: MINUTE });
    comeBack(doc, 'bo', 3_000);
    expect(pauseOf(readClock(doc).away, 'bo', 3_000)).toEqual({ self: false, others: ['anna'], ms: 1_000 });
  });
});
