/**
 * `npx pnpm bench:together [row …] [--runs 5] [--only ours]`: writing together in real browsers, beside bare libraries, in
 * the same runs. Exits with 1 where something was wrong or could not be measured, never because it was slow.
 */
import { join } from 'node:path';
import { runBench } from '../report/bench.ts';
import { rows } from './rows.ts';

await runBench({
  rows,
  runs: 5,
  folder: join(import.meta.dirname, '../results/together'),
  introduction: [
    '# Figures of writing together',
    '',
    'Written by `npx pnpm bench:together`, which replaces the rows that it measures; every run is in the JSON file of its row.',
    'Chromium without a window, everything on one machine. Median and range of the runs; a run’s own figure is the median of',
    'its key presses; a figure “against” another is the ratio within a run.',
  ],
});
