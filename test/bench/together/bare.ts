/** What ours is measured against: pages of bare libraries, bundled as for production, and the server of y-websocket. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { freePort } from '../../e2e/support/ports.ts';
import { yWebsocket } from '../sync/servers/y-websocket.ts';

const inHere = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
/** The pages use the very copies that our widget is built of. */
const LIBRARIES = ['elements', 'protocol', 'client'].map((name) => inHere(`../../../packages/${name}/node_modules`));

export interface BarePage {
  /** Without a slash at its end. */
  readonly origin: string;
  close(): Promise<void>;
}

export async function bundleBare(page: string, external: string[] = []): Promise<Uint8Array> {
  const { outputFiles } = await build({
    entryPoints: [inHere(`pages/${page}.js`)],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2024',
    define: { 'process.env.NODE_ENV': '"production"' },
    nodePaths: LIBRARIES,
    legalComments: 'none',
    external,
    write: false,
  });
  return outputFiles[0]!.contents;
}

/** `/` is the page with the script `pages/<page>.js`, `/document` the bytes of a document. */
export async function serveBare(page: string, bytes: Uint8Array = new Uint8Array()): Promise<BarePage> {
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>A bare page</title>
    <style>body { font: 16px/1.5 system-ui } main { max-inline-size: 600px }</style>
    <main></main><script type="module" src="/${page}.js"></script></html>`;
  const files = new Map<string, readonly [type: string, body: string | Uint8Array]>([
    ['/', ['text/html', html]],
    [`/${page}.js`, ['text/javascript', await bundleBare(page)]],
    ['/document', ['application/octet-stream', bytes]],
  ]);
  const server = createServer(({ url = '/' }, response) => {
    const [type, body] = files.get(new URL(url, 'http://page').pathname) ?? ['text/plain', ''];
    response.writeHead(body === '' ? 404 : 200, { 'content-type': type }).end(body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('There is no free port.');
  return {
    origin: `http://127.0.0.1:${address.port}`,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

export interface BareServer {
  readonly url: string;
  close(): Promise<void>;
}

/** The server that y-websocket ships. Unlike in the bench of the servers, it is pinned to no core: ours is not either. */
export async function startYWebsocket(): Promise<BareServer> {
  const port = await freePort('127.0.0.1');
  const child = spawn(process.execPath, [yWebsocket.script], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { PATH: process.env['PATH'], ...yWebsocket.env(port, '') },
  });
  const answers = (): Promise<boolean> =>
    fetch(`http://127.0.0.1:${port}/`).then(
      () => true,
      () => false, // not listening yet
    );
  for (let attempt = 0; !(await answers()); attempt += 1) {
    if (child.exitCode !== null || attempt > 500) throw new Error('The server of y-websocket does not start.');
    await wait(20);
  }
  return {
    url: `ws://127.0.0.1:${port}`,
    async close() {
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
    },
  };
}

/** Puts a document on that server, which forgets what nobody has open: this stays open until `release`. */
export async function putOnYWebsocket(server: BareServer, name: string, doc: Y.Doc): Promise<{ release(): void }> {
  const open = (of: Y.Doc): WebsocketProvider =>
    new WebsocketProvider(server.url, name, of, {
      WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
      disableBc: true,
    });
  const provider = open(doc);
  await new Promise((resolve) => provider.once('sync', resolve));
  const copy = new Y.Doc();
  const other = open(copy);
  await new Promise((resolve) => other.once('sync', resolve));
  await isSame(copy, doc);
  other.destroy();
  copy.destroy();
  return {
    release() {
      provider.destroy();
      doc.destroy(); // and the timer of its awareness
    },
  };
}

/** Resolves when `copy` has all of `doc`; what is still under way comes with the next update. */
export async function isSame(copy: Y.Doc, doc: Y.Doc): Promise<void> {
  const want = Y.encodeStateVector(doc);
  const same = (): boolean => Buffer.from(Y.encodeStateVector(copy)).equals(Buffer.from(want));
  while (!same()) await new Promise((resolve) => copy.once('update', resolve));
}
