/** Several copies of one document that meet at random, for the tests of operations under concurrency. */
import * as Y from 'yjs';

/** Numbers from 0 up to 1, the same for the same seed (mulberry32, Tommy Ettinger 2017). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export class Dice {
  readonly #next: () => number;

  constructor(seed: number) {
    this.#next = seeded(seed);
  }

  /** A whole number from 0 up to `below`. */
  below(below: number): number {
    return Math.floor(this.#next() * below);
  }

  pick<T>(values: readonly T[]): T {
    const value = values[this.below(values.length)];
    if (value === undefined) throw new Error('nothing to pick from');
    return value;
  }
}

/** What `from` knows and `to` does not. */
export function tell(from: Y.Doc, to: Y.Doc): void {
  Y.applyUpdate(to, Y.encodeStateAsUpdate(from, Y.encodeStateVector(to)));
}

/** Everybody learns everything, in both directions. */
export function meet(...docs: readonly Y.Doc[]): void {
  for (let round = 0; round < 2; round += 1) {
    for (const from of docs) for (const to of docs) if (from !== to) tell(from, to);
  }
}

/** Copies with fixed client ids, so that a seed decides who wins. */
export function copies(count: number): Y.Doc[] {
  return Array.from({ length: count }, (_, i) => {
    const doc = new Y.Doc();
    doc.clientID = i + 1;
    return doc;
  });
}

/** Runs `act` on a random copy `steps` times; now and then one copy hears what another one knows. */
export function mingle(docs: readonly Y.Doc[], dice: Dice, steps: number, act: (doc: Y.Doc) => void): void {
  for (let step = 0; step < steps; step += 1) {
    act(dice.pick(docs));
    if (dice.below(4) === 0) tell(dice.pick(docs), dice.pick(docs));
  }
  meet(...docs);
}

export const SEEDS: readonly number[] = Array.from({ length: 30 }, (_, i) => i + 1);
