/** What a row of the bench of calls is. */
import type { ReportedRow, Sample } from '../report/row.ts';

/** One of those that do the same work: our call, another client, or what the browser does by itself. */
export interface Rival {
  readonly name: string;
  /** One line for the report: what it is. */
  readonly about: string;
}

/** Those that take part in several rows: a name says the same in all of them. */
export const OURS: Rival = {
  name: 'ours',
  about: 'Fireside: the built widget in the example intranet, on its server',
};
export const OURS_ON_LIVEKIT: Rival = {
  name: 'sfu',
  about: 'Fireside on LiveKit: the same widget and server, with the call on livekit-server 1.13.5',
};
export const LIVEKIT: Rival = {
  name: 'livekit',
  about: 'livekit-client on livekit-server 1.13.5, a bare page, as it comes',
};

export interface CallRow extends ReportedRow {
  readonly rivals: readonly Rival[];
  /** So many runs are enough, however many are asked for: it takes long by itself. */
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
