/** One server for one data folder: a second writer would make the first one's memory of the log wrong. */
import { DatabaseSync } from 'node:sqlite';

/**
 * Takes the lock beside the database at `path` and answers what gives it back. It is a lock of the kernel on an empty
 * database, so it ends with its process, however that ends.
 * @throws where another one has it
 */
export function lockDatabase(path: string): () => void {
  const lock = new DatabaseSync(`${path}.lock`, { timeout: 0 });
  try {
    lock.exec('begin exclusive');
  } catch (error) {
    lock.close();
    if (!isBusy(error)) throw error;
    throw new Error(`Another server is using the data in ${path}; stop it, or set FIRESIDE_DATA to another folder.`, {
      cause: error,
    });
  }
  return () => lock.close();
}

// SQLITE_BUSY of https://www.sqlite.org/rescode.html
function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && (Number(error.errcode) & 0xff) === 5;
}
