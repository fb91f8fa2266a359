/** The migrations of the one database, in order. A released one never changes: a new one is added at the end. */
import type { DatabaseSync } from 'node:sqlite';
import { addendaMigration, callsMigration, recapLinesMigration, sessionsMigration } from '../sessions/schema.ts';
import { clientsMigration, documentsMigration, upkeepMigration } from './schema.ts';

export const migrations: readonly string[] = [
  documentsMigration,
  sessionsMigration,
  clientsMigration,
  upkeepMigration,
  callsMigration,
  addendaMigration,
  recapLinesMigration,
];

/**
 * Brings a database to the newest schema in one transaction; `user_version` counts the migrations that it has.
 * @throws where newer code has written it: older code must not touch what it does not know
 */
export function migrate(db: DatabaseSync): void {
  db.exec('begin immediate');
  try {
    const version = Number(db.prepare('pragma user_version').get()?.user_version);
    if (version > migrations.length) {
      throw new Error(
        `The database has schema ${version}, this server knows ${migrations.length}: start a newer server.`,
      );
    }
    for (const migration of migrations.slice(version)) db.exec(migration);
    db.exec(`pragma user_version = ${migrations.length}`);
    db.exec('commit');
  } catch (error) {
    db.exec('rollback');
    throw error;
  }
}
