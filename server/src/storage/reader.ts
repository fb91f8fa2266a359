/** Kysely over `node:sqlite`, for reading: what is written goes through `SyncStore.commit`. */
import { Kysely, SqliteDialect, type SqliteDatabase } from 'kysely';
import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { Tables } from './schema.ts';

const inputs = (parameters: readonly unknown[]) => parameters as readonly SQLInputValue[];

/** `db` is read-only, and the reader's own. */
export function createReader(db: DatabaseSync): Kysely<Tables> {
  return readThrough({
    close: () => db.close(),
    prepare(query) {
      const statement = db.prepare(query);
      return {
        reader: statement.columns().length > 0,
        all: (parameters) => statement.all(...inputs(parameters)),
        run: (parameters) => statement.run(...inputs(parameters)),
        iterate: (parameters) => statement.iterate(...inputs(parameters)),
      };
    },
  });
}

/**
 * A reader on the writer's own connection, for a database in memory, which nothing else can open. Each statement runs at
 * once and read-only; a transaction is nothing, because a statement is never interrupted.
 */
export function createReaderOnWriter(db: DatabaseSync): Kysely<Tables> {
  function readOnly<T>(run: () => T): T {
    db.exec('pragma query_only = on');
    try {
      return run();
    } finally {
      db.exec('pragma query_only = off');
    }
  }
  const nothing = {
    reader: false,
    all: () => [],
    run: () => ({ changes: 0, lastInsertRowid: 0 }),
    iterate: () => [].values(),
  };
  return readThrough({
    close: () => undefined,
    prepare(query) {
      if (/^(begin|commit|rollback)\b/i.test(query)) return nothing;
      const statement = db.prepare(query);
      const all = (parameters: readonly unknown[]) => readOnly(() => statement.all(...inputs(parameters)));
      return {
        reader: statement.columns().length > 0,
        all,
        run: (parameters) => readOnly(() => statement.run(...inputs(parameters))),
        iterate: (parameters) => all(parameters).values(),
      };
    },
  });
}

function readThrough(database: SqliteDatabase): Kysely<Tables> {
  return new Kysely<Tables>({ dialect: new SqliteDialect({ database }) });
}
