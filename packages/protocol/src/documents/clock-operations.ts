/** What people do with the shared clock. One transaction per operation; `now` is ms by the server's clock. */
import type * as Y from 'yjs';
import { AWAY, clockOf, elapsed, pausedAt, readClock, SPENT, type Clock, type Current } from './clock.ts';

/** Puts the clock on an item; what the one before has taken is kept for when it is taken up again. */
export function talkAbout(doc: Y.Doc, item: string, now: number): void {
  doc.transact(() => {
    const clock = readClock(doc);
    if (clock.current?.item === item) return;
    keepSpent(doc, clock, now);
    setCurrent(doc, clock, { item, startedAt: now });
  });
}

/**
 * With what the item has taken before, even where that stays the same: of two people who write at once, both come from one,
 * or a stretch of time would count twice.
 */
function setCurrent(doc: Y.Doc, { spent }: Clock, current: Current): void {
  clockOf(doc).set('current', current);
  clockOf(doc).set(SPENT + current.item, spent.get(current.item) ?? 0);
}

/** Takes the clock off; null of `item` whatever it stands on, else only where it stands on that. */
export function stopClock(doc: Y.Doc, item: string | null, now: number): void {
  doc.transact(() => {
    const clock = readClock(doc);
    if (!clock.current || (item !== null && clock.current.item !== item)) return;
    keepSpent(doc, clock, now);
    clockOf(doc).set('current', null);
  });
}

function keepSpent(doc: Y.Doc, clock: Clock, now: number): void {
  if (clock.current) clockOf(doc).set(SPENT + clock.current.item, elapsed(clock, now));
}

/** "Be right back": the clock stands still until everybody who went is here again. */
export function stepAway(doc: Y.Doc, person: string, now: number): void {
  doc.transact(() => {
    const root = clockOf(doc);
    if (!root.has(AWAY + person)) root.set(AWAY + person, now);
  });
}

/** Back again. The start of the current item moves by the part of the pause that nobody else's absence covers. */
export function comeBack(doc: Y.Doc, person: string, now: number): void {
  doc.transact(() => {
    const root = clockOf(doc);
    const before = readClock(doc);
    if (!before.away.some((one) => one.person === person)) return;
    root.delete(AWAY + person);
    const { current } = before;
    const [from, to] = [pausedAt(before), pausedAt(readClock(doc)) ?? now];
    if (!current || from === null || to <= from) return;
    setCurrent(doc, before, { ...current, startedAt: current.startedAt + (to - from) });
  });
}
