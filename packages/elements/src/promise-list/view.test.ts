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
  sessions: [],
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

it('has what was kept, the latest first', () => {
  const { kept } = owedOf(
    list(listed('early', { keptAt: 1 }), listed('late', { keptAt: 2, owner: 'bo' }), listed('owed')),
  );
  expect(kept.map(({ id, own, names }) => [id, own, ...names])).toEqual([
    ['late', false, 'Bo'],
    ['early', true, 'Bo'],
  ]);
});

it('knows since when: when it was promised, else when its session was', () => {
  const { yours } = owedOf({
    ...list(
      listed('said', { from: { session: 's1', item: null, at: 5 } }),
      listed('by its session', { from: { session: 's1', item: null } }),
      listed('of a session without a date', { from: { session: 's2', item: null } }),
      listed('of an unknown one', { from: { session: 's3', item: null } }),
      listed('of none'),
    ),
    sessions: [
      { id: 's1', startsAt: 4 },
      { id: 's2', startsAt: null },
    ],
  });
  expect(yours.map(({ session, since }) => [session, since])).toEqual([
    ['s1', 5],
    ['s1', 4],
    ['s2', null],
    ['s3', null],
    [null, null],
  ]);
});

it('puts ids into the address as one part of it each', () => {
  const of = { mentorship: 'a b&$1', session: 's/1' };
  expect(addressOf('/m/{mentorship}?of={mentorship}', of)).toBe('/m/a%20b%26%241?of=a%20b%26%241');
  expect(addressOf('/m/{mentorship}?notes={session}', of)).toBe('/m/a%20b%26%241?notes=s%2F1');
  expect(addressOf('/m/{mentorship}?notes={session}', { ...of, session: null })).toBe('/m/a%20b%26%241?notes=');
});
