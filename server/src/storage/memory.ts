/** The fake `SyncStore`: the same log over a database in memory, without threads. It forgets everything when closed. */
import { DatabaseSync } from 'node:sqlite';
import { createCleaning } from './cleaning.ts';
import { CommitQueue } from './commit-queue.ts';
import { createLog } from './log.ts';
import { migrate } from './migrations.ts';
import { createReaderOnWriter } from './reader.ts';
import { createReading } from './reading.ts';
import type { Storage } from './store.ts';
import { createStore } from './sync-store.ts';
import type { Remote } from './thread.ts';

export interface MemoryStorage extends Storage {
  /** The database itself, for what is made of it beside the store. */
  readonly db: DatabaseSync;
}

export function openMemory(): MemoryStorage {
  const db = new DatabaseSync(':memory:');
  migrate(db);
  const log = createLog(db, Date.now);
  const writer = asIfRemote(log);
  const store = createStore({
    queue: new CommitQueue(async (commits) => log.commit(commits)),
    writer,
    reader: asIfRemote(createReading(db)),
    clean: createCleaning(writer),
    end: async () => db.close(),
  });
  return { store, reader: createReaderOnWriter(db), db };
}

/** Answers later, like a thread. */
function asIfRemote<Calls extends object>(calls: Calls): Remote<Calls> {
  const methods = Object.entries<(...args: unknown[]) => unknown>(calls as never);
  return Object.fromEntries(
    methods.map(([name, run]) => [name, async (...args: unknown[]) => run(...args)]),
  ) as unknown as Remote<Calls>;
}
