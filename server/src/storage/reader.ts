/** Kysely over `node:sqlite`, for reading: what is written goes through `SyncStore.commit`. */
import { Kysely, SqliteDialect, type SqliteDatabase } from 'kysely';
import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { Tables } from './schema.ts';

const inputs = (parameters: readonly unknown[]) => parameters as readonly SQLInputValue[];

type Statement = ReturnType<SqliteDatabase['prepare']>;

/** Statements that are kept; making one takes as long as running it. */
const MAX_PREPARED = 100;

function prepareAlone(db: DatabaseSync, query: string): Statement {
  const statement = db.prepare(query);
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...inputs(parameters)),
    run: (parameters) => statement.run(...inputs(parameters)),
    // Read row by row, it must not be begun anew by the next who asks the same.
    iterate: (parameters) => db.prepare(query).iterate(...inputs(parameters)),
  };
}

/** `db` is read-only, and the reader's own. */
export function createReader(db: DatabaseSync): Kysely<Tables> {
  const known = new Map<string, Statement>();
  function prepared(query: string): Statement {
    const one = known.get(query) ?? prepareAlone(db, query);
    // The oldest one goes: a page of a list makes a query for each number of rows.
    const [oldest] = known.size === MAX_PREPARED ? known.keys() : [];
    if (oldest !== undefined) known.delete(oldest);
    known.delete(query);
    known.set(query, one);
    return one;
  }
  return readThrough({ close: () => db.close(), prepare: prepared });
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
