/** The table: of each figure the median of the runs and their range, what it must be, what we aim at, and whether it is. */
import { LATE, OTHERS, type Figure, type ReportedRow, type Sample } from './row.ts';
import { median } from './statistics.ts';

/** What a quiet machine stays below: percent of the server's core, and ms. */
const QUIET = { others: 10, late: 25 };

export interface Result {
  readonly row: ReportedRow;
  /** Of each run, each rival's sample. */
  readonly runs: readonly Readonly<Record<string, Sample>>[];
}

export function table(results: readonly Result[]): string {
  const head = ['| work | figure | median | runs | must | aim | |', '|---|---|---|---|---|---|---|'];
  return [...head, ...results.flatMap(lines)].join('\n');
}

/** What the rivals did wrong, a line each. */
export function faultsOf(results: readonly Result[]): string[] {
  return results.flatMap(({ row, runs }) =>
    runs.flatMap((run, index) =>
      Object.entries(run).flatMap(([rival, { faults }]) =>
        faults.map((fault) => `✘ ${row.name}, run ${index + 1}, ${rival}: ${fault}`),
      ),
    ),
  );
}

/** Where the machine had other things to do, a line each: those figures say little. */
export function disturbancesOf(results: readonly Result[]): string[] {
  return results.flatMap(({ row, runs }) =>
    runs.flatMap((run, index) =>
      Object.entries(run).flatMap(([rival, { figures }]) => {
        const [others = 0, late = 0] = [figures[OTHERS], figures[LATE]];
        if (others <= QUIET.others && late <= QUIET.late) return [];
        const what = `others took ${short(others)} % of its core, the load was up to ${short(late)} ms late`;
        return [`! ${row.name}, run ${index + 1}, ${rival}: ${what}`];
      }),
    ),
  );
}

function lines(result: Result): string[] {
  const { row, runs } = result;
  const wrong = faultsOf([result]).length > 0;
  return row.figures.flatMap((figure) => {
    const values = runs.map((run) => figure.of((rival) => run[rival]?.figures)).filter((value) => !Number.isNaN(value));
    return values.length > 0 ? [line(row, figure, values, wrong)] : [];
  });
}

function line({ name }: ReportedRow, figure: Figure, values: readonly number[], wrong: boolean): string {
  const { what, unit, must, aim } = figure;
  const withUnit = (text: string): string => `${text} ${unit}`.trim();
  const limit = (most: number | undefined): string => (most === undefined ? '' : withUnit(`≤ ${most}`));
  const value = median(values);
  const range = values.length > 1 ? `${short(Math.min(...values))} – ${short(Math.max(...values))}` : '';
  // Fast and wrong is not fast.
  const verdict = wrong ? '✘ something was wrong' : verdictOn(value, figure);
  return `| ${[name, what, withUnit(short(value)), range, limit(must), limit(aim), verdict].join(' | ')} |`;
}

function verdictOn(value: number, { must, aim }: Figure): string {
  if (must === undefined && aim === undefined) return '';
  if (must !== undefined && value > must) return '✘ not met';
  if (aim === undefined) return '✔ met';
  if (value <= aim) return '✔ aim met';
  return must === undefined ? '✘ aim not met' : '✔ met';
}

function short(value: number): string {
  if (Number.isInteger(value) || Math.abs(value) >= 100) return value.toFixed(0);
  return value.toPrecision(3);
}
