/** The server, put together: configuration in, a listening server out. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import { createGrants } from './access/grants.ts';
import { createOriginCheck } from './access/origins.ts';
import { createApp } from './app.ts';
import { developmentSecret } from './auth/development-secret.ts';
import { createHostTokens, jwksKeys, secretKeys, type HostKeySource } from './auth/host-tokens.ts';
import { ticketKey } from './auth/server-key.ts';
import { createTickets } from './auth/tickets.ts';
import { readConfig, type Config, type Environment } from './config.ts';
import { createConnections, type ConnectionRegistry } from './connections.ts';
import { describeError, type Log } from './log.ts';
import { createAssets } from './routes/assets.ts';
import { createRows } from './sessions/rows.ts';
import { createSessions } from './sessions/sessions.ts';
import { createSignaling } from './signaling/signaling.ts';
import { openSqlite } from './storage/sqlite.ts';
import type { Storage } from './storage/store.ts';
import { createSync } from './sync/sync.ts';
import { createUpgrade } from './upgrade.ts';

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
}

export interface RunningServer {
  /** `http://…`, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  /** Does at once what the timer does every minute: what time alone does to sessions and sockets. */
  sweep(): Promise<void>;
  /** Commits and acknowledges what was taken, closes sockets with 1012, and leaves nothing running. */
  close(): Promise<void>;
}

const SWEEP_MS = 60_000;
const EXPIRE_MS = 5_000;
const READY_WITHIN_MS = 2_000;
const APP_DIR = fileURLToPath(new URL('../../packages/elements/dist/app', import.meta.url));
const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** @throws ConfigError where a setting is wrong, Error where the port is taken or the database cannot be opened */
export async function startServer(options: ServerOptions = {}): Promise<RunningServer> {
  const { now = Date.now, log = silent, signal } = options;
  signal?.throwIfAborted();
  const config = options.config ?? readConfig(options.env ?? {});
  const keys = await hostKeySource(config);
  const storage = await openSqlite({ path: join(config.data, 'fireside.sqlite') });
  try {
    return await serve({ options, config, keys, storage, now, log });
  } catch (error) {
    await storage.store.close();
    throw error;
  }
}

interface Parts {
  readonly options: ServerOptions;
  readonly config: Config;
  readonly keys: HostKeySource;
  readonly storage: Storage;
  readonly now: () => number;
  readonly log: Log;
}

async function serve({ options, config, keys, storage, now, log }: Parts): Promise<RunningServer> {
  const { store, reader } = storage;
  const rows = createRows(reader);
  const connections: ConnectionRegistry = createConnections({
    grants: () => grants,
    now,
    log,
    onEmpty: (tenant, name) => sessions.onEmpty(tenant, name),
  });
  const sync = createSync({
    store,
    connections,
    log,
    now,
    stateOf: (tenant, session) => sessions.stateOf(tenant, session),
    onChange: (tenant, name, at, actor) => sessions.onChange(tenant, name, at, actor),
  });
  const { documents } = sync;
  const grants = createGrants({ rows, documents, now });
  const signaling = createSignaling({
    connections,
    now,
    log,
    onPresence: (tenant, session, person, at) => sessions.onPresence(tenant, session, person, at),
  });
  const sessions = createSessions({
    rows,
    store,
    documents,
    connections,
    now,
    log,
    endCall: (tenant, session) => signaling.end(tenant, session, 'call-over'),
  });
  const tickets = createTickets({ key: await ticketKey(reader, store), now, grants });
  const isOriginAllowed = createOriginCheck(config.origins);
  const upgrade = createUpgrade({ tickets, grants, isOriginAllowed, sync, signaling, log });
  const closing = new AbortController();
  const app = createApp({
    hostTokens: createHostTokens({ keys, now }),
    tickets,
    grants,
    rows,
    documents,
    sessions,
    connections,
    isOriginAllowed,
    iceServers: [],
    assets: createAssets(options.appDir ?? APP_DIR),
    isReady: async () => !closing.signal.aborted && (await takesCommits(storage)),
    now,
    log,
  });

  const server = createServer({ headersTimeout: 10_000, requestTimeout: 30_000 }, getRequestListener(app.fetch));
  server.on('upgrade', upgrade.handle);
  const sweep = async (): Promise<void> => {
    connections.expire();
    await sessions.sweep();
  };
  await sweep();
  const port = await listen(server, config);
  const timers = [
    setInterval(
      () => void sweep().catch((error: unknown) => log.error('sweep-failed', describeError(error))),
      SWEEP_MS,
    ),
    setInterval(() => connections.expire(), EXPIRE_MS),
  ];
  for (const timer of timers) timer.unref();

  async function end(): Promise<void> {
    closing.abort();
    upgrade.stop();
    for (const timer of timers) clearInterval(timer);
    const stopped = once(server, 'close');
    server.close();
    await sessions.close();
    await sync.close();
    await connections.closeAll(options.drainMs ?? 2_000);
    signaling.close();
    upgrade.terminate();
    server.closeAllConnections();
    await stopped;
    await store.close();
    log.info('stopped');
  }
  let ended: Promise<void> | null = null;
  const close = (): Promise<void> => (ended ??= end());
  options.signal?.addEventListener('abort', () => void close(), { once: true });

  const url = `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`;
  log.info('listening', { url, hostTokens: config.hostKeys.kind });
  return { url, port, sweep, close };
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
async function takesCommits({ store }: Storage): Promise<boolean> {
  const late = new Promise<boolean>((resolve) => setTimeout(resolve, READY_WITHIN_MS, false).unref());
  const commit = store.commit({ appends: [], rows: [] }).then(
    () => true,
    () => false,
  );
  return Promise.race([commit, late]);
}

async function listen(server: Server, { port, host }: Config): Promise<number> {
  server.listen(port, host);
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
