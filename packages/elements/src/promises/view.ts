/** Which promises are shown, and in which order. */
import type { Member, Promised } from '@fireside/protocol';
import { byDue } from '../due-words.ts';
import { byKept, isShown } from '../promise-shown.ts';

export interface PromiseView {
  /** Owed, and kept so lately that a slip can be taken back; what mentors owe first, then what is due first. */
  readonly shown: readonly Promised[];
  /** Kept longer ago, the latest first. */
  readonly kept: readonly Promised[];
}

/** `now`: ms since the epoch. */
export function promiseView(all: readonly Promised[], now: number, members: readonly Member[]): PromiseView {
  const mentors = new Set(members.filter(({ role }) => role === 'mentor').map(({ id }) => id));
  const debt = ({ owner }: Promised): number => (mentors.has(owner) ? 0 : 1);
  return {
    // What is kept today stays where it was: a slip is taken back at the same place. A sort keeps the order of equals.
    shown: all.filter((one) => isShown(one, now)).sort((a, b) => debt(a) - debt(b) || byDue(a.due, b.due)),
    kept: all.filter((one) => !isShown(one, now)).sort(byKept),
  };
}

/** Leaves out what was promised in `session`: that is not open from last time. */
export function fromBefore(promises: readonly Promised[], session: string): Promised[] {
  return promises.filter((one) => one.from?.session !== session);
}
