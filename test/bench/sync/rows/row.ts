/** What a row of the bench is: work that is done to each server, and the figures that come of it. */
import type { ServerKind } from '../servers/kind.ts';

/** Figures that tell whether the machine was quiet: of the server's core what others used, and how late the load was. */
export const OTHERS = 'others on its core %';
export const LATE = 'load late at most ms';

/** What one server showed in one run. */
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
  /** @param run the samples of one run by server; NaN where a server took no part */
  of(run: (server: string) => Readonly<Record<string, number>> | undefined): number;
  /** The figure must be at most so much, and we aim at so much. */
  readonly must?: number;
  readonly aim?: number;
}

export interface Row {
  readonly name: string;
  /** The work, in one line. */
  readonly about: string;
  readonly servers: readonly ServerKind[];
  /** Once is enough, however many runs there are: it takes long by itself. */
  readonly once?: true;
  measure(kind: ServerKind, options: Options): Promise<Sample>;
  readonly figures: readonly Figure[];
}

export interface Options {
  /** How long the churn goes on. */
  readonly minutes: number;
  /** Folder for CPU profiles of what is measured; measured is then also the profiler. */
  readonly profiles: string | null;
}

/** A figure of one server as it was measured, divided by `by`. */
export function plain(server: string, name: string, by = 1): Figure['of'] {
  return (run) => (run(server)?.[name] ?? Number.NaN) / by;
}

/** A figure of ours, or of another, against the same figure of a rival in the same run. */
export function against(rival: string, name: string, server = 'ours'): Figure['of'] {
  return (run) => (run(server)?.[name] ?? Number.NaN) / (run(rival)?.[name] ?? Number.NaN);
}
