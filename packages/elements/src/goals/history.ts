/** What came of a goal, counted from its entries. Apart from `view.ts`, because reading the panel needs none of it. */
import type { Goal, GoalEntry } from '@fireside/protocol';
import { historyOf } from '../goal-past.ts';

/**
 * What came of a goal since `since` (ms), in its order: what was taken back meanwhile is no progress, nor what was
 * corrected, nor a step that is gone.
 */
export function progressSince(goal: Goal, since: number): GoalEntry[] {
  const corrected = new Set(historyOf(goal).flatMap((row) => (row.corrected ? [row.entry.id] : [])));
  const steps = new Set(goal.milestones.map(({ id }) => id));
  const before = new Map<string, string>();
  const after = new Map<string, GoalEntry>();
  for (const entry of goal.history) {
    const about = aboutOf(entry);
    if (entry.at <= since) before.set(about, stateOf(entry));
    else after.set(about, entry); // the last one counts
  }
  return goal.history.filter((entry) => {
    const about = aboutOf(entry);
    if (after.get(about) !== entry || corrected.has(entry.id)) return false;
    if (entry.what === 'words') return true;
    if (entry.what === 'status') return before.get(about) !== stateOf(entry);
    return steps.has(entry.step ?? '') && (before.get(about) ?? 'false') !== stateOf(entry);
  });
}

function aboutOf({ id, what, step }: GoalEntry): string {
  return what === 'words' ? `words ${id}` : what === 'step' ? `step ${step}` : 'status';
}

function stateOf({ what, status, done }: GoalEntry): string {
  return what === 'status' ? status : String(done);
}
