/** What is kept of the results, in test/bench/results: of each row the last runs raw as JSON, and the table of all. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import type { Row } from '../rows/row.ts';
import { disturbancesOf, table, type Result } from './table.ts';

const FOLDER = join(import.meta.dirname, '../../results');
const began = new Date().toISOString().slice(0, 16).replace('T', ' ');
const machine = { node: process.version, cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length };

interface Kept {
  readonly began: string;
  readonly machine: typeof machine;
  readonly runs: Result['runs'];
}

const fileOf = ({ name }: Row): string => join(FOLDER, `${name}.json`);

/** Every sample of a row, as soon as it is measured: hours are not lost to an error. */
export function keep({ row, runs }: Result): void {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(fileOf(row), `${JSON.stringify({ began, machine, runs } satisfies Kept, null, 1)}\n`);
}

/** The page of all rows that have been measured, each as it was the last time. */
export function publish(rows: readonly Row[]): void {
  const measured = rows.filter((row) => existsSync(fileOf(row)));
  const kept = measured.map((row) => ({ row, ...(JSON.parse(readFileSync(fileOf(row), 'utf8')) as Kept) }));
  const servers = new Map(measured.flatMap((row) => row.servers.map(({ name, about }) => [name, about])));
  const page = [
    '# Figures of the document sockets',
    '',
    'Written by `npx pnpm bench`, which replaces the rows that it measures; every run is in the JSON file of its row. The server',
    'and all its threads run on one core, the load on the other. Median and range of the runs; a figure “against” another server',
    'is the ratio within a run. Clients of the load send no awareness and, but for the rows `saving` and `ack`, no 102: what',
    'y-websocket clients write, and nothing else.',
    '',
    ...[...servers].map(([name, about]) => `- **${name}**: ${about}.`),
    '',
    ...kept.map(
      ({ row, began: at, machine: { cores, cpu, node }, runs }) =>
        `- \`${row.name}\`: ${row.about}. ${runs.length === 1 ? 'One run' : `${runs.length} runs`} from ${at} UTC, ${cores} × ${cpu}, Node ${node}.`,
    ),
    '',
    table(kept),
    '',
    ...disturbancesOf(kept).map((line) => `- ${line}`),
    '',
  ];
  writeFileSync(join(FOLDER, 'README.md'), page.join('\n'));
}
