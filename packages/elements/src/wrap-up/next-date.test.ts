import type { Session } from '@fireside/protocol';
import { expect, it } from 'vitest';
import { proposalFor } from './next-date.ts';

const session = (startsAt: number | null): Session => ({
  id: 's1',
  state: 'live',
  startsAt,
  minutes: 50,
  mode: 'video',
  template: 'none',
});
const now = Date.UTC(2026, 10, 21, 15, 48);

it('suggests the same day of the week and time two weeks later', () => {
  expect(proposalFor(session(Date.UTC(2026, 10, 21, 15)), now, 'UTC')).toEqual({
    day: '2026-12-05',
    time: '15:00',
    minutes: 50,
  });
});

it('keeps the time on the wall over a change of the clocks', () => {
  const before = Date.parse('2026-10-20T13:00:00Z');
  expect(proposalFor(session(before), before, 'Europe/Berlin')).toMatchObject({ day: '2026-11-03', time: '15:00' });
});

it('never suggests the past, also after a session that ran long ago', () => {
  expect(proposalFor(session(Date.UTC(2026, 8, 4, 15)), now, 'UTC')).toMatchObject({
    day: '2026-11-27',
    time: '15:00',
  });
});

it('starts from now where there was no date', () => {
  expect(proposalFor(session(null), now, 'UTC')).toMatchObject({ day: '2026-12-05', time: '15:48' });
});
