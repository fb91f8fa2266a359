/** Two copies that were apart, for the tests of docs/conflicts.md: a test cites its rule as `[C1]`. */
import { expect } from 'vitest';
import * as Y from 'yjs';
import type { Seen } from './changes.ts';
import { meet } from './peers.test.kit.ts';

/** Whose value stands where both wrote one: Yjs compares client ids, and each test runs both ways round. */
export const WINNERS = ['anna', 'bo'] as const;
export type Winner = (typeof WINNERS)[number];

export class Pair {
  readonly winner: Winner;
  readonly anns = new Y.Doc();
  readonly bos = new Y.Doc();

  constructor(winner: Winner) {
    this.winner = winner;
    this.anns.clientID = winner === 'anna' ? 20 : 10;
    this.bos.clientID = winner === 'anna' ? 10 : 20;
  }

  /** Something that both know before they part. */
  both<T>(act: (doc: Y.Doc) => T): T {
    const made = act(this.anns);
    meet(this.anns, this.bos);
    return made;
  }

  /** One acts on a copy of their own, the other on theirs, and then they meet. */
  apart(annasAct: (doc: Y.Doc) => void, bosAct: (doc: Y.Doc) => void): void {
    annasAct(this.anns);
    bosAct(this.bos);
    meet(this.anns, this.bos);
  }

  /** What both see, which is the same. */
  see<T>(read: (doc: Y.Doc) => T): T {
    const seen = read(this.anns);
    expect(read(this.bos)).toEqual(seen);
    return seen;
  }

  /** The one of the two values that stands. */
  stands<T>(annas: T, bos: T): T {
    return this.winner === 'anna' ? annas : bos;
  }
}

/** What somebody has seen who looks at `doc` now; what they write themselves is no news to them. */
export function seenOf(doc: Y.Doc): Seen {
  return { state: Y.decodeStateVector(Y.encodeStateVector(doc)), own: new Set([doc.clientID]) };
}
