/** A server that opens its data, writes an empty update, says so, and stays until it is killed. */
import { openSqlite } from '../sqlite.ts';

const { store } = await openSqlite({ path: process.argv[2]! });
const document = { tenant: 'default', name: 'session/one' };
await store.commit({
  appends: [{ document, bytes: new Uint8Array([0, 0]), actor: 'anna', at: 1, epoch: 1 }],
  rows: [],
});
process.stdout.write('ready\n');
