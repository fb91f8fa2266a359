import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { startIntranet } from './index.ts';

const options = { port: 0, server: 'http://fireside.invalid', secret: 'a-secret-for-tests-that-is-long-enough' };

describe('the intranet', () => {
  it('answers until it is closed, and then leaves its port', async () => {
    const intranet = await startIntranet(options);
    expect((await fetch(intranet.url)).status).toBe(200);
    await intranet.close();
    await expect(fetch(intranet.url)).rejects.toThrow('fetch failed');
    const again = await startIntranet({ ...options, port: Number(new URL(intranet.url).port) });
    await again.close();
  });

  it('closes by a signal', async () => {
    const ending = new AbortController();
    const intranet = await startIntranet({ ...options, signal: ending.signal });
    ending.abort();
    await intranet.close();
    await expect(fetch(intranet.url)).rejects.toThrow('fetch failed');
  });

  it('says that a port is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await expect(startIntranet({ ...options, port })).rejects.toThrow(/EADDRINUSE/);
    other.close();
  });
});
