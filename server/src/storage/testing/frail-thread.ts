/** A thread that dies when it is asked to. */
import { workerData } from 'node:worker_threads';
import { answerCalls } from '../answering.ts';
import { CommitConflict } from '../store.ts';

const { broken } = workerData as { broken: boolean };
if (broken) throw new Error('The file cannot be opened.');

export interface FrailCalls {
  add(a: number, b: number): number;
  refuse(): never;
  /** Never answers. */
  die(): void;
}

answerCalls<FrailCalls>({
  add: (a, b) => a + b,
  refuse: () => {
    throw new CommitConflict('no');
  },
  die: () => process.exit(),
  close: () => undefined,
});
