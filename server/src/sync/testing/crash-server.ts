/** A server in a process of its own, to be killed: argv[2] is the database; it says its URL on stdout. */
import { openSqlite } from '../../storage/sqlite.ts';
import { startServer } from './server.ts';

const { store } = await openSqlite({ path: process.argv[2]! });
const server = await startServer({ store });
process.stdout.write(`${server.url}\n`);
