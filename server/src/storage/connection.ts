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
    // A commit adds some bytes to the end of each log it writes: small pages, in a file that is made now.
    db.exec('pragma page_size = 1024');
    db.exec('pragma journal_mode = wal; pragma synchronous = full; pragma fullfsync = on; pragma secure_delete = on');
    // 8 MB: the ends of some hundred logs, so that a commit reads nothing. The reader's thread copies the write-ahead log;
    // where it cannot, the writer does it at 64 MB.
    db.exec('pragma cache_size = -8000; pragma wal_autocheckpoint = 64000; pragma journal_size_limit = 67108864');
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

/** A connection that changes nothing, and may copy the write-ahead log into the file; which must exist. */
export function openHelper(path: string): DatabaseSync {
  const db = new DatabaseSync(path, { timeout: BUSY_TIMEOUT });
  db.exec('pragma query_only = on; pragma synchronous = full; pragma fullfsync = on; pragma cache_size = -1000');
  return db;
}
