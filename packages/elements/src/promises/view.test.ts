import type { Promised } from '@fireside/protocol';
import { expect, it } from 'vitest';
import { fromBefore, promiseView } from './view.ts';

const HOUR = 60 * 60 * 1000;
const NOW = 100 * HOUR;

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
  );
  expect(view.shown.map((one) => one.id)).toEqual(['owed', 'today']);
  expect(view.kept.map((one) => one.id)).toEqual(['older']);
});

it('shows the latest kept one first', () => {
  const kept = [promised('a', { keptAt: 1 }), promised('b', { keptAt: 3 }), promised('c', { keptAt: 2 })];
  expect(promiseView(kept, NOW).kept.map((one) => one.id)).toEqual(['b', 'c', 'a']);
});

it('knows what comes from before', () => {
  const all = [
    promised('old'),
    promised('new', { from: { session: 's1', item: null } }),
    promised('any', { from: null }),
  ];
  expect(fromBefore(all, 's1').map((one) => one.id)).toEqual(['old', 'any']);
});
