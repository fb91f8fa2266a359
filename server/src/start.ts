/** The server, put together: configuration in, a listening server out. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import { assemble, type Parts } from './assemble.ts';
import { developmentSecret } from './auth/development-secret.ts';
import { jwksKeys, secretKeys, type HostKeySource } from './auth/host-tokens.ts';
import { readConfig, type Config, type Environment } from './config.ts';
import { logHealth } from './livekit/health.ts';
import { describeError, type Log } from './log.ts';
import { openSqliteIndex } from './search/sqlite.ts';
import { openSqlite } from './storage/sqlite.ts';
import type { DocumentKey, Storage, SyncStore } from './storage/store.ts';
import { builtInTemplates } from './templates/templates.ts';

export interface ServerOptions {
  /** Read once; `config` goes before it. */
  readonly env?: Environment;
  readonly config?: Config;
  /** The server's clock, in ms since the epoch. */
  readonly now?: () => number;
  /** Ends the server as `close` does. */
  readonly signal?: AbortSignal;
  readonly log?: Log;
  /** Where the built widget is. */
  readonly appDir?: string;
  /** Over how many ms sockets are closed at the end, so that not everybody comes back at once. */
  readonly drainMs?: number;
  /** Opens the database at `path`; the default is `openSqlite`. */
  readonly openStorage?: (path: string) => Promise<Storage>;
}

export interface RunningServer {
  /** `http://…`, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  /** Does at once what timers do: what time alone does to sessions and sockets. */
  sweep(): Promise<void>;
  /** Erases a document for ever and closes its sockets with `epoch-changed`; answers its new epoch. @throws where it is not gone */
  erase(document: DocumentKey): Promise<number>;
  /** Commits and acknowledges what was taken, closes sockets with 1012, and leaves nothing running. */
  close(): Promise<void>;
}

const SWEEP_MS = 60_000;
const EXPIRE_MS = 5_000;
const DRAIN_MS = 2_000;
const READY_WITHIN_MS = 2_000;
/** After a restart everybody comes back within 2.5 s (y-websocket's longest wait); the kernel's default is 511. */
const ACCEPT_QUEUE = 8_192;
const APP_DIR = fileURLToPath(new URL('../../packages/elements/dist/app', import.meta.url));
const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** @throws ConfigError where a setting is wrong, Error where the port is taken or the database cannot be opened */
export async function startServer(options: ServerOptions = {}): Promise<RunningServer> {
  const { now = Date.now, log = silent, appDir = APP_DIR, drainMs = DRAIN_MS, signal } = options;
  const openStorage = options.openStorage ?? ((path) => openSqlite({ path }));
  signal?.throwIfAborted();
  const config = options.config ?? readConfig(options.env ?? {});
  const keys = await hostKeySource(config);
  const templates = builtInTemplates();
  const path = join(config.data, 'fireside.sqlite');
  const storage = await openStorage(path);
  const { store } = storage;
  const index = openSqliteIndex({ path: join(config.data, 'search.sqlite'), main: path });
  let parts: Parts | null = null;
  try {
    const closing = new AbortController();
    const isReady = async () => !closing.signal.aborted && (await takesCommits(store));
    const { origins, turn, livekit } = config;
    const assembled = await assemble({
      storage,
      index,
      keys,
      origins,
      turn,
      livekit,
      templates,
      appDir,
      isReady,
      now,
      log,
      signal: closing.signal,
    });
    parts = assembled;
    const { app, upgrade, sessions, connections, sfu } = assembled;
    const sweep = async (): Promise<void> => {
      connections.expire();
      await sessions.sweep();
      await sfu?.door.sweep();
    };
    await sweep();
    parts.search.start();

    const answer = getRequestListener(app.fetch);
    const server = createServer({ headersTimeout: 10_000, requestTimeout: 30_000 }, (request, response) => {
      void answer(request, response); // answers its own errors
    });
    server.on('upgrade', upgrade.handle);
    const port = await listen(server, config);
    const url = `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`;
    log.info('listening', { url, hostTokens: config.hostKeys.kind, calls: sfu ? 'sfu' : 'peer' });
    if (sfu) void logHealth(sfu.livekit, log, closing.signal);

    const onTimer = (): void => void sweep().catch((error: unknown) => log.error('sweep-failed', describeError(error)));
    const timers = [setInterval(onTimer, SWEEP_MS), setInterval(() => connections.expire(), EXPIRE_MS)];
    let ended: Promise<void> | null = null;
    const close = (): Promise<void> => {
      closing.abort();
      for (const timer of timers) clearInterval(timer);
      return (ended ??= end(server, assembled, store, drainMs).then(() => log.info('stopped')));
    };
    signal?.addEventListener('abort', () => void close(), { once: true });
    if (signal?.aborted) await close(); // while it was starting
    return { url, port, sweep, erase: (document) => assembled.sync.documents.erase(document), close };
  } catch (error) {
    await parts?.sessions.close();
    await parts?.sync.close();
    await (parts?.search.close() ?? index.close());
    await store.close();
    throw error;
  }
}

/** In this order nothing that was acknowledged is lost, and nothing is taken that could not be acknowledged. */
async function end(server: Server, parts: Parts, store: SyncStore, drainMs: number): Promise<void> {
  const { upgrade, sessions, search, sync, signaling, connections, sfu } = parts;
  upgrade.stop();
  const stopped = once(server, 'close');
  server.close();
  await sessions.close();
  await sync.close();
  await connections.closeAll(drainMs);
  signaling.close();
  sfu?.door.close();
  await upgrade.end();
  server.closeAllConnections();
  await stopped;
  await search.close();
  await store.close();
}

async function hostKeySource({ hostKeys, data }: Config): Promise<HostKeySource> {
  switch (hostKeys.kind) {
    case 'secret':
      return secretKeys(hostKeys.secret);
    case 'jwks':
      return jwksKeys(hostKeys.url);
    case 'development':
      return secretKeys(await developmentSecret(data));
  }
}

/** An empty commit says whether the store works; one that hangs does not. */
async function takesCommits(store: SyncStore): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => (timer = setTimeout(resolve, READY_WITHIN_MS, false)));
  const commit = store.commit({ appends: [], rows: [] }).then(
    () => true,
    () => false,
  );
  try {
    return await Promise.race([commit, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** @throws Error with a sentence where the port is taken */
async function listen(server: Server, { port, host }: Config): Promise<number> {
  server.listen({ port, host, backlog: ACCEPT_QUEUE });
  try {
    await once(server, 'listening');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
      throw new Error(`Port ${port} is in use; set FIRESIDE_PORT to another one.`, { cause: error });
    }
    throw error;
  }
  const address = server.address();
  return typeof address === 'object' && address ? address.port : port;
}
