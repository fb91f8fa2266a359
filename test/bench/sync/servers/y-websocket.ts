/** The server that y-websocket 2.1 ships (`bin/server.cjs`), as it comes: everything in memory, nothing on disk. */
import { fileURLToPath } from 'node:url';
import type { ServerKind } from './kind.ts';

export const yWebsocket: ServerKind = {
  name: 'y-websocket',
  about: 'y-websocket 2.1 bin/server.cjs: in memory, nothing on disk',
  durable: false,
  // By path: the package exports its parts, not its program.
  script: fileURLToPath(new URL('../../../node_modules/y-websocket-2.1/bin/server.cjs', import.meta.url)),
  env: (port) => ({ HOST: '127.0.0.1', PORT: String(port) }),
  door: async (port, { document }) => ({
    url: `ws://127.0.0.1:${port}/bench-${document}`,
    document: `bench-${document}`,
    dialect: 'y-websocket',
    protocols: [],
    headers: {},
  }),
};
