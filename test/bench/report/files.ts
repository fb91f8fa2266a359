/** What is kept of the results: of each row the last runs raw as JSON, and a page with the table of all. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import type { ReportedRow } from './row.ts';
import { disturbancesOf, table, type Result } from './table.ts';

const began = new Date().toISOString().slice(0, 16).replace('T', ' ');
const machine = { node: process.version, cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length };

interface Kept {
  readonly began: string;
  readonly machine: typeof machine;
  readonly runs: Result['runs'];
}

/** The results of one bench. */
export class Results {
  readonly #folder: string;
  readonly #introduction: readonly string[];

  /** @param folder where they are kept; `introduction`: the lines at the top of the page */
  constructor(folder: string, introduction: readonly string[]) {
    this.#folder = folder;
    this.#introduction = introduction;
  }

  /** Every sample of a row, as soon as it is measured: hours are not lost to an error. */
  keep({ row, runs }: Result): void {
    mkdirSync(this.#folder, { recursive: true });
    writeFileSync(this.#fileOf(row), `${JSON.stringify({ began, machine, runs } satisfies Kept, null, 1)}\n`);
  }

  /** The page of all rows that have been measured, each as it was the last time. */
  publish(rows: readonly ReportedRow[]): void {
    const measured = rows.filter((row) => existsSync(this.#fileOf(row)));
    const kept = measured.map((row) => ({ row, ...(JSON.parse(readFileSync(this.#fileOf(row), 'utf8')) as Kept) }));
    const page = [
      ...this.#introduction,
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
    writeFileSync(join(this.#folder, 'README.md'), page.join('\n'));
  }

  #fileOf({ name }: ReportedRow): string {
    return join(this.#folder, `${name}.json`);
  }
}
