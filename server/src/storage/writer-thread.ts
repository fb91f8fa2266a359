/** The thread of the one writer: an fsync must never hold up the sockets. */
import { workerData } from 'node:worker_threads';
import { answerCalls } from './answering.ts';
import { openWriter } from './connection.ts';
import { createLog } from './log.ts';
import { toWire, type WireError, type WriterCalls } from './messages.ts';
import { unpack } from './packing.ts';

/** Pages in the write-ahead log after which it is copied into the file. */
const GROWN = 16_000;
/** Commits between two looks at it: each costs as much as an update. */
const LOOK = 64;

const db = openWriter((workerData as { path: string }).path);
const log = createLog(db, Date.now);
// Looks only, and copies nothing (https://www.sqlite.org/pragma.html#pragma_wal_checkpoint).
const pages = db.prepare('pragma wal_checkpoint(noop)');
let commits = 0;

function hasGrown(): boolean {
  commits += 1;
  if (commits % LOOK !== 0) return false;
  const { log: all, checkpointed } = pages.get() as { log: number; checkpointed: number };
  return all - checkpointed > GROWN;
}

answerCalls<WriterCalls>({
  ...log,
  commit(batch) {
    const failed: [number, WireError][] = [];
    log.commit(unpack(batch)).forEach((result, index) => {
      if (result) failed.push([index, toWire(result)]);
    });
    return { failed, grown: hasGrown() };
  },
  checkpoint: () => db.exec('pragma wal_checkpoint(passive)'),
  close: () => db.close(),
} as WriterCalls & { close(): void });
