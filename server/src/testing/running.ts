/** A real server on a free port with a folder of its own, and sockets as clients open them. */
import { EventEmitter, once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Ticket } from '@fireside/protocol';
import { SignJWT } from 'jose';
import { WebSocket } from 'ws';
import type { Environment } from '../config.ts';
import type { Log, LogFields } from '../log.ts';
import { startServer, type RunningServer } from '../start.ts';
import { MENTORSHIP, PAGE, SECRET, type Person } from './world.ts';

/** A client's socket that keeps what it receives until a test asks for it. */
export class TestSocket extends WebSocket {
  readonly #received: Buffer[] = [];
  readonly #arrival = new EventEmitter();

  constructor(url: string, protocols: string[], headers: Record<string, string>) {
    super(url, protocols, { headers });
    this.on('message', (data: Buffer) => {
      this.#received.push(data);
      this.#arrival.emit('frame');
    });
  }

  /** The first frame, of those not asked for yet, that starts with these bytes. */
  async frame(...start: number[]): Promise<Buffer> {
    for (;;) {
      while (this.#received.length > 0) {
        const data = this.#received.shift();
        if (data && start.every((byte, i) => data[i] === byte)) return data;
      }
      await once(this.#arrival, 'frame');
    }
  }

  /** Closes and waits until it is closed. */
  async leave(): Promise<void> {
    const closed = once(this, 'close');
    this.close();
    await closed;
  }
}

export interface Running extends RunningServer {
  readonly data: string;
  join(person: Person, session?: string, mentorship?: string): Promise<Ticket>;
  readonly logged: readonly (LogFields & { event: string })[];
  post(path: string, token: string, body?: unknown): Promise<Response>;
  /** Opens a socket; `protocols` as they are offered. */
  socket(path: string, protocols: string[], headers?: Record<string, string>): TestSocket;
  /** Ends the server and starts another one on the same folder, with these settings or those of before. */
  restart(env?: Environment): Promise<void>;
  end(): Promise<void>;
}

interface RunOptions {
  readonly now?: () => number;
  /** Settings beside port, folder, secret and origins. */
  readonly env?: Environment;
}

export async function run(options: RunOptions = {}): Promise<Running> {
  const data = await mkdtemp(join(tmpdir(), 'fireside-'));
  const now = options.now ?? Date.now;
  const own = { FIRESIDE_PORT: '0', FIRESIDE_DATA: data, FIRESIDE_SECRET: SECRET, FIRESIDE_ORIGINS: PAGE };
  const logged: Running['logged'][number][] = [];
  const note = (event: string, fields: LogFields = {}): void => void logged.push({ ...fields, event });
  const log: Log = { info: note, warn: note, error: note };
  const start = (env: Environment = {}) => startServer({ env: { ...env, ...own }, now, log, drainMs: 0 });
  let server = await start(options.env);

  function post(path: string, token: string, body?: unknown): Promise<Response> {
    return fetch(`${server.url}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  return {
    data,
    logged,
    get url() {
      return server.url;
    },
    get port() {
      return server.port;
    },
    sweep: () => server.sweep(),
    erase: (document) => server.erase(document),
    close: () => server.close(),
    async join({ sub, name, role }, session, mentorship = MENTORSHIP) {
      const iat = Math.floor(now() / 1000);
      const payload = { sub, name, role, mentorship, iat, exp: iat + 600 };
      const token = await new SignJWT(payload)
        .setProtectedHeader({ alg: 'HS256' })
        .sign(new TextEncoder().encode(SECRET));
      const response = await post('/v1/join', token, { mentorship, session });
      if (!response.ok) throw new Error(`join answered ${response.status}: ${await response.text()}`);
      return (await response.json()) as Ticket;
    },
    post,
    socket: (path, protocols, headers = {}) =>
      new TestSocket(`${server.url.replace('http', 'ws')}${path}`, protocols, headers),
    async restart(env = options.env) {
      await server.close();
      server = await start(env);
    },
    async end() {
      await server.close();
      await rm(data, { recursive: true });
    },
  };
}

/** How a socket ended: a close code after it was open, or the HTTP status of a handshake that was refused. */
export async function endOf(socket: WebSocket): Promise<{ code?: number; reason?: string; status?: number }> {
  const opened = once(socket, 'open').then(() => once(socket, 'close'));
  const refused = once(socket, 'unexpected-response');
  refused.catch(() => undefined);
  const ended = await Promise.race([
    opened.then(([code, reason]: unknown[]) => ({ code: Number(code), reason: String(reason) })),
    refused.then(([, response]: unknown[]) => {
      socket.on('error', () => undefined);
      socket.terminate();
      return { status: Number((response as { statusCode?: number }).statusCode) };
    }),
  ]);
  opened.catch(() => undefined);
  return ended;
}
