/** Bytes that nobody honest sends, by the thousand; from a seed that a failure prints. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { openMemory } from '../storage/memory.ts';
import { isReadable, Siege } from './testing/corpus.ts';
import { Dice, randomSeed } from './testing/dice.ts';
import { CLOCKS } from './testing/fuzz-frame.ts';
import { MUTATIONS, noise } from './testing/mutate.ts';

const MUTANTS = 20_000;
const FRAMES = 4_000;
/** Documents after which everything that is loaded once is there. */
const WARM = 10;
/** What is taken makes a document larger, and everything slower: then another one is attacked. */
const PER_DOCUMENT = { mutants: 250, bytes: 10 * 1024 };
const MiB = 2 ** 20;

const seed = Number(process.env['FUZZ_SEED'] ?? randomSeed());

beforeEach(() => {
  vi.useFakeTimers({ toFake: [...CLOCKS] });
});
afterEach(() => {
  vi.useRealTimers();
});

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Bytes that are really held: the size of the process also tells how lazy the collector is beside other work. */
function heldBytes(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** Counts by name. */
class Tally {
  readonly counts: Record<string, number> = {};
  add(name: string): void {
    this.counts[name] = (this.counts[name] ?? 0) + 1;
  }
}

describe('a hostile writer', () => {
  it(
    `[FR2] [FR3] [AK4] hurts nobody else with ${MUTANTS} mutated updates (FUZZ_SEED=${seed})`,
    { timeout: 300_000 },
    async () => {
      const dice = new Dice(seed);
      const tally = new Tally();
      const mutations = Object.entries(MUTATIONS);
      const { store } = openMemory();
      let before = 0;
      for (let left = MUTANTS, number = 0; left > 0; number += 1) {
        const siege = new Siege(store, `session/${number}`, dice);
        await siege.write(15);
        const target = siege.target();
        for (let count = 0; count < PER_DOCUMENT.mutants && siege.bytes < PER_DOCUMENT.bytes; count += 1) {
          const [name, mutate] = dice.pick(mutations);
          await mutant(siege, name, mutate(dice, target), tally);
          if (count % 50 === 0) await siege.write(1);
          left -= 1;
        }
        for (const sample of target.samples) await mutant(siege, 'undamaged', sample, tally);
        await siege.end();
        expect(siege.wrongs, `session/${number}`).toEqual([]);
        if (number === WARM) before = heldBytes();
      }
      expect(heldBytes() - before).toBeLessThan(10 * MiB);
      await store.close();
      for (const verdict of ['valid', 'unreadable', 'inapplicable']) {
        expect(Object.keys(tally.counts).some((name) => name.startsWith(verdict))).toBe(true);
      }
    },
  );

  it(`[FR2] [AW2] hurts nobody else with noise of every kind (FUZZ_SEED=${seed})`, { timeout: 120_000 }, async () => {
    const dice = new Dice(seed);
    const { store } = openMemory();
    const siege = new Siege(store, 'session/noise', dice);
    await siege.write(20);
    const before = Y.encodeStateAsUpdate(siege.ledger.doc);
    for (let count = 0; count < FRAMES; count += 1) {
      const frame = noise(dice, 'anna');
      const answer = await siege.say(frame);
      if (!frame.binary && answer !== 'refused: malformed') siege.wrongs.push(`A text frame: ${answer}`);
    }
    expect(Y.encodeStateAsUpdate(siege.ledger.doc)).toEqual(before);
    await siege.end();
    expect(siege.wrongs).toEqual([]);
    await store.close();
  });
});

/** Whatever the server answers must agree with the judge, and with the disk. */
async function mutant(siege: Siege, name: string, bytes: Uint8Array, tally: Tally): Promise<void> {
  const { ledger, wrongs } = siege;
  const { verdict, after } = siege.judge(bytes);
  const [hostile, honest] = [ledger.rowsOf('anna'), ledger.rowsOf('bo')];
  const answer = await siege.attack(bytes);
  const what = `${name} (${verdict}), ${answer}: ${Buffer.from(bytes).toString('hex').slice(0, 2_000)}`;
  tally.add(`${verdict}, ${answer}`);
  if (answer !== 'acknowledged' && ledger.rowsOf('anna') > hostile) wrongs.push(`Refused and stored: ${what}`);
  if (answer === 'acknowledged' && verdict !== 'valid') wrongs.push(`Taken: ${what}`);
  const alone = ledger.rowsOf('bo') === honest; // Yjs makes copies clean up by themselves, and they say so
  if (answer === 'acknowledged' && after && alone && !Y.equalSnapshots(Y.snapshot(ledger.doc), Y.snapshot(after))) {
    wrongs.push(`Not what it says: ${what}`);
  }
  if (answer === 'acknowledged' && !isReadable(ledger.doc)) throw new Error(`Unreadable since ${what}`);
  after?.destroy();
}
