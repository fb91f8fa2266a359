import type { Promised } from '@fireside/protocol';
import { expect, it } from 'vitest';
import { promiseWords, type RecapPromise } from './promise-words.ts';

const promise: RecapPromise = { id: 'p', text: 'Send it', owner: 'bo', due: '2026-11-28', from: null, keptAt: null };
const current = (change: Partial<Promised>): ReadonlyMap<string, Promised> =>
  new Map([['p', { ...promise, order: 'a', from: null, ...change }]]);
const name = (person: string): string => ({ bo: 'Bo', anna: 'Anna' })[person] ?? '';
const reading = { name, zone: 'UTC', today: Date.UTC(2027, 4, 20) };

it('says who and by when, and nothing more of what is as it was', () => {
  expect(promiseWords(promise, { ...reading, now: current({}) })).toMatchObject({ kept: false, since: [] });
  expect(promiseWords(promise, { ...reading, now: null }).made[0]).toBe('Bo');
});

it('says when it was kept, by the list as it is today', () => {
  const kept = promiseWords(promise, { ...reading, now: current({ keptAt: Date.UTC(2027, 4, 3) }) });
  expect(kept.kept).toBe(true);
  expect(kept.since.join()).toMatch(/^kept on (3 May|May 3)$/);
  const takenBack = promiseWords({ ...promise, keptAt: 5 }, { ...reading, now: current({}) });
  expect(takenBack.kept).toBe(false);
});

it('says when it was kept where only the recap is at hand', () => {
  expect(promiseWords({ ...promise, keptAt: Date.UTC(2026, 11, 1) }, { ...reading, now: null }).kept).toBe(true);
});

it('says what was changed since', () => {
  const now = current({ text: 'Send it twice', owner: 'anna', due: null });
  expect(promiseWords(promise, { ...reading, now }).since).toEqual([
    'now: “Send it twice”',
    'now Anna',
    'now without a date',
  ]);
  expect(promiseWords(promise, { ...reading, now: current({ due: 'next' }) }).since).toEqual(['now by next time']);
});

it('says that it was taken off the list', () => {
  expect(promiseWords(promise, { ...reading, now: new Map() }).since).toEqual(['not on the list any more']);
});

it('leaves a date of another program as it is', () => {
  expect(promiseWords({ ...promise, due: 'someday' }, { ...reading, now: null }).made).toEqual(['Bo', 'someday']);
});
