/** What a row of the bench is: work that is done to each server, and the figures that come of it. */
import type { ReportedRow, Sample } from '../../report/row.ts';
import type { ServerKind } from '../servers/kind.ts';

export interface Row extends ReportedRow {
  readonly servers: readonly ServerKind[];
  /** Once is enough, however many runs there are: it takes long by itself. */
  readonly once?: true;
  measure(kind: ServerKind, options: Options): Promise<Sample>;
}

export interface Options {
  /** How long the churn goes on. */
  readonly minutes: number;
  /** Folder for CPU profiles of what is measured; measured is then also the profiler. */
  readonly profiles: string | null;
}
