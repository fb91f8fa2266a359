/** One Fireside server and one intranet on free ports, with a data folder and a clock of their own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startIntranet } from '@fireside/example-intranet';
import { freePort } from './ports.ts';

const SECRET = 'a-secret-for-end-to-end-tests-only-32+';
const DAY = 24 * 60 * 60 * 1000;

export interface World {
  readonly server: string;
  readonly intranet: string;
  readonly secret: string;
  /** Every page and server of this world. */
  readonly origins: readonly string[];
  /** Milliseconds since the epoch, by the clock of server and intranet. */
  now(): number;
  /** The page that embeds the session of `anna-bo` for one person. */
  link(person: 'anna' | 'bo' | 'olga'): string;
  /** Ends the server as a power cut would. */
  killServer(): Promise<void>;
  startServer(): Promise<void>;
  /** Ends the server, sets the clock forward, and starts it again. */
  sleepUntilTomorrow(): Promise<void>;
  /** Sets the clock of server and intranet forward while they run. Pages follow by `travel`. */
  pass(ms: number): Promise<void>;
  /** Whether a request may just now be refused because the server is down, or was a moment ago. */
  mayRefuse(): boolean;
  close(): Promise<void>;
}

async function answers(url: string, child: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt += 1) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`);
    const response = await fetch(url).catch(() => null);
    if (response?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${url} did not answer`);
}

/** A LiveKit server, as ours is told of it. */
export interface LiveKitAccess {
  readonly url: string;
  readonly key: string;
  readonly secret: string;
}

export interface WorldOptions {
  /** Pages beside the intranet that may embed the session. */
  readonly origins?: readonly string[];
  /** The address that server and intranet listen on; loopback where none is given. */
  readonly host?: string;
  /** What carries the calls; the browsers themselves where there is none. Whoever gives it stops it. */
  readonly livekit?: LiveKitAccess;
  /** Settings of the server beside its port, folder, secret, origins and LiveKit. */
  readonly env?: Readonly<Record<string, string>>;
  /** A data folder that is there already, and stays; a new one where left out. */
  readonly data?: string;
  /** Milliseconds that the clock of server and intranet is ahead of the browsers', for a start. */
  readonly ahead?: number;
}

const settingsOf = ({ url, key, secret }: LiveKitAccess): Readonly<Record<string, string>> => ({
  LIVEKIT_URL: url,
  LIVEKIT_API_KEY: key,
  LIVEKIT_API_SECRET: secret,
});

export async function startWorld({
  host = '127.0.0.1',
  ahead = 0,
  livekit,
  ...more
}: WorldOptions = {}): Promise<World> {
  const data = more.data ?? (await mkdtemp(join(tmpdir(), 'fireside-e2e-')));
  const [serverPort, intranetPort] = [await freePort(host), await freePort(host)];
  const server = `http://${host}:${serverPort}`;
  const intranetOrigin = `http://${host}:${intranetPort}`;
  const pages = [server, intranetOrigin, ...(more.origins ?? [])];
  let offset = ahead;
  let child: ChildProcess | null = null;
  let answeredAt = 0;

  async function start(): Promise<void> {
    const started = spawn(process.execPath, [join(import.meta.dirname, 'server-process.ts')], {
      stdio: ['ignore', process.env.DEBUG_SERVER ? 'inherit' : 'ignore', 'inherit', 'ipc'],
      env: {
        ...process.env,
        ...(livekit && settingsOf(livekit)),
        ...more.env,
        TEST_CLOCK_OFFSET: String(offset),
        FIRESIDE_HOST: host,
        FIRESIDE_PORT: String(serverPort),
        FIRESIDE_DATA: data,
        FIRESIDE_SECRET: SECRET,
        FIRESIDE_ORIGINS: pages.join(','),
      },
    });
    child = started;
    await answers(`${server}/healthz`, started);
    answeredAt = Date.now();
  }

  async function end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const ending = child;
    child = null;
    answeredAt = Number.POSITIVE_INFINITY;
    if (!ending || ending.exitCode !== null) return;
    ending.kill(signal);
    await once(ending, 'exit');
  }

  await start();
  const intranet = await startIntranet({
    host,
    port: intranetPort,
    server,
    livekit: livekit?.url,
    secret: SECRET,
    now: () => Date.now() + offset,
  });

  return {
    server,
    intranet: intranetOrigin,
    secret: SECRET,
    origins: livekit ? [...pages, livekit.url] : pages,
    now: () => Date.now() + offset,
    link: (person) => `${intranetOrigin}/as/${person}/mentorships/anna-bo`,
    killServer: () => end('SIGKILL'),
    startServer: start,
    async sleepUntilTomorrow() {
      await end('SIGTERM');
      offset += DAY;
      await start();
    },
    async pass(ms) {
      offset += ms;
      if (!child) return;
      const taken = once(child, 'message');
      child.send(offset);
      await taken;
    },
    // The page's console is heard of a little later than it was written.
    mayRefuse: () => Date.now() - answeredAt < 1000,
    async close() {
      await intranet.close();
      await end('SIGTERM');
      if (more.data === undefined) await rm(data, { recursive: true, force: true });
    },
  };
}
