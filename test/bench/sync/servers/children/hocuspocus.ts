/**
 * The process of a Hocuspocus 4.7 server. Its SQLite extension needs better-sqlite3, an addon that cannot be built for this
 * Node; so the extension's table and statements (@hocuspocus/extension-sqlite 4.7) stand here over node:sqlite. Both are
 * synchronous bindings of the same library with the same defaults (rollback journal, synchronous FULL).
 */
import process from 'node:process';
import { DatabaseSync } from 'node:sqlite';
import { Database } from '@hocuspocus/extension-database';
import { Server } from '@hocuspocus/server';

const db = new DatabaseSync(process.env['DATABASE']!);
db.exec('CREATE TABLE IF NOT EXISTS "documents" ("name" varchar(255) NOT NULL, "data" blob NOT NULL, UNIQUE(name))');

const server = new Server({
  address: '127.0.0.1',
  port: Number(process.env['PORT']),
  quiet: true,
  extensions: [
    new Database({
      fetch: async ({ documentName }) => {
        const row = db
          .prepare('SELECT data FROM "documents" WHERE name = $name ORDER BY rowid DESC')
          .get({ name: documentName });
        return (row?.['data'] as Uint8Array | undefined) ?? null;
      },
      store: async ({ documentName, state }) => {
        db.prepare(
          'INSERT INTO "documents" ("name", "data") VALUES ($name, $data) ON CONFLICT(name) DO UPDATE SET data = $data',
        ).run({ name: documentName, data: state });
      },
    }),
  ],
});
await server.listen();
