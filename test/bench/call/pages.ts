/** An origin for pages that have nothing of ours: LiveKit's client, and a line between two pages. */
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';

const CLIENT = new URL(import.meta.resolve('livekit-client'));

export interface Pages {
  readonly origin: string;
  close(): Promise<void>;
}

export interface PagesOptions {
  /** The address to listen on; loopback where none is given. */
  readonly host?: string;
  /** More than the empty page and the client, by path. */
  readonly files?: Readonly<Record<string, { readonly type: string; readonly body: string | Uint8Array }>>;
}

/** `/livekit-client.mjs` is the client, every other path an empty page; what one socket says, every other one hears. */
export async function servePages({ host = '127.0.0.1', files = {} }: PagesOptions = {}): Promise<Pages> {
  const empty = { type: 'text/html', body: '<!doctype html><title>A call</title>' };
  const served = { ...files, '/livekit-client.mjs': { type: 'text/javascript', body: await readFile(CLIENT) } };
  const server = createServer(({ url = '/' }, response) => {
    const { pathname } = new URL(url, 'http://pages');
    const { type, body } = Object.entries(served).find(([path]) => path === pathname)?.[1] ?? empty;
    response.writeHead(200, { 'content-type': type }).end(body);
  }).listen(0, host);
  await once(server, 'listening');
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket) => {
    socket.on('message', (text) => {
      for (const other of sockets.clients) if (other !== socket) other.send(text.toString());
    });
  });
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('There is no free port.');
  return {
    origin: `http://${host}:${address.port}`,
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
