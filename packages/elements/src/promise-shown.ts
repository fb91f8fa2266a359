import type { Promised } from '@fireside/protocol';

const RECENT = 12 * 60 * 60 * 1000;

/** Owed, or kept so lately that a slip is taken back at the same place. `now`: ms since the epoch. */
export function isShown({ keptAt }: Pick<Promised, 'keptAt'>, now: number): boolean {
  return keptAt === null || keptAt > now - RECENT;
}

/** For a sort: what was kept last comes first. */
export function byKept(a: Pick<Promised, 'keptAt'>, b: Pick<Promised, 'keptAt'>): number {
  return (b.keptAt ?? 0) - (a.keptAt ?? 0);
}
