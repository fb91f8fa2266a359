import type { PromiseList } from '@fireside/protocol/http';
import { expect, it } from 'vitest';
import { addressOf, owedOf } from './view.ts';

type Listed = PromiseList['promises'][number];
const listed = (id: string, over: Partial<Listed> = {}): Listed => ({
  id,
  text: id,
  owner: 'anna',
  due: null,
  from: null,
  keptAt: null,
  mentorship: 'anna-bo',
  ...over,
});
const list = (...promises: Listed[]): PromiseList => ({
  person: { id: 'anna', locale: null, tz: null },
  promises,
  mentorships: ['bo', 'cy'].map((other) => ({
    id: `anna-${other}`,
    members: [
      { id: 'anna', name: 'Anna', role: 'mentor' },
      { id: other, name: other === 'bo' ? 'Bo' : 'Cy', role: 'mentee' },
    ],
  })),
});

it('tells what the person owes apart from what others do, over all mentorships, what is due first first', () => {
  const { yours, others } = owedOf(
    list(
      listed('later', { due: '2026-12-01' }),
      listed('cy’s', { owner: 'cy', mentorship: 'anna-cy' }),
      listed('sooner', { due: '2026-11-28', mentorship: 'anna-cy' }),
      listed('kept', { keptAt: 1 }),
      listed('former', { owner: 'gone', due: 'next' }),
    ),
  );
  expect(yours.map(({ id, names }) => [id, ...names])).toEqual([
    ['sooner', 'Cy'],
    ['later', 'Bo'],
  ]);
  expect(others.map(({ id, names }) => [id, ...names])).toEqual([['former'], ['cy’s', 'Cy']]);
});

it('puts an id into the address as one part of its path', () => {
  expect(addressOf('/m/{mentorship}?of={mentorship}', 'a b&$1')).toBe('/m/a%20b%26%241?of=a%20b%26%241');
});
