/** What is told of goals over time. */
import type { Goal, GoalEntry } from '@fireside/protocol';
import { msg, str } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { entryWords } from '../goal-entry-words.ts';
import { readable } from '../lines/unreadable.ts';
import { datedEntries, type Mark } from './lanes.ts';

/** "3 May" */
export type DayOf = (at: number) => string;

/** "Reached “Give my own talk”, 3 May, session of 3 May": everything that a point stands for. */
export function markWords(goal: Goal, mark: Mark, dayOf: DayOf): string {
  const what = mark.entries.map((entry) => eventWords(goal, entry)).join('; ');
  const session = sessionWords(mark, dayOf);
  const day = dayOf(mark.entries[0]?.at ?? mark.at);
  return session === '' ? msg(str`${what}, ${day}`) : msg(str`${what}, ${day}, ${session}`);
}

/** "session of 3 May", "after the session of 3 May"; empty before the first. */
export function sessionWords({ session, within }: Pick<Mark, 'session' | 'within'>, dayOf: DayOf): string {
  if (session === null) return '';
  const day = dayOf(session.from);
  return within ? msg(str`session of ${day}`) : msg(str`after the session of ${day}`);
}

/** An entry with its goal, where it stands alone. */
function eventWords(goal: Goal, entry: GoalEntry): string {
  const title = readable(goal.title);
  const words = readable(entryWords(goal, entry));
  if (entry.what === 'words') return msg(str`About “${title}”: ${words}`);
  if (entry.what === 'step') return msg(str`“${title}”: ${words}`);
  if (entry.status === 'reached') return msg(str`Reached “${title}”`);
  if (entry.status === 'let-go') return msg(str`Let go: “${title}”`);
  return isFirst(goal, entry) ? msg(str`Set as a goal: “${title}”`) : msg(str`Taken up again: “${title}”`);
}

function isFirst(goal: Goal, entry: GoalEntry): boolean {
  return goal.history.find(({ what }) => what === 'status') === entry;
}

/** What was said of it first, and when. */
export function thenWords(goal: Goal, dayOf: DayOf): TemplateResult | string {
  const entries = datedEntries(goal);
  const first = entries.find(({ what, text }) => what === 'words' && text !== '');
  if (first) return msg(html`“<bdi>${first.text}</bdi>” (${dayOf(first.at)})`);
  const [begin] = entries;
  return begin ? msg(str`set as a goal on ${dayOf(begin.at)}`) : msg('set as a goal');
}

/** How it stands today: its status or steps, and what was said of it last. */
export function nowWords(goal: Goal, dayOf: DayOf): TemplateResult | string {
  const entries = datedEntries(goal);
  const said = entries.filter(({ what, text }) => what === 'words' && text !== '');
  const last = said.length > 1 ? said.at(-1) : undefined;
  const status = statusWords(goal, entries, dayOf);
  if (!last) return status;
  return msg(html`${status}; “<bdi>${last.text}</bdi>” (${dayOf(last.at)})`);
}

function statusWords(goal: Goal, entries: readonly GoalEntry[], dayOf: DayOf): string {
  if (goal.status !== 'open') {
    const end = entries.findLast(({ what, status }) => what === 'status' && status === goal.status);
    const reached = goal.status === 'reached';
    if (!end) return reached ? msg('reached') : msg('let go');
    return reached ? msg(str`reached on ${dayOf(end.at)}`) : msg(str`let go on ${dayOf(end.at)}`);
  }
  const all = goal.milestones.length;
  const done = goal.milestones.filter((step) => step.done).length;
  if (all === 0) return msg('under way');
  return all === 1 ? msg(str`${done} of 1 step`) : msg(str`${done} of ${all} steps`);
}
