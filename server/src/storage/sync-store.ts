/**
 * `SyncStore` over a writer and a reader, wherever they run. Commits have their queue; loads and compactions go beside it, so
 * that they hold up nothing, and everything that they tell the writer names the epoch that they have read.
 */
import type { CommitQueue } from './commit-queue.ts';
import type { DocumentLog } from './log.ts';
import type { DocumentReading } from './reading.ts';
import type { DocumentKey, StoredDocument, SyncStore } from './store.ts';
import type { Remote } from './thread.ts';

export interface StoreParts {
  readonly queue: CommitQueue;
  readonly writer: Remote<Omit<DocumentLog, 'commit'>>;
  readonly reader: Remote<DocumentReading>;
  /** Takes what was erased out of the files. */
  readonly clean: () => Promise<void>;
  /** Called once, when nothing is under way. */
  readonly end: () => Promise<void>;
}

/** Updates that are dropped in one transaction after a compaction: some 2 ms in which commits wait. */
const DROP = 1_000;
export function createStore({ queue, writer, reader, clean, end }: StoreParts): SyncStore {
  const underWay = new Set<Promise<unknown>>();
  let closed: Promise<void> | null = null;

  /** Refuses when closed; what is under way is waited for at the end. */
  function whileOpen<T>(run: () => Promise<T>): Promise<T> {
    if (closed) return Promise.reject(new Error('The storage is closed.'));
    const running = run();
    underWay.add(running);
    const done = (): void => void underWay.delete(running);
    running.catch(() => undefined).finally(done); // the caller hears how it ended
    return running;
  }

  async function load(document: DocumentKey): Promise<StoredDocument> {
    await queue.settled();
    const loaded = await reader.load(document);
    if (!loaded) return { epoch: 1, snapshot: null, updates: [], clients: new Map(), quarantined: [] };
    const { target, stored, unreadable } = loaded;
    return { ...stored, quarantined: unreadable.length > 0 ? await writer.putAside(target, unreadable) : [] };
  }

  async function compact(document: DocumentKey): Promise<void> {
    await queue.settled();
    const plan = await reader.plan(document);
    if (!plan) return;
    const { target, unreadable, add, keep } = plan;
    if (unreadable.length > 0) throw new Error('The log has rows that cannot be read: the next load puts them aside.');
    if (add && !(await writer.addSnapshot(target, add))) return; // erased, or another compaction was quicker
    if (!keep) return;
    const proven = await reader.proves(target, keep);
    if (proven === null) return;
    if (!proven) throw new Error('The snapshot does not read back from the disk: what it was made of stays.');
    while (await writer.dropCovered(target, keep.upto, DROP));
  }

  async function erase(document: DocumentKey): Promise<number> {
    const epoch = await queue.run(() => writer.erase(document));
    await clean();
    return epoch;
  }

  async function close(): Promise<void> {
    await queue.settled();
    await Promise.allSettled(underWay);
    await end();
  }

  return {
    commit: (commit) => (closed ? Promise.reject(new Error('The storage is closed.')) : queue.commit(commit)),
    load: (document) => whileOpen(() => load(document)),
    compact: (document) => whileOpen(() => compact(document)),
    erase: (document) => whileOpen(() => erase(document)),
    close: () => (closed ??= close()),
  };
}
