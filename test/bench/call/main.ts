/**
 * `npx pnpm bench:call [row …] [--runs 9] [--only ours,livekit]`: the call in real browsers, beside others, in the same runs.
 * Exits with 1 where a call was wrong or could not be measured, never because it was slow.
 */
import { join } from 'node:path';
import { runBench } from '../report/bench.ts';
import { rows } from './rows.ts';

await runBench({
  rows,
  runs: 9,
  folder: join(import.meta.dirname, '../results/call'),
  introduction: [
    '# Figures of the call',
    '',
    'Written by `npx pnpm bench:call`, which replaces the rows that it measures; every run is in the JSON file of its row.',
    'Chromium without a window and with its fake devices, everything on one machine. Median and range of the runs; a figure',
    '“against” another is the ratio within a run.',
  ],
});
