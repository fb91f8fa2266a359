/** The thread that loads and folds documents: neither a big one nor a compaction holds up a commit. */
import { setPriority } from 'node:os';
import { workerData } from 'node:worker_threads';
import { answerCalls } from './answering.ts';
import { openHelper } from './connection.ts';
import type { ReaderCalls } from './messages.ts';
import { createReading } from './reading.ts';

// Of this thread alone: commits and sockets go before loading, folding and copying.
setPriority(0, 10);
const db = openHelper((workerData as { path: string }).path);

answerCalls<ReaderCalls>({
  ...createReading(db),
  checkpoint: () => db.exec('pragma wal_checkpoint(passive)'),
  close: () => db.close(),
} as ReaderCalls & { close(): void });
