/** `SyncStore` on a SQLite file: one writer in its own thread, readers beside it. */
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { CommitQueue } from './commit-queue.ts';
import { openReader } from './connection.ts';
import { createReader } from './reader.ts';
import { fromWire, type Ask, type Request, type Response, type WireError } from './sqlite-messages.ts';
import type { Storage, StoredDocument, SyncStore } from './store.ts';

/** In development the source runs as it is, published it is JavaScript: the worker has the ending of this file. */
const workerFile = new URL(
  import.meta.url.endsWith('.ts') ? './sqlite-worker.ts' : './sqlite-worker.js',
  import.meta.url,
);

/**
 * Opens (or makes) the database at `path`, brings it to the newest schema and answers the writer and a reader.
 * @throws where the file cannot be opened, or was written by a newer server
 */
export async function openSqlite({ path, signal }: { path: string; signal?: AbortSignal }): Promise<Storage> {
  signal?.throwIfAborted();
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const worker = new StorageWorker(path);
  await worker.ready;
  try {
    const reader = createReader(openReader(path));
    const store = createStore(worker, () => reader.destroy());
    signal?.addEventListener('abort', () => void store.close(), { once: true });
    return { store, reader };
  } catch (error) {
    await worker.close();
    throw error;
  }
}

function createStore(worker: StorageWorker, closeReader: () => Promise<void>): SyncStore {
  const queue = new CommitQueue(async (commits) => {
    const results = (await worker.ask({ op: 'commit', commits })) as (WireError | null)[];
    return results.map((result) => (result ? fromWire(result) : null));
  });
  const inOrder = <T>(ask: Ask) => queue.run(() => worker.ask(ask) as Promise<T>);
  let closed: Promise<void> | null = null;

  return {
    commit: (commit) => queue.commit(commit),
    load: (document) => inOrder<StoredDocument>({ op: 'load', document }),
    epoch: (document) => inOrder<number>({ op: 'epoch', document }),
    compact: (document) => inOrder<void>({ op: 'compact', document }),
    erase: (document) => inOrder<number>({ op: 'erase', document }),
    close: () =>
      (closed ??= queue.run(async () => {
        await closeReader();
        await worker.close();
      })),
  };
}

/** Asks the worker and waits for its answers. Once it has ended, every question is refused with the reason. */
class StorageWorker {
  readonly ready: Promise<unknown>;
  readonly #worker: Worker;
  readonly #open = new Map<number, PromiseWithResolvers<unknown>>();
  #ended: Error | null = null;
  #lastId = 0;

  constructor(path: string) {
    this.#worker = new Worker(workerFile, { workerData: { path }, name: 'fireside-storage' });
    const opened = Promise.withResolvers<unknown>();
    this.ready = opened.promise;
    this.#open.set(0, opened);
    this.#worker.on('message', (response: Response) => this.#answer(response));
    this.#worker.on('error', (error) => this.#end(error instanceof Error ? error : new Error(String(error))));
    this.#worker.on('exit', () => this.#end(new Error('The storage is closed.')));
  }

  ask(ask: Ask): Promise<unknown> {
    if (this.#ended) return Promise.reject(this.#ended);
    const id = (this.#lastId += 1);
    const answer = Promise.withResolvers<unknown>();
    this.#open.set(id, answer);
    this.#worker.postMessage({ ...ask, id } satisfies Request);
    return answer.promise;
  }

  async close(): Promise<void> {
    if (this.#ended) return;
    const exited = once(this.#worker, 'exit');
    await this.ask({ op: 'close' });
    await exited;
  }

  #answer(response: Response): void {
    const answer = this.#open.get(response.id);
    this.#open.delete(response.id);
    if ('error' in response) answer?.reject(fromWire(response.error));
    else answer?.resolve(response.value);
  }

  #end(reason: Error): void {
    this.#ended ??= reason;
    for (const answer of this.#open.values()) answer.reject(this.#ended);
    this.#open.clear();
  }
}
