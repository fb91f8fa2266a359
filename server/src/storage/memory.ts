/** The fake `SyncStore`: the same log over a database in memory, without a thread. It forgets everything when closed. */
import { DatabaseSync } from 'node:sqlite';
import { CommitQueue } from './commit-queue.ts';
import { createLog } from './log.ts';
import { migrate } from './migrations.ts';
import { createReaderOnWriter } from './reader.ts';
import type { Storage } from './store.ts';

export function openMemory(): Storage {
  const db = new DatabaseSync(':memory:');
  migrate(db);
  const log = createLog(db, Date.now);
  let closed: Promise<void> | null = null;

  const queue = new CommitQueue(async (commits) => log.commit(commits));
  const inOrder = <T>(task: () => T) => queue.run(async () => task());
  const refuseWhenClosed = async <T>(ask: () => Promise<T>): Promise<T> => {
    if (closed) throw new Error('The storage is closed.');
    return ask();
  };

  return {
    reader: createReaderOnWriter(db),
    store: {
      commit: (commit) => refuseWhenClosed(() => queue.commit(commit)),
      load: (document) => refuseWhenClosed(() => inOrder(() => log.load(document))),
      epoch: (document) => refuseWhenClosed(() => inOrder(() => log.epoch(document))),
      compact: (document) => refuseWhenClosed(() => inOrder(() => log.compact(document))),
      erase: (document) => refuseWhenClosed(() => inOrder(() => log.erase(document))),
      close: () => (closed ??= inOrder(() => db.close())),
    },
  };
}
