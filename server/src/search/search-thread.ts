/** The thread of the index: it reads the main database beside its writer, and nothing waits for it but searches. */
import { setPriority } from 'node:os';
import { workerData } from 'node:worker_threads';
import { answerCalls } from '../storage/answering.ts';
import { openReader } from '../storage/connection.ts';
import { createEngine, type SearchEngine } from './engine.ts';
import { openIndexFile } from './file.ts';

// Of this thread alone: commits and sockets go before it.
setPriority(0, 10);
const { path, main: mainPath } = workerData as { path: string; main: string };
const main = openReader(mainPath);
const engine = createEngine({ main, open: (anew) => openIndexFile(path, anew) });

answerCalls<SearchEngine>({
  ...engine,
  close() {
    engine.close();
    main.close();
  },
});
