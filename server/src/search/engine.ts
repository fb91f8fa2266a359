/** The index over two connections, synchronous: the thread of `sqlite.ts` and the fake of `memory.ts` both run it. */
import type { DatabaseSync } from 'node:sqlite';
import type { DocumentKey } from '../storage/store.ts';
import { isDamage, isUnusable } from './file.ts';
import { createIndexing, type Indexing } from './indexing.ts';
import type { SearchPage, Stale, Wanted } from './index-port.ts';
import { createPlaces } from './places.ts';
import { createNumbers } from './scopes.ts';
import { createSearching } from './searching.ts';
import { createStored } from './stored.ts';

export interface SearchEngine {
  update(document: DocumentKey): boolean;
  stale(after: number): Stale;
  search(wanted: Wanted): SearchPage;
  erase(document: DocumentKey): void;
  close(): void;
}

export interface EngineOptions {
  /** A connection that only reads the main database; closed with the engine where it is the engine's own. */
  readonly main: DatabaseSync;
  /** Opens the index; with `anew` an empty one in the place of one that is damaged. */
  open(anew: boolean): DatabaseSync;
}

export function createEngine({ main, open }: EngineOptions): SearchEngine {
  const stored = createStored(main);
  let parts = begin();

  function begin(): ReturnType<typeof prepare> {
    try {
      return prepare(open(false));
    } catch (error) {
      if (!isUnusable(error)) throw error;
      return prepare(open(true));
    }
  }

  function prepare(db: DatabaseSync): { db: DatabaseSync; indexing: Indexing; search: (wanted: Wanted) => SearchPage } {
    try {
      const common = { db, stored, numbers: createNumbers(db), places: createPlaces(db) };
      const indexing = createIndexing(common);
      return { db, indexing, search: createSearching({ ...common, align: indexing.align }) };
    } catch (error) {
      db.close();
      throw error;
    }
  }

  /** Where the index is damaged it begins anew; whoever has asked hears of it, and feeds it again. */
  function run<T>(call: (now: typeof parts) => T): T {
    try {
      return call(parts);
    } catch (error) {
      if (isDamage(error)) {
        parts.db.close();
        parts = prepare(open(true));
      }
      throw error;
    }
  }

  return {
    update: (document) => run(({ indexing }) => indexing.update(document)),
    stale: (after) => run(({ indexing }) => indexing.stale(after)),
    search: (wanted) => run(({ search }) => search(wanted)),
    erase: (document) => run(({ indexing }) => indexing.erase(document)),
    close: () => parts.db.close(),
  };
}
