/** Takes copies of erased documents out of the files. */
import type { DocumentLog } from './log.ts';
import type { Remote } from './thread.ts';

/** Milliseconds between two tries to cut the write-ahead log, and in all. */
const AGAIN = 20;
const WITHIN = 5_000;

/**
 * One cleaning is enough for all who have erased before it begins.
 * @throws (what is answered) where the disk fails, or a reader keeps old pages for long: the next one tries again
 */
export function createCleaning(writer: Remote<Pick<DocumentLog, 'rewrite' | 'cutLog'>>): () => Promise<void> {
  let cleaning: Promise<void> = Promise.resolve();
  let next: Promise<void> | null = null;

  async function run(): Promise<void> {
    next = null;
    await writer.rewrite();
    const last = performance.now() + WITHIN;
    while (!(await writer.cutLog())) {
      if (performance.now() > last) throw new Error('Erased, but a reader keeps old pages in the write-ahead log.');
      await new Promise((resolve) => setTimeout(resolve, AGAIN));
    }
  }

  return () => {
    if (!next) next = cleaning = cleaning.then(run, run);
    return next;
  };
}
