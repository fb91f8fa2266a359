/** The cheapest durable server conceivable, as a measure of what the work itself costs: a relay with a log, no Y.Doc. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ServerKind } from './kind.ts';

export const floor: ServerKind = {
  name: 'floor',
  about: 'a bare relay: ws, a log in SQLite (WAL, synchronous FULL) committed every 5 ms, nothing checked, no roles',
  durable: true,
  script: fileURLToPath(new URL('children/floor.ts', import.meta.url)),
  env: (port, data) => ({ PORT: String(port), DATABASE: join(data, 'floor.sqlite') }),
  door: async (port, { document }) => ({
    url: `ws://127.0.0.1:${port}/bench-${document}`,
    document: `bench-${document}`,
    dialect: 'y-websocket',
    protocols: [],
    headers: {},
  }),
};
