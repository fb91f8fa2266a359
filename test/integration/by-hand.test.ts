/** What scripts rely on: the server alone, a token printed by the command, a join, and y-websocket's own provider. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Ticket } from '@fireside/protocol';
import { startServer } from '@fireside/server';
import { expect, it } from 'vitest';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';

const TOKEN_COMMAND = fileURLToPath(new URL('../../server/src/token.ts', import.meta.url));

it(
  'a token by hand joins, and an unmodified provider edits a document with the ticket',
  { timeout: 30_000 },
  async () => {
    const data = await mkdtemp(join(tmpdir(), 'fireside-'));
    const server = await startServer({ env: { FIRESIDE_PORT: '0', FIRESIDE_DATA: data }, drainMs: 0 });
    const providers: WebsocketProvider[] = [];

    async function edit(sub: string, role: string): Promise<Y.Map<unknown>> {
      const args = ['--sub', sub, '--name', sub, '--mentorship', 'm1', '--role', role];
      const env = { ...process.env, FIRESIDE_DATA: data };
      const { stdout } = await promisify(execFile)(process.execPath, [TOKEN_COMMAND, ...args], { env });
      const response = await fetch(`${server.url}/v1/join`, {
        method: 'POST',
        headers: { authorization: `Bearer ${stdout.trim()}`, 'content-type': 'application/json' },
        body: JSON.stringify({ mentorship: 'm1' }),
      });
      expect(response.status).toBe(200);
      const { documents } = (await response.json()) as Ticket;
      const protocols = ['fireside', documents.token];
      const provider = new WebsocketProvider(documents.url, 'mentorship/m1', new Y.Doc(), {
        protocols,
        disableBc: true,
      });
      providers.push(provider);
      await new Promise((resolve) => provider.once('sync', resolve));
      return provider.doc.getMap('by-hand');
    }

    try {
      const [anna, bo] = await Promise.all([edit('anna', 'mentor'), edit('bo', 'mentee')]);
      const arrived = new Promise((resolve) => bo.observe(resolve));
      anna.set('said', 'hello');
      await arrived;
      expect(bo.get('said')).toBe('hello');
    } finally {
      for (const provider of providers) {
        provider.destroy();
        provider.awareness.destroy();
      }
      await server.close();
      await rm(data, { recursive: true });
    }
  },
);
