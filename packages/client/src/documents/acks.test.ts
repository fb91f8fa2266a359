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
