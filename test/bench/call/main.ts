/**
 * `npx pnpm bench:call [row …] [--runs 9] [--only ours,livekit]`: the call in real browsers, beside others, in the same runs.
 * Exits with 1 where a call was wrong or could not be measured, never because it was slow.
 */
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { Results } from '../report/files.ts';
import { measureRuns } from '../report/runs.ts';
import { faultsOf, table, type Result } from '../report/table.ts';
import { rows } from './rows.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: 'string', default: '9' }, only: { type: 'string' } },
});
const only = values.only?.split(',');
const unknown = positionals.filter((name) => !rows.some((row) => row.name === name));
if (unknown.length > 0)
  throw new Error(`No such row: ${unknown.join(', ')}. There are ${rows.map(({ name }) => name).join(', ')}.`);
const chosen = positionals.length > 0 ? rows.filter(({ name }) => positionals.includes(name)) : rows;

const abouts = new Map(rows.flatMap((row) => row.rivals.map(({ name, about }) => [name, about])));
const kept = new Results(join(import.meta.dirname, '../results/call'), [
  '# Figures of the call',
  '',
  'Written by `npx pnpm bench:call`, which replaces the rows that it measures; every run is in the JSON file of its row.',
  'Chromium without a window and with its fake devices, everything on one machine. Median and range of the runs; a figure',
  '“against” another is the ratio within a run.',
  '',
  ...[...abouts].map(([name, about]) => `- **${name}**: ${about}.`),
]);

const results: Result[] = [];
for (const row of chosen) {
  const rivals = row.rivals.filter(({ name }) => !only || only.includes(name));
  const open = await row.open();
  try {
    const runs = Math.min(row.runs ?? Infinity, Number(values.runs));
    const result = {
      row,
      runs: await measureRuns({ name: row.name, rivals, runs }, ({ name }) => open.measure(name)),
    };
    results.push(result);
    // What was measured for somebody's eyes only is not what the page says.
    if (only) continue;
    kept.keep(result);
    kept.publish(rows);
  } finally {
    await open.close();
  }
}
console.log(`\n${table(results)}`);
const faults = faultsOf(results);
for (const fault of faults) console.log(fault);
if (faults.length > 0) process.exitCode = 1;
