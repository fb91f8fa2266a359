import type { Member, Promised } from '@fireside/protocol';
import { expect, it } from 'vitest';
import { owedView } from './view.ts';

const NOW = 1_000_000_000_000;
const HOUR = 3_600_000;
const members: Member[] = [
  { id: 'zoe', name: 'Zoë', role: 'mentee' },
  { id: 'anna', name: 'Anna', role: 'mentor' },
  { id: 'bo', name: 'Bo', role: 'mentee' },
];
const promised = (id: string, over: Partial<Promised> = {}): Promised => ({
  id,
  text: id,
  owner: 'anna',
  due: null,
  from: null,
  keptAt: null,
  order: 'a',
  ...over,
});
const shown = (all: Promised[]) =>
  owedView(all, NOW, members, 'anna').groups.map(({ kind, name, promises }) => [
    kind,
    name,
    ...promises.map(({ id }) => id),
  ]);

it('has this person’s first, then the others’ by name, then those of former members', () => {
  expect(
    shown([
      promised('gone', { owner: 'gone' }),
      promised('zoë’s', { owner: 'zoe' }),
      promised('bo’s', { owner: 'bo' }),
      promised('anna’s'),
      promised('gone too', { owner: 'gone too' }),
    ]),
  ).toEqual([
    ['yours', '', 'anna’s'],
    ['member', 'Bo', 'bo’s'],
    ['member', 'Zoë', 'zoë’s'],
    ['former', '', 'gone', 'gone too'],
  ]);
});

it('has what is due first first', () => {
  const all = [promised('some day'), promised('next', { due: 'next' }), promised('soon', { due: '2026-11-28' })];
  expect(shown(all)).toEqual([['yours', '', 'soon', 'next', 'some day']]);
});

it('leaves what was kept today where it was, and folds what was kept before, the latest first', () => {
  const all = [
    promised('long ago', { keptAt: NOW - 900 * HOUR }),
    promised('a slip', { keptAt: NOW - HOUR }),
    promised('lately', { keptAt: NOW - 30 * HOUR }),
  ];
  expect(shown(all)).toEqual([['yours', '', 'a slip']]);
  expect(owedView(all, NOW, members, 'anna').kept.map(({ id }) => id)).toEqual(['lately', 'long ago']);
});

it('has nobody who owes nothing', () => {
  expect(owedView([], NOW, members, 'anna')).toEqual({ groups: [], kept: [] });
});
