import type { Member, Promised } from '@fireside/protocol';
import { expect, it } from 'vitest';
import { byDue } from '../due-words.ts';
import { fromBefore, promiseView } from './view.ts';

const HOUR = 60 * 60 * 1000;
const NOW = 100 * HOUR;
const MEMBERS: readonly Member[] = [
  { id: 'anna', name: 'Anna', role: 'mentor' },
  { id: 'bo', name: 'Bo', role: 'mentee' },
];

function promised(id: string, over: Partial<Promised> = {}): Promised {
  return {
    id,
    text: id,
    owner: 'bo',
    due: null,
    from: { session: 's0', item: null },
    keptAt: null,
    order: id,
    ...over,
  };
}

it('keeps what was kept today in place, so that a slip can be taken back', () => {
  const view = promiseView(
    [promised('owed'), promised('today', { keptAt: NOW - HOUR }), promised('older', { keptAt: NOW - 40 * HOUR })],
    NOW,
    MEMBERS,
  );
  expect(view.shown.map((one) => one.id)).toEqual(['owed', 'today']);
  expect(view.kept.map((one) => one.id)).toEqual(['older']);
});

it('puts what mentors owe first, then what is due first, else the order they have', () => {
  const all = [
    promised('undated'),
    promised('next', { due: 'next' }),
    promised('later', { due: '2026-12-01' }),
    promised('sooner', { due: '2026-11-28' }),
    promised('again', { due: 'next' }),
    promised('mentor', { owner: 'anna' }),
    promised('former', { owner: 'gone', due: '2026-01-01' }),
  ];
  expect(promiseView(all, NOW, MEMBERS).shown.map((one) => one.id)).toEqual([
    'mentor',
    'former',
    'sooner',
    'later',
    'next',
    'again',
    'undated',
  ]);
});

it('orders by day, then the next time, then without a date', () => {
  expect([null, 'next', '2026-12-01', '2025-12-01'].toSorted(byDue)).toEqual([
    '2025-12-01',
    '2026-12-01',
    'next',
    null,
  ]);
});

it('shows the latest kept one first', () => {
  const kept = [promised('a', { keptAt: 1 }), promised('b', { keptAt: 3 }), promised('c', { keptAt: 2 })];
  expect(promiseView(kept, NOW, MEMBERS).kept.map((one) => one.id)).toEqual(['b', 'c', 'a']);
});

it('knows what comes from before', () => {
  const all = [
    promised('old'),
    promised('new', { from: { session: 's1', item: null } }),
    promised('any', { from: null }),
  ];
  expect(fromBefore(all, 's1').map((one) => one.id)).toEqual(['old', 'any']);
});
