/** `SearchIndex` on a SQLite file of its own, in a thread of its own. */
import { Thread, type Remote } from '../storage/thread.ts';
import type { SearchEngine } from './engine.ts';
import type { SearchIndex } from './index-port.ts';

/** Milliseconds before the thread is started again: what keeps it from opening the index, somebody has to mend. */
const BACK_OFF = { first: 500, most: 60_000 };
const CALLS = ['update', 'stale', 'search', 'erase'] as const satisfies readonly (keyof SearchEngine)[];

/**
 * The index at `path` of the database at `main`, which is there already. Its thread starts with the first call: a server's own
 * start does not wait for it. Where it cannot be opened, calls are refused and it is tried again: nothing but searches needs it.
 */
export function openSqliteIndex({ path, main }: { path: string; main: string }): SearchIndex {
  // In development the source runs as it is, published it is JavaScript: the thread has the ending of this file.
  const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const file = new URL(`./search-thread.${ending}`, import.meta.url);
  let thread: Thread | null = null;
  let closed: Promise<void> | null = null;
  const ask = (call: string, args: readonly unknown[]): Promise<unknown> => {
    if (closed) return Promise.reject(new Error('The index is closed.'));
    thread ??= new Thread({ file, name: 'fireside-search', workerData: { path, main }, backOff: BACK_OFF });
    return thread.ask(call, args);
  };
  const calls = CALLS.map((call) => [call, (...args: readonly unknown[]) => ask(call, args)]);
  return {
    ...(Object.fromEntries(calls) as Remote<Pick<SearchEngine, (typeof CALLS)[number]>>),
    close: () => (closed ??= thread?.close() ?? Promise.resolve()),
  };
}
