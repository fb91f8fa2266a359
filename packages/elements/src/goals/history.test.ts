import type { Goal, GoalEntry, GoalStatus } from '@fireside/protocol';
import { describe, expect, it } from 'vitest';
import { historyOf } from '../goal-past.ts';
import { progressSince } from './history.ts';

function goal(id: string, status: GoalStatus, over: Partial<Goal> = {}): Goal {
  return { id, title: id, author: 'bo', status, milestones: [], history: [], order: id, ...over };
}

function entry(id: string, at: number, over: Partial<GoalEntry>): GoalEntry {
  const empty = { status: 'open', step: null, done: false, text: '', corrects: null } as const;
  return { id, at, by: 'bo', what: 'words', ...empty, ...over };
}
const step = (id: string, done: boolean) => ({ id, title: id, done, order: id });

it('shows history with the latest first, and what was corrected by the one who wrote it', () => {
  const history = [
    entry('a', 1, { text: 'Held at Acme' }),
    entry('b', 2, { text: 'Held at Acme Ltd', corrects: 'a' }),
    entry('c', 3, { text: 'Held at Acne', corrects: 'b', by: 'mallory' }),
  ];
  expect(historyOf(goal('g', 'open', { history })).map((row) => [row.entry.id, row.corrected])).toEqual([
    ['c', false],
    ['b', false],
    ['a', true],
  ]);
});

it('is not caught in corrections that go round in a circle', () => {
  const history = [
    entry('a', 1, { corrects: 'b' }),
    entry('b', 2, { corrects: 'a' }),
    entry('c', 3, { corrects: 'c' }),
  ];
  expect(historyOf(goal('g', 'open', { history })).map((row) => row.corrected)).toEqual([false, false, true]);
});

describe('progress since last time', () => {
  const since = (history: GoalEntry[], milestones = [step('outline', true)]): string[] =>
    progressSince(goal('g', 'open', { history, milestones }), 10).map(({ id }) => id);
  const ticked = (id: string, at: number, done: boolean, of = 'outline'): GoalEntry =>
    entry(id, at, { what: 'step', step: of, done });
  const became = (id: string, at: number, status: GoalStatus): GoalEntry => entry(id, at, { what: 'status', status });

  it('is what was written down, done and reached after it', () => {
    expect(
      since([entry('old', 10, {}), ticked('done', 11, true), entry('new', 12, {}), became('reached', 13, 'reached')]),
    ).toEqual(['done', 'new', 'reached']);
  });

  it('is not what was taken back, in whatever order', () => {
    expect(since([ticked('a', 11, true), ticked('b', 12, false)])).toEqual([]);
    expect(since([ticked('a', 9, true), ticked('b', 11, false), ticked('c', 12, true)])).toEqual([]);
    expect(since([became('a', 1, 'open'), became('b', 11, 'reached'), became('c', 12, 'open')])).toEqual([]);
  });

  it('tells what is open again that was done before', () => {
    expect(since([ticked('a', 9, true), ticked('b', 11, false)])).toEqual(['b']);
  });

  it('leaves out steps that are gone, and what was corrected', () => {
    expect(since([ticked('a', 11, true, 'gone'), entry('b', 12, {}), entry('c', 13, { corrects: 'b' })])).toEqual([
      'c',
    ]);
  });

  it('tells of a new goal', () => {
    expect(since([became('set', 11, 'open')])).toEqual(['set']);
  });
});
