/**
 * `npx pnpm bench:found [row …] [--runs 5] [--only ours]`: finding again what was said, beside bare SQLite and bare pages, in the
 * same runs. Exits with 1 where something was wrong or could not be measured, never because it was slow.
 */
import { join } from 'node:path';
import { runBench } from '../report/bench.ts';
import { rows } from './rows.ts';

await runBench({
  rows,
  runs: 5,
  folder: join(import.meta.dirname, '../results/found'),
  introduction: [
    '# Figures of what is found again',
    '',
    'Written by `npx pnpm bench:found`, which replaces the rows that it measures; every run is in the JSON file of its row.',
    'Everything on one machine. Median and range of the runs; a figure “against” another is the ratio within a run. The server',
    'that is written to in the row `index` runs with all its threads on one core, the load on the other.',
  ],
});
