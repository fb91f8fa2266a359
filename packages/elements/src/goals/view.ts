/** What the goals panel shows, counted from the records. */
import type { Goal } from '@fireside/protocol';
import { indexOfStep as indexAmong } from '../lines/steps.ts';

/** Steps done and steps in all; null for a goal without steps. */
export function stepsOf(goal: Goal): { done: number; all: number } | null {
  const all = goal.milestones.length;
  return all === 0 ? null : { done: goal.milestones.filter((step) => step.done).length, all };
}

/** When the goal got the status it has; null where nobody wrote it down. */
export function statusSince(goal: Goal): number | null {
  const entry = goal.history.findLast((one) => one.what === 'status' && one.status === goal.status);
  return entry && entry.at > 0 ? entry.at : null;
}

/** Goals in their order; the ones that were let go stand last. */
export function goalsShown(goals: readonly Goal[]): Goal[] {
  return [...keptOf(goals), ...goals.filter((goal) => goal.status === 'let-go')];
}

/** Where `moveGoal` puts a goal that goes one step among those not let go; null at the end. */
export function indexOfStep(goals: readonly Goal[], id: string, step: -1 | 1): number | null {
  return indexAmong(goals, keptOf(goals), id, step);
}

function keptOf(goals: readonly Goal[]): Goal[] {
  return goals.filter((goal) => goal.status !== 'let-go');
}
