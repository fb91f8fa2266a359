/** Which promises are shown, by whom, and in which order. */
import type { Member, Promised } from '@fireside/protocol';
import { byDue } from '../due-words.ts';
import { byKept, isShown } from '../promise-shown.ts';

export interface OwedGroup {
  /** `yours`, `member` with a name, or `former` for all who are no members any more. */
  readonly kind: 'yours' | 'member' | 'former';
  readonly name: string;
  /** What is due first first. */
  readonly promises: readonly Promised[];
}

export interface OwedView {
  /** This person's first, then the others' by name; nobody who owes nothing. */
  readonly groups: readonly OwedGroup[];
  /** Kept, the latest first. */
  readonly kept: readonly Promised[];
}

/** `now`: ms since the epoch; `self`: the person who looks. */
export function owedView(all: readonly Promised[], now: number, members: readonly Member[], self: string): OwedView {
  const open = all.filter((one) => isShown(one, now)).sort((a, b) => byDue(a.due, b.due));
  const others = members.filter(({ id }) => id !== self).toSorted((a, b) => a.name.localeCompare(b.name));
  const known = new Set([self, ...others.map(({ id }) => id)]);
  const of = (owner: string): Promised[] => open.filter((one) => one.owner === owner);
  const groups: OwedGroup[] = [
    { kind: 'yours', name: '', promises: of(self) },
    ...others.map(({ id, name }) => ({ kind: 'member' as const, name, promises: of(id) })),
    { kind: 'former', name: '', promises: open.filter(({ owner }) => !known.has(owner)) },
  ];
  return {
    groups: groups.filter(({ promises }) => promises.length > 0),
    kept: all.filter((one) => !isShown(one, now)).sort(byKept),
  };
}
