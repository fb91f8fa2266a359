/**
 * `npx pnpm bench [row …] [--runs 5] [--only ours,y-websocket] [--minutes 10] [--profiles folder]`: our server beside others,
 * in the same runs.
 * The servers run on core 0, the load on core 1. Exits with 1 where a server was wrong, never because it was slow.
 */
import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { keep, publish } from './report/files.ts';
import { disturbancesOf, faultsOf, table, type Result } from './report/table.ts';
import { rows } from './rows/index.ts';
import type { Row, Sample } from './rows/row.ts';

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

execFileSync('taskset', ['--all-tasks', '--cpu-list', '--pid', LOAD_CORE, String(process.pid)]);
const results: Result[] = [];
for (const row of chosen) {
  const result = { row, runs: await measure(row, row.once ? 1 : Number(values.runs)) };
  results.push(result);
  // What was measured for somebody's eyes only is not what the page says.
  if (only || options.profiles) continue;
  keep(result);
  publish(rows);
}
console.log(`\n${table(results)}`);
const faults = faultsOf(results);
for (const disturbance of disturbancesOf(results)) console.log(disturbance);
for (const fault of faults) console.log(fault);
if (faults.length > 0) process.exitCode = 1;

/** Each run takes every server once, and begins with another one, so that nobody always goes first. */
async function measure(row: Row, runs: number): Promise<Record<string, Sample>[]> {
  const kinds = row.servers.filter(({ name }) => !only || only.includes(name));
  const samples: Record<string, Sample>[] = [];
  for (let run = 0; run < runs; run += 1) {
    const turn = [...kinds.slice(run % kinds.length), ...kinds.slice(0, run % kinds.length)];
    const sample: Record<string, Sample> = {};
    for (const kind of turn) {
      sample[kind.name] = await row.measure(kind, options).catch(failed);
      console.log(`${row.name}, run ${run + 1}, ${kind.name}:`, sample[kind.name]);
    }
    samples.push(sample);
  }
  return samples;
}

/** A server that could not be measured fails its row; the others go on. */
function failed(error: unknown): Sample {
  console.error(error);
  return { figures: {}, faults: [error instanceof Error ? error.message : String(error)] };
}
