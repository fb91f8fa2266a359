/** Hocuspocus 4.7 with its SQLite storage on a file, stored after a pause (2 s, at most 10 s) as it comes. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ServerKind } from './kind.ts';

export const hocuspocus: ServerKind = {
  name: 'hocuspocus',
  about: 'Hocuspocus 4.7 with SQLite on a file: tells at once, stores whole documents 2 to 10 s later',
  durable: false,
  script: fileURLToPath(new URL('children/hocuspocus.ts', import.meta.url)),
  env: (port, data) => ({ PORT: String(port), DATABASE: join(data, 'hocuspocus.sqlite') }),
  door: async (port, { document }) => ({
    url: `ws://127.0.0.1:${port}/`,
    document: `bench-${document}`,
    dialect: 'hocuspocus',
    protocols: [],
    headers: {},
  }),
};
