import { randomBytes } from 'node:crypto';
import type { Db } from '../sessions/rows.ts';
import { rowWrite } from '../sessions/writes.ts';
import type { SyncStore } from '../storage/store.ts';

/** The key of our tickets: made by the server at its first start, kept in its database, told to nobody. */
export async function ticketKey(db: Db, store: Pick<SyncStore, 'commit'>): Promise<Uint8Array> {
  const read = () => db.selectFrom('server_key').select('key').where('use', '=', 'tickets').executeTakeFirst();
  const before = await read();
  if (before) return before.key;
  const query = db
    .insertInto('server_key')
    .values({ use: 'tickets', key: randomBytes(32) })
    .onConflict((on) => on.doNothing());
  await store.commit({ appends: [], rows: [rowWrite(query, null)] });
  const made = await read(); // another server on the same database may have been first
  if (!made) throw new Error('The key of the tickets could not be stored.');
  return made.key;
}
