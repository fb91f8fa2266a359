/** What every call must do, on a real LiveKit: the same suite as for the peer call and the fake, in Chromium. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { orLeftOut } from './engine.ts';
import { livekit, startLiveKit } from './livekit.ts';

const ROOT = join(import.meta.dirname, '../..');

describe.runIf(orLeftOut(livekit))('the SFU call', () => {
  it('is a call like every other', { timeout: 300_000 }, async () => {
    const server = await startLiveKit();
    try {
      const runner = spawn('wtr', ['--files', 'packages/client/src/call/*.livekit.contract.ts'], {
        cwd: ROOT,
        stdio: ['ignore', 'inherit', 'inherit'],
        env: {
          ...process.env,
          LIVEKIT_URL: server.url,
          LIVEKIT_API_KEY: server.key,
          LIVEKIT_API_SECRET: server.secret,
        },
      });
      const [code] = (await once(runner, 'exit')) as [number | null];
      expect(code).toBe(0);
    } finally {
      await server.stop();
    }
  });
});
