/** Connections to the SQLite file, as the promise of "saved" needs them. */
import { DatabaseSync } from 'node:sqlite';
import { migrate } from './migrations.ts';

/** Milliseconds that a statement waits for another process, such as a backup. */
const BUSY_TIMEOUT = 5_000;

/** The one connection that writes, migrated. */
export function openWriter(path: string): DatabaseSync {
  const db = new DatabaseSync(path, { timeout: BUSY_TIMEOUT, enableForeignKeyConstraints: true });
  try {
    // FULL: a commit is on the disk when it returns; with NORMAL, power loss would take back what was called saved
    // (https://www.sqlite.org/pragma.html#pragma_synchronous). fullfsync: the same on macOS.
    db.exec('pragma journal_mode = wal; pragma synchronous = full; pragma fullfsync = on; pragma secure_delete = on');
    migrate(db);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** A connection that can only read; the file must exist. */
export function openReader(path: string): DatabaseSync {
  return new DatabaseSync(path, { readOnly: true, timeout: BUSY_TIMEOUT });
}
