/** Hocuspocus as its users run it: default debounce, one SQLite file with the statements of its own extension-sqlite. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Database } from '@hocuspocus/extension-database';
import { Server } from '@hocuspocus/server';
import { freePort } from '../../e2e/support/ports.ts';
import { obey, say } from './program.ts';

async function start(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const db = new DatabaseSync(join(folder, 'hocuspocus.sqlite'));
  db.exec('create table if not exists "documents" ("name" varchar(255) not null, "data" blob not null, unique(name))');
  const select = db.prepare('select data from "documents" where name = $name');
  const upsert = db.prepare(
    'insert into "documents" ("name", "data") values ($name, $data) on conflict(name) do update set data = $data',
  );
  const port = await freePort(); // it takes port 0 for "none"
  const server = new Server({
    port,
    address: '127.0.0.1',
    quiet: true,
    stopOnSignals: false,
    extensions: [
      new Database({
        fetch: async ({ documentName }) => (select.get({ name: documentName })?.['data'] as Uint8Array) ?? null,
        store: async ({ documentName, state }) => void upsert.run({ name: documentName, data: state }),
      }),
    ],
  });
  await server.listen();
  say('listening', { url: `ws://127.0.0.1:${port}` });
}

void obey(({ command, ...fields }) => {
  if (command === 'start') void start(fields['folder'] as string);
});
say('ready');
