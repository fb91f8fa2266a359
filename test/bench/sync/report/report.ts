/** The results: every run raw as JSON, and the table of medians with what must be and what we aim at. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { median } from '../measure/statistics.ts';
import type { Figure, Row, Sample } from '../rows/row.ts';

export interface Result {
  readonly row: Row;
  /** Of each run, each server's sample. */
  readonly runs: readonly Readonly<Record<string, Sample>>[];
}

const FOLDER = join(import.meta.dirname, '../../results');

export function report(results: readonly Result[]): void {
  const table = ['| work | figure | value | must | aim | |', '|---|---|---|---|---|---|', ...results.flatMap(lines)];
  const text = table.join('\n');
  console.log(`\n${text}`);
  for (const fault of faults(results)) console.log(fault);

  mkdirSync(FOLDER, { recursive: true });
  const at = new Date().toISOString();
  const machine = { node: process.version, cpu: cpus()[0]?.model, cores: cpus().length };
  const raw = results.map(({ row: { name, about }, runs }) => ({ name, about, runs }));
  const file = at.slice(0, 16).replace(':', '');
  writeFileSync(join(FOLDER, `${file}.json`), `${JSON.stringify({ at, machine, rows: raw }, null, 1)}\n`);
}

function lines({ row, runs }: Result): string[] {
  return row.figures.flatMap((figure) => {
    const values = runs
      .map((run) => figure.of((server) => run[server]?.figures))
      .filter((value) => !Number.isNaN(value));
    return values.length > 0 ? [line(row, figure, median(values))] : [];
  });
}

function line({ name }: Row, { what, unit, must, aim }: Figure, value: number): string {
  const limit = (most: number | undefined): string => (most === undefined ? '' : `≤ ${most} ${unit}`);
  const cells = [name, what, `${short(value)} ${unit}`, limit(must), limit(aim), verdict(value, must, aim)];
  return `| ${cells.join(' | ')} |`;
}

function verdict(value: number, must: number | undefined, aim: number | undefined): string {
  if (must === undefined && aim === undefined) return '';
  if (aim !== undefined && value <= aim) return '✔ aim met';
  if (must !== undefined && value > must) return '✘ not met';
  return must === undefined ? 'aim not met' : '✔ met';
}

function short(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

function faults(results: readonly Result[]): string[] {
  return results.flatMap(({ row, runs }) =>
    runs.flatMap((run, index) =>
      Object.entries(run).flatMap(([server, sample]) =>
        sample.faults.map((fault) => `✘ ${row.name}, run ${index + 1}, ${server}: ${fault}`),
      ),
    ),
  );
}
