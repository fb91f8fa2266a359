/** A world on LiveKit whose server runs in this process: a test sets its clock, and has it look at once at what time does. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer, type RunningServer } from '@fireside/server';
import { freePort } from '../e2e/support/ports.ts';
import type { World, WorldOptions } from '../e2e/support/world.ts';
import { startLiveKit, type LiveKit } from './livekit.ts';

const SECRET = 'a-secret-for-engine-tests-only-32-or-more';
const DAY = 24 * 60 * 60 * 1000;

export interface NearWorld extends World {
  readonly livekit: LiveKit;
  /** Milliseconds that the server's clock is ahead. */
  ahead: number;
  /** Has the server look at everything that timers look at. */
  sweep(): Promise<void>;
}

/** LiveKit tells this server by webhooks what happens in its rooms. @throws EngineMissing */
export async function startNearWorld({ origins = [] }: WorldOptions = {}): Promise<NearWorld> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const livekit = await startLiveKit({ webhook: `${url}/v1/livekit/webhook` });
  const data = await mkdtemp(join(tmpdir(), 'fireside-near-world-'));
  const env = {
    FIRESIDE_SECRET: SECRET,
    FIRESIDE_DATA: data,
    FIRESIDE_PORT: String(port),
    FIRESIDE_ORIGINS: [url, ...origins].join(','),
    LIVEKIT_URL: livekit.url,
    LIVEKIT_API_KEY: livekit.key,
    LIVEKIT_API_SECRET: livekit.secret,
  };
  const now = (): number => Date.now() + world.ahead;
  const start = (): Promise<RunningServer> => startServer({ env, now, drainMs: 0 });
  const world: NearWorld = {
    server: url,
    intranet: url,
    secret: SECRET,
    origins: [url, ...origins, livekit.url],
    livekit,
    ahead: 0,
    now,
    link() {
      throw new Error('This world has no intranet.');
    },
    killServer: () => server.close(),
    async startServer() {
      server = await start();
    },
    async sleepUntilTomorrow() {
      await server.close();
      world.ahead += DAY;
      server = await start();
    },
    async pass(ms) {
      world.ahead += ms;
    },
    mayRefuse: () => false,
    sweep: () => server.sweep(),
    async close() {
      await server.close();
      await livekit.stop();
      await rm(data, { recursive: true });
    },
  };
  let server = await start();
  return world;
}
