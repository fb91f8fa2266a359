/** The fake `SearchIndex`: the same engine in this thread, over an index in memory. It forgets everything when closed. */
import { DatabaseSync } from 'node:sqlite';
import { createEngine } from './engine.ts';
import { makeIndex } from './file.ts';
import type { SearchIndex } from './index-port.ts';

/** `main`: of `openMemory`, which closes it. */
export function openMemoryIndex(main: DatabaseSync): SearchIndex {
  const engine = createEngine({
    main,
    open() {
      const db = new DatabaseSync(':memory:');
      makeIndex(db);
      return db;
    },
  });
  let closed = false;
  async function later<T>(run: () => T): Promise<T> {
    if (closed) throw new Error('The index is closed.');
    return run();
  }
  return {
    update: (document) => later(() => engine.update(document)),
    stale: (after) => later(() => engine.stale(after)),
    search: (wanted) => later(() => engine.search(wanted)),
    erase: (document) => later(() => engine.erase(document)),
    async close() {
      if (closed) return;
      closed = true;
      engine.close();
    },
  };
}
