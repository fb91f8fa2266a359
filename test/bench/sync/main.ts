/**
 * `npx pnpm bench [row …] [--runs 5] [--only ours,y-websocket] [--minutes 10] [--profiles folder]`: our server beside others,
 * in the same runs.
 * The servers run on core 0, the load on core 1. Exits with 1 where a server was wrong, never because it was slow.
 */
import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { Results } from '../report/files.ts';
import { measureRuns } from '../report/runs.ts';
import { disturbancesOf, faultsOf, table, type Result } from '../report/table.ts';
import { rows } from './rows/index.ts';

const LOAD_CORE = '1';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string', default: '5' },
    only: { type: 'string' },
    minutes: { type: 'string', default: '10' },
    profiles: { type: 'string' },
  },
});
const only = values.only?.split(',');
const options = { minutes: Number(values.minutes), profiles: values.profiles ? resolve(values.profiles) : null };
const unknown = positionals.filter((name) => !rows.some((row) => row.name === name));
if (unknown.length > 0)
  throw new Error(`No such row: ${unknown.join(', ')}. There are ${rows.map(({ name }) => name).join(', ')}.`);
const chosen = positionals.length > 0 ? rows.filter(({ name }) => positionals.includes(name)) : rows;

const servers = new Map(rows.flatMap((row) => row.servers.map(({ name, about }) => [name, about])));
const kept = new Results(join(import.meta.dirname, '../results'), [
  '# Figures of the document sockets',
  '',
  'Written by `npx pnpm bench`, which replaces the rows that it measures; every run is in the JSON file of its row. The server',
  'and all its threads run on one core, the load on the other. Median and range of the runs; a figure “against” another server',
  'is the ratio within a run. Clients of the load send no awareness and, but for the rows `saving` and `ack`, no 102: what',
  'y-websocket clients write, and nothing else.',
  '',
  ...[...servers].map(([name, about]) => `- **${name}**: ${about}.`),
]);

execFileSync('taskset', ['--all-tasks', '--cpu-list', '--pid', LOAD_CORE, String(process.pid)]);
const results: Result[] = [];
for (const row of chosen) {
  const rivals = row.servers.filter(({ name }) => !only || only.includes(name));
  const runs = row.once ? 1 : Number(values.runs);
  const result = {
    row,
    runs: await measureRuns({ name: row.name, rivals, runs }, (kind) => row.measure(kind, options)),
  };
  results.push(result);
  // What was measured for somebody's eyes only is not what the page says.
  if (only || options.profiles) continue;
  kept.keep(result);
  kept.publish(rows);
}
console.log(`\n${table(results)}`);
const faults = faultsOf(results);
for (const disturbance of disturbancesOf(results)) console.log(disturbance);
for (const fault of faults) console.log(fault);
if (faults.length > 0) process.exitCode = 1;
