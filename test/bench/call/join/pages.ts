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

/** `/` is an empty page, `/livekit-client.mjs` the client; what one socket says, every other one hears. */
export async function servePages(): Promise<Pages> {
  const client = await readFile(CLIENT);
  const server = createServer(({ url }, response) => {
    if (url === '/livekit-client.mjs') response.writeHead(200, { 'content-type': 'text/javascript' }).end(client);
    else response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Join</title>');
  }).listen(0, '127.0.0.1');
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
    origin: `http://127.0.0.1:${address.port}`,
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
