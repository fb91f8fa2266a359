/** The file of the index: made where there is none, made anew where it is damaged or of another version. */
import { rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { INDEX_VERSION, indexSchema } from './file-schema.ts';

/** Opens the index at `path`; with `anew`, an empty one in its place. */
export function openIndexFile(path: string, anew: boolean): DatabaseSync {
  if (anew) removeFile(path);
  try {
    return openOrMake(path);
  } catch (error) {
    if (!isDamage(error) && !(error instanceof OtherVersion)) throw error;
    removeFile(path);
    return openOrMake(path);
  }
}

/** What SQLite says of a file that is none of its own, or is no longer. */
export function isDamage(error: unknown): boolean {
  // SQLITE_CORRUPT and SQLITE_NOTADB of https://www.sqlite.org/rescode.html; the upper bits say more.
  return error instanceof Error && 'errcode' in error && [11, 26].includes(Number(error.errcode) & 0xff);
}

/** Whether tables that are not as they were made could be why it cannot be opened; nothing that passes, such as a full disk. */
export function isUnusable(error: unknown): boolean {
  // SQLITE_ERROR: a virtual table whose own tables are damaged says no more.
  return isDamage(error) || (error instanceof Error && 'errcode' in error && error.errcode === 1);
}

/** Tables in an empty database. */
export function makeIndex(db: DatabaseSync): void {
  db.exec('begin immediate');
  try {
    db.exec(indexSchema);
    db.exec('commit');
  } catch (error) {
    if (db.isTransaction) db.exec('rollback');
    throw error;
  }
}

class OtherVersion extends Error {
  override readonly name = 'OtherVersion';
}

function openOrMake(path: string): DatabaseSync {
  const db = new DatabaseSync(path);
  try {
    // NORMAL: power loss takes back what came last, and damages nothing; the documents say what is missing
    // (https://www.sqlite.org/pragma.html#pragma_synchronous).
    db.exec('pragma journal_mode = wal; pragma synchronous = normal; pragma secure_delete = on');
    // A checkpoint waits for the disk, and whoever saves with it: at every 4,000 pages (16 MB), instead of 1,000.
    db.exec('pragma cache_size = -32000; pragma journal_size_limit = 16777216; pragma wal_autocheckpoint = 4000');
    const version = Number(db.prepare('pragma user_version').get()?.user_version);
    const isEmpty = db.prepare('select 1 from sqlite_schema limit 1').get() === undefined;
    if (isEmpty) makeIndex(db);
    else if (version !== INDEX_VERSION) throw new OtherVersion();
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function removeFile(path: string): void {
  for (const file of [path, `${path}-wal`, `${path}-shm`]) rmSync(file, { force: true });
}
