import fc from 'fast-check';
import { it } from 'vitest';
import { randomSeed } from '../sync/testing/dice.ts';
import { createWorld } from '../testing/world.ts';
import { Life } from './testing/life.ts';
import { steps } from './testing/steps.ts';

const RUNS = 100;
/** A run takes a tenth of a second; a busy machine may take its time. */
const PATIENCE = { timeout: 60_000 };
/** Milliseconds after which no new run is begun. */
const ENOUGH = 8_000;

const seed = Number(process.env['FUZZ_SEED'] ?? randomSeed());

it(
  `whatever two people and time do, the server comes to what the model comes to (FUZZ_SEED=${seed})`,
  PATIENCE,
  async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        const world = await createWorld();
        try {
          const life = new Life(world);
          await life.begin();
          for (const step of all) await life.take(step);
          await life.end();
        } finally {
          await world.close();
        }
      }),
      { seed, numRuns: RUNS, interruptAfterTimeLimit: ENOUGH, endOnFailure: false },
    );
  },
);
