/** What is kept of the results, in test/bench/results: every run raw as JSON, and of a whole bench its table. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { disturbancesOf, table, type Result } from './table.ts';

const FOLDER = join(import.meta.dirname, '../../results');
const began = new Date().toISOString().slice(0, 16).replace(':', '');
const raw = `${began}.json`;
const machine = { node: process.version, cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length };

/** Every sample so far; written after each row, so that hours are not lost to an error. */
export function keep(results: readonly Result[]): void {
  const rows = results.map(({ row: { name, about }, runs }) => ({ name, about, runs }));
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, raw), `${JSON.stringify({ began, machine, rows }, null, 1)}\n`);
}

/** The page of a bench in which every row took every server. */
export function publish(results: readonly Result[]): void {
  const servers = new Map(results.flatMap(({ row }) => row.servers.map(({ name, about }) => [name, about])));
  const page = [
    '# Figures of the document sockets',
    '',
    `Written by \`npx pnpm bench\`, begun ${began} UTC on ${machine.cores} cores (${machine.cpu}), Node ${machine.node}; every run`,
    `is in [${raw}](${raw}). The server and all its threads run on one core, the load on the other. Median and range of the`,
    'runs; a figure “against” another server is the ratio within a run. Clients of the load send no awareness and, but for',
    'the rows `saving` and `ack`, no 102: what y-websocket clients write, and nothing else.',
    '',
    ...[...servers].map(([name, about]) => `- **${name}**: ${about}.`),
    '',
    ...results.map(({ row }) => `- \`${row.name}\`: ${row.about}.`),
    '',
    table(results),
    '',
    ...disturbancesOf(results).map((line) => `- ${line}`),
  ];
  writeFileSync(join(FOLDER, 'README.md'), page.join('\n'));
}
