/** What is the same in every run of the fuzz. */
import { documentName, type DocumentKind } from '@fireside/protocol';
import type { SyncLimits } from '../limits.ts';

/** What a run needs replaced: then nothing happens in it by the real time. */
export const CLOCKS = ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'] as const;

export const NAMES: Readonly<Record<DocumentKind, string>> = {
  session: documentName({ kind: 'session', session: 'one' }),
  mentorship: documentName({ kind: 'mentorship', mentorship: 'anna-bo' }),
  private: documentName({ kind: 'private', mentorship: 'anna-bo', person: 'anna' }),
};
export const OPERATIONS = 100;
/** Small enough that a run meets each of them. */
export const LIMITS: Partial<SyncLimits> = {
  partBytes: 500,
  echoBytes: 200,
  lag: { bytes: 400, time: 30_000 },
  evictAfter: 1_000,
  compactAfter: { rows: 15, bytes: 4_000 },
  retries: [5, 10],
};
