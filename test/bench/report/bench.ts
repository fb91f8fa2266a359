/** A bench from its command line to its page of results: rows, each of which takes all its rivals in the same runs. */
import process from 'node:process';
import { parseArgs } from 'node:util';
import { Results } from './files.ts';
import type { ReportedRow, Sample } from './row.ts';
import { measureRuns } from './runs.ts';
import { faultsOf, table, type Result } from './table.ts';

/** One of those that do the same work: ours, and what it is measured against. */
export interface Rival {
  readonly name: string;
  /** One line for the report: what it is. */
  readonly about: string;
}

export interface BenchRow extends ReportedRow {
  readonly rivals: readonly Rival[];
  /** So many runs are enough, however many are asked for: it takes long by itself, or says the same each time. */
  readonly runs?: number;
  /** Starts what all runs share: servers, browsers, networks. What cannot be had on this machine is thrown in a sentence. */
  open(): Promise<OpenRow>;
}

export interface OpenRow {
  /** One run of one rival. What went wrong in it is a fault of the sample, or thrown. */
  measure(rival: string): Promise<Sample>;
  /** Ends everything that `open` and the runs started. */
  close(): Promise<void>;
}

export interface Bench {
  readonly rows: readonly BenchRow[];
  /** How many runs where nobody says. */
  readonly runs: number;
  /** The folder of the results. */
  readonly folder: string;
  /** The lines at the top of their page, before those that say what each rival is. */
  readonly introduction: readonly string[];
}

/**
 * Measures the rows that the command line names, or all. Sets the exit code to 1 where something was wrong or could not be
 * measured, never because it was slow. @throws Error where there is no such row
 */
export async function runBench({ rows, runs: usually, folder, introduction }: Bench): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { runs: { type: 'string', default: String(usually) }, only: { type: 'string' } },
  });
  const only = values.only?.split(',');
  const unknown = positionals.filter((name) => !rows.some((row) => row.name === name));
  if (unknown.length > 0)
    throw new Error(`No such row: ${unknown.join(', ')}. There are ${rows.map(({ name }) => name).join(', ')}.`);
  const chosen = positionals.length > 0 ? rows.filter(({ name }) => positionals.includes(name)) : rows;
  const abouts = new Map(rows.flatMap((row) => row.rivals.map(({ name, about }) => [name, about])));
  const kept = new Results(folder, [
    ...introduction,
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
}
