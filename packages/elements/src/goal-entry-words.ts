import type { Goal, GoalEntry } from '@fireside/protocol';
import { msg, str } from '@lit/localize';

/** What an entry of a goal's history says: "step “Outline” done", "reached", or what somebody wrote down. */
export function entryWords(goal: Goal, entry: GoalEntry): string {
  if (entry.what === 'words') return entry.text;
  if (entry.what === 'step') return stepWords(goal, entry);
  if (entry.status !== 'open') return entry.status === 'reached' ? msg('reached') : msg('let go');
  const first = goal.history.find(({ what }) => what === 'status');
  return first === entry ? msg('set as a goal') : msg('taken up again');
}

function stepWords(goal: Goal, { step, done }: GoalEntry): string {
  const title = goal.milestones.find(({ id }) => id === step)?.title ?? '';
  if (title === '') return done ? msg('a step done') : msg('a step open again'); // its words are gone
  return done ? msg(str`step “${title}” done`) : msg(str`step “${title}” open again`);
}
