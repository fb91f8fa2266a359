/** Transactions on one synchronous connection. */
import type { DatabaseSync } from 'node:sqlite';

export type Transact = <T>(run: () => T) => T;

/** `immediate` for writing; `deferred` reads one moment, whatever others commit meanwhile. */
export function createTransact(db: DatabaseSync, kind: 'immediate' | 'deferred'): Transact {
  const begin = db.prepare(`begin ${kind}`);
  const commit = db.prepare('commit');
  // Each answers the last rowid, whatever wrote it, and that may be larger than a number takes.
  for (const statement of [begin, commit]) statement.setReadBigInts(true);
  return (run) => {
    begin.run();
    try {
      const result = run();
      commit.run();
      return result;
    } catch (error) {
      // A full disk or an I/O error may have rolled back by itself (https://www.sqlite.org/lang_transaction.html).
      if (db.isTransaction) db.exec('rollback');
      throw error;
    }
  };
}
