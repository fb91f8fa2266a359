/** The states of a session and what each command may do in them; one table, pure. */
import { FiresideError, type SessionState, type TemplateId } from '@fireside/protocol';
import { addHours } from 'date-fns/addHours';
import { addMinutes } from 'date-fns/addMinutes';
import type { SessionTable } from './schema.ts';

export type Command = 'start' | 'wrap-up' | 'archive' | 'cancel' | 'did-not-happen' | 'move' | 'addendum';

interface Rule {
  /** States in which it does something. */
  readonly from: readonly SessionState[];
  /** States in which it was done before: asking again answers the same. */
  readonly done: readonly SessionState[];
}

const RULES: Readonly<Record<Command, Rule>> = {
  start: { from: ['scheduled'], done: ['live'] },
  'wrap-up': { from: ['live'], done: ['wrapped-up', 'archived'] },
  archive: { from: ['wrapped-up'], done: ['archived'] },
  cancel: { from: ['scheduled'], done: ['cancelled'] },
  'did-not-happen': { from: ['scheduled'], done: ['did-not-happen'] },
  move: { from: ['scheduled'], done: [] },
  addendum: { from: ['archived'], done: [] },
};

/**
 * Whether a command has something to do, or was done before.
 * @throws FiresideError `state-conflict`, with the states that would allow it
 */
export function checkCommand(command: Command, state: SessionState): 'do' | 'done' {
  const { from, done } = RULES[command];
  if (from.includes(state)) return 'do';
  if (done.includes(state)) return 'done';
  throw new FiresideError('state-conflict', {
    detail: `A session that is ${state} does not take “${command}”.`,
    data: { state, allowed: from },
  });
}

/** Nobody can know earlier. @throws FiresideError `state-conflict`, with the moment from which on it is taken */
export function checkPast({ state, starts_at }: Pick<SessionTable, 'state' | 'starts_at'>, now: number): void {
  if (starts_at === null || starts_at <= now) return;
  throw new FiresideError('state-conflict', {
    detail: 'The date of this session lies ahead: until then it can be cancelled.',
    data: { state, allowed: RULES['did-not-happen'].from, notBefore: starts_at },
  });
}

/** A session takes one template, once. @throws FiresideError `state-conflict`, with the one it has */
export function checkTemplate({ state, template }: Pick<SessionTable, 'state' | 'template'>, wanted: TemplateId): void {
  if (template === 'none' || template === wanted) return;
  throw new FiresideError('state-conflict', {
    detail: `This session has the template “${template}” already.`,
    data: { state, template },
  });
}

/** For so long after its planned end a scheduled session is still the next one; then somebody should say what became of it. */
const NEXT_FOR_HOURS = 24;

type Planned = Pick<SessionTable, 'starts_at' | 'minutes'>;

/** Whether a dated session is behind us, by plan. False for one without a date. */
export function isOverdue({ starts_at, minutes }: Planned, now: number): boolean {
  return starts_at !== null && addHours(addMinutes(starts_at, minutes), NEXT_FOR_HOURS).getTime() <= now;
}

/** The next of the scheduled sessions, which come by date: the earliest dated one that is not overdue, else the undated one. */
export function pickNext<T extends Planned>(scheduled: readonly T[], now: number): T | null {
  return scheduled.find((one) => !isOverdue(one, now)) ?? null;
}

/** For so long after wrap-up members may still write; then it is archived. */
const OPEN_FOR_HOURS = 72;

/** Until when a wrapped-up session can be written to, ms since the epoch; null in every other state. */
export function openUntil({ state, wrapped_up_at }: Pick<SessionTable, 'state' | 'wrapped_up_at'>): number | null {
  if (state !== 'wrapped-up' || wrapped_up_at === null) return null;
  return addHours(wrapped_up_at, OPEN_FOR_HOURS).getTime();
}
