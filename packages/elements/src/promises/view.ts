/** Which promises are shown, and how. */
import type { Promised } from '@fireside/protocol';

const RECENT = 12 * 60 * 60 * 1000;

export interface PromiseView {
  /** Owed, and kept so lately that a slip can be taken back; in their order. */
  readonly shown: readonly Promised[];
  /** Kept longer ago, the latest first. */
  readonly kept: readonly Promised[];
}

export function promiseView(all: readonly Promised[], now: number): PromiseView {
  const isShown = (one: Promised): boolean => one.keptAt === null || one.keptAt > now - RECENT;
  return {
    shown: all.filter(isShown),
    kept: all.filter((one) => !isShown(one)).sort((a, b) => (b.keptAt ?? 0) - (a.keptAt ?? 0)),
  };
}

/** Leaves out what was promised in `session`: that is not open from last time. */
export function fromBefore(promises: readonly Promised[], session: string): Promised[] {
  return promises.filter((one) => one.from?.session !== session);
}
