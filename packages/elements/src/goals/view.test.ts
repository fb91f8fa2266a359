import type { Goal, GoalEntry, GoalStatus } from '@fireside/protocol';
import { expect, it } from 'vitest';
import { goalsShown, indexOfStep, statusSince, stepsOf } from './view.ts';

function goal(id: string, status: GoalStatus = 'open', over: Partial<Goal> = {}): Goal {
  return { id, title: id, author: 'bo', status, milestones: [], history: [], order: id, ...over };
}

function entry(id: string, at: number, over: Partial<GoalEntry>): GoalEntry {
  const empty = { status: 'open', step: null, done: false, text: '', corrects: null } as const;
  return { id, at, by: 'bo', what: 'words', ...empty, ...over };
}
const step = (id: string, done: boolean) => ({ id, title: id, done, order: id });

it('counts steps, and none where there are none', () => {
  expect(stepsOf(goal('a', 'open', { milestones: [step('1', true), step('2', false), step('3', true)] }))).toEqual({
    done: 2,
    all: 3,
  });
  expect(stepsOf(goal('a'))).toBeNull();
});

it('knows since when a goal is what it is, after a correction too', () => {
  const became = (at: number, status: GoalStatus): GoalEntry => entry(`${at}`, at, { what: 'status', status });
  const history = [became(1, 'open'), became(2, 'reached'), became(3, 'open'), became(4, 'reached')];
  expect(statusSince(goal('a', 'reached', { history }))).toBe(4);
  expect(statusSince(goal('a', 'let-go', { history }))).toBeNull();
});

it('shows what was let go last', () => {
  expect(goalsShown([goal('a', 'let-go'), goal('b'), goal('c', 'reached')]).map((one) => one.id)).toEqual([
    'b',
    'c',
    'a',
  ]);
});

it('steps past what was let go', () => {
  const goals = [goal('a'), goal('gone', 'let-go'), goal('b')];
  expect(indexOfStep(goals, 'a', 1)).toBe(2);
  expect(indexOfStep(goals, 'b', -1)).toBe(0);
  expect(indexOfStep(goals, 'a', -1)).toBeNull();
  expect(indexOfStep(goals, 'gone', -1)).toBeNull();
});
