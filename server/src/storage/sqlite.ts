/** `SyncStore` on a SQLite file: one writer in its own thread, a thread that reads and folds, and a reader for rows. */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { createCleaning } from './cleaning.ts';
import { CommitQueue } from './commit-queue.ts';
import { openReader } from './connection.ts';
import { lockDatabase } from './lock.ts';
import type { CommitResult } from './log.ts';
import { fromWire, READER_CALLS, WRITER_CALLS, type ReaderCalls, type WriterCalls } from './messages.ts';
import { pack } from './packing.ts';
import { createReader } from './reader.ts';
import type { Commit, Storage } from './store.ts';
import { createStore } from './sync-store.ts';
import { Thread, type Remote } from './thread.ts';

/** Milliseconds from the start of one batch to the start of the next under load: an fsync costs as much CPU as three updates. */
const BATCH_WINDOW = 3;

/**
 * Opens (or makes) the database at `path`, brings it to the newest schema and answers the writer and a reader.
 * @throws where the file cannot be opened, was written by a newer server, or another server is using it
 */
export async function openSqlite({ path, signal }: { path: string; signal?: AbortSignal }): Promise<Storage> {
  signal?.throwIfAborted();
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const unlock = lockDatabase(path);
  const writing = startThread('writer', path);
  try {
    await writing.ready;
    return await storageOver(writing, { path, unlock, signal });
  } catch (error) {
    await writing.close();
    unlock();
    throw error;
  }
}

interface Opened {
  readonly path: string;
  readonly unlock: () => void;
  readonly signal: AbortSignal | undefined;
}

async function storageOver(writing: Thread, { path, unlock, signal }: Opened): Promise<Storage> {
  const writer = writing.remote<WriterCalls>(WRITER_CALLS);
  const db = openReader(path);
  const rows = createReader(db);
  const clean = createCleaning(writer);
  // Copies of what was erased, left by a crash: where it fails now, the next erase or start does it.
  if (await writer.needsRewrite()) await clean().catch(() => undefined);
  const reading = startThread('reader', path);
  const reader = reading.remote<ReaderCalls>(READER_CALLS);
  const end = async (): Promise<void> => {
    await rows.destroy();
    if (db.isOpen) db.close(); // Kysely closes only what it has used
    await reading.close();
    await writing.close(); // last, so that it puts everything into the file and takes the write-ahead log away
    unlock();
  };
  const queue = new CommitQueue(committing(writer, reader), BATCH_WINDOW);
  const store = createStore({ queue, writer, reader, clean, end });
  signal?.addEventListener('abort', () => void store.close(), { once: true });
  return { store, reader: rows };
}

function committing(writer: Remote<WriterCalls>, reader: Remote<ReaderCalls>) {
  let copying = false;
  /** The reader copies most of the write-ahead log beside the commits, the writer the little that has come meanwhile. */
  async function copyLog(): Promise<void> {
    if (copying) return;
    copying = true;
    try {
      await reader.checkpoint();
      await writer.checkpoint();
    } finally {
      copying = false;
    }
  }

  return async (commits: readonly Commit[]) => {
    const { failed, grown } = await writer.commit(pack(commits));
    // Where it fails, the log grows on, and the next look tries again; the commits say what is wrong with the disk.
    if (grown) copyLog().catch(() => undefined);
    const results: CommitResult[] = commits.map(() => null);
    for (const [index, error] of failed) results[index] = fromWire(error);
    return results;
  };
}

/** In development the source runs as it is, published it is JavaScript: the thread has the ending of this file. */
function startThread(role: 'writer' | 'reader', path: string): Thread {
  const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const file = new URL(`./${role}-thread.${ending}`, import.meta.url);
  return new Thread({ file, name: `fireside-${role}`, workerData: { path } });
}
