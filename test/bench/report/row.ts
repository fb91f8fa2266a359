/** What the report needs of a row of any bench: work that is done to each of some rivals, and the figures that come of it. */

/** Figures that tell whether the machine was quiet: of the server's core what others used, and how late the load was. */
export const OTHERS = 'others on its core %';
export const LATE = 'load late at most ms';

/** What one rival showed in one run. */
export interface Sample {
  /** By name, in the unit that the name ends with (µs, ms, bytes …); kept raw in the results. */
  readonly figures: Readonly<Record<string, number>>;
  /** What must not be. One is enough to fail the row, however fast it was. */
  readonly faults: readonly string[];
}

/** A figure of the report: out of each run's samples, then the median of the runs. */
export interface Figure {
  readonly what: string;
  readonly unit: string;
  /** @param run the samples of one run by rival; NaN where a rival took no part */
  of(run: (rival: string) => Readonly<Record<string, number>> | undefined): number;
  /** The figure must be at most so much, and we aim at so much. */
  readonly must?: number;
  readonly aim?: number;
}

export interface ReportedRow {
  readonly name: string;
  /** The work, in one line. */
  readonly about: string;
  readonly figures: readonly Figure[];
}

/** A figure of one rival as it was measured, divided by `by`. */
export function plain(rival: string, name: string, by = 1): Figure['of'] {
  return (run) => (run(rival)?.[name] ?? Number.NaN) / by;
}

/** A figure of ours, or of another, against the same figure of a rival in the same run. */
export function against(rival: string, name: string, one = 'ours'): Figure['of'] {
  return (run) => (run(one)?.[name] ?? Number.NaN) / (run(rival)?.[name] ?? Number.NaN);
}
