import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Acks } from './acks.ts';

let sent: number[];
let acks: Acks;
beforeEach(() => {
  vi.useFakeTimers();
  sent = [];
  acks = new Acks(
    (version) => sent.push(version),
    () => {},
  );
});
afterEach(() => {
  vi.useRealTimers();
});

it('counts nothing as saved before the first answer: a copy from this device may hold news', () => {
  expect(acks.saved).toBe(false);
  acks.opened();
  expect(sent).toEqual([0]);
  expect(acks.saved).toBe(false);
  acks.received(0);
  expect(acks.saved).toBe(true);
});

it('tells several changes in one frame, and counts them as saved with the last one', () => {
  acks.opened();
  acks.received(0);
  acks.count();
  acks.count();
  acks.count();
  expect(sent).toEqual([0]);
  vi.advanceTimersByTime(100);
  expect(sent).toEqual([0, 3]);
  acks.received(2);
  expect(acks.saved).toBe(false);
  acks.received(3);
  expect(acks.saved).toBe(true);
});

it('goes on counting over connections, and asks again for what no earlier one has answered', () => {
  acks.opened();
  acks.received(0);
  acks.count();
  acks.closed();
  acks.count();
  vi.advanceTimersByTime(100);
  expect(sent).toEqual([0]); // there is nobody to tell
  acks.opened();
  expect(sent).toEqual([0, 0, 2]);
  acks.received(0);
  expect(acks.saved).toBe(false);
  acks.received(2);
  expect(acks.saved).toBe(true);
  acks.closed();
  acks.opened();
  expect(sent).toEqual([0, 0, 2, 0]);
  expect(acks.saved).toBe(true); // what was committed stays so
});

it('does not believe an answer that it cannot have asked for', () => {
  acks.opened();
  acks.received(7);
  expect(acks.saved).toBe(false);
});

it('tells at once when asked to', () => {
  acks.opened();
  acks.count();
  acks.flush();
  expect(sent).toEqual([0, 1]);
  vi.advanceTimersByTime(100);
  expect(sent).toEqual([0, 1]);
});

it('says that an answer is late after ten seconds, until the next one comes or the socket is gone', () => {
  acks.opened();
  acks.received(0);
  vi.advanceTimersByTime(60_000);
  expect(acks.late).toBe(false); // nothing was asked
  acks.count();
  acks.count();
  vi.advanceTimersByTime(10_049);
  expect(acks.late).toBe(false);
  vi.advanceTimersByTime(1);
  expect(acks.late).toBe(true);
  acks.count();
  vi.advanceTimersByTime(50);
  acks.received(2);
  expect(acks.late).toBe(false);
  vi.advanceTimersByTime(10_000);
  expect(acks.late).toBe(true); // the third has no answer either
  acks.closed();
  expect(acks.late).toBe(false);
});

it('counts an answer twice, or to an older version, as nothing new', () => {
  acks.opened();
  acks.received(0);
  acks.count();
  acks.flush();
  acks.received(1);
  acks.count();
  acks.received(1);
  acks.received(0);
  expect(acks.saved).toBe(false);
  acks.flush();
  acks.received(2);
  acks.received(1);
  expect(acks.saved).toBe(true);
});

it('leaves no timer behind, however many changes and connections there were', () => {
  for (let i = 0; i < 1000; i++) {
    acks.opened();
    acks.count();
    vi.advanceTimersByTime(50);
    acks.closed();
  }
  expect(vi.getTimerCount()).toBe(0);
  expect(sent.length).toBeLessThanOrEqual(3000);
});
