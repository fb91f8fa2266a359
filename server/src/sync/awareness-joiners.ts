/**
 * Sockets that have just come to a document where somebody is. A client of y-protocols that was here before forgets the
 * others' states but not their clocks, so it takes none that it is told again; what it does take it sends back. What it
 * has not sent back after a moment it does not see.
 */
import type { Follower } from './followers.ts';

export interface Joiner {
  /** Clients that it has named since it came. */
  readonly seen: Set<number>;
  /**
   * It has said nothing yet and was told of no other socket of its person: what it says of a client is no echo, so the
   * client is its own, also where an old socket of the same client is still open.
   */
  claims: boolean;
  /** Something was withheld so that this stays true. */
  missed: boolean;
  /** A whole round has passed since it came. */
  due: boolean;
}

export class Joiners {
  readonly #all = new Map<Follower, Joiner>();
  readonly #every: number;
  readonly #look: (due: readonly (readonly [Follower, Joiner])[]) => void;
  #round: NodeJS.Timeout | undefined;

  /** `look` is called with those that have been here for one to two times `every` ms, all at once. */
  constructor(every: number, look: (due: readonly (readonly [Follower, Joiner])[]) => void) {
    this.#every = every;
    this.#look = look;
  }

  add(follower: Follower): Joiner {
    const joiner: Joiner = { seen: new Set(), claims: true, missed: false, due: false };
    this.#all.set(follower, joiner);
    this.#arm();
    return joiner;
  }

  get(follower: Follower): Joiner | undefined {
    return this.#all.get(follower);
  }

  delete(follower: Follower): void {
    this.#all.delete(follower);
  }

  stop(): void {
    clearTimeout(this.#round);
    this.#all.clear();
  }

  #arm(): void {
    this.#round ??= setTimeout(() => {
      this.#round = undefined;
      const due = [...this.#all].filter(([, joiner]) => joiner.due);
      for (const [follower] of due) this.#all.delete(follower);
      for (const joiner of this.#all.values()) joiner.due = true;
      if (this.#all.size > 0) this.#arm();
      if (due.length > 0) this.#look(due);
    }, this.#every).unref();
  }
}
