import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { encodeSaved, MESSAGE_SAVED } from '@fireside/protocol';
import * as Y from 'yjs';
import { describe, expect, it } from 'vitest';
import { startServer } from './start.ts';
import { endOf, run, TestSocket } from './testing/running.ts';
import { ANNA, BO, hours, minutes, sessionDoc } from './testing/world.ts';

/** One update as y-websocket frames it. */
function updateMessage(edit: (doc: Y.Doc) => void): Uint8Array {
  const doc = new Y.Doc();
  edit(doc);
  const update = Y.encodeStateAsUpdate(doc);
  return Uint8Array.of(0, 2, update.byteLength, ...update);
}

describe('the server', () => {
  it('keeps over a restart what it has called saved, and closes its sockets with 1012', async () => {
    const server = await run();
    try {
      const anna = await server.join(ANNA);
      const name = sessionDoc(anna.session.id);
      const socket = server.socket(`/v1/docs/${name}`, ['fireside', anna.documents.token]);
      await socket.frame(0, 0);
      socket.send(Uint8Array.of(0, 1, 2, 0, 0)); // the answer to its step 1: nothing
      socket.send(updateMessage((doc) => doc.getText('x').insert(0, 'kept')));
      socket.send(encodeSaved(1));
      await socket.frame(MESSAGE_SAVED, 1);
      const closed = once(socket, 'close');
      await server.restart();
      expect((await closed)[0]).toBe(1012);

      // The ticket of before still opens it, and so does a new one.
      const again = server.socket(`/v1/docs/${name}`, ['fireside', anna.documents.token]);
      await once(again, 'open');
      again.send(Uint8Array.of(0, 0, 1, 0));
      const state = await again.frame(0, 1);
      const doc = new Y.Doc();
      Y.applyUpdate(doc, new Uint8Array(state.subarray(3)));
      expect(doc.getText('x').toString()).toBe('kept');
      again.close();
      expect((await server.join(BO)).session.id).toBe(anna.session.id);
    } finally {
      await server.end();
    }
  });

  it('finds at its start what nobody has ended', async () => {
    let time = Date.UTC(2026, 10, 21, 9);
    const server = await run({ now: () => time });
    try {
      const anna = await server.join(ANNA);
      await server.post(`/v1/sessions/${anna.session.id}/start`, anna.documents.token);
      const bo = await server.join(BO);
      await server.post(`/v1/sessions/${anna.session.id}/start`, bo.documents.token);
      time += hours(3);
      await server.restart();
      expect((await server.join(ANNA)).session.id).not.toBe(anna.session.id);
    } finally {
      await server.end();
    }
  });

  it('ends sockets whose ticket was not renewed', async () => {
    let time = Date.UTC(2026, 10, 21, 9);
    const server = await run({ now: () => time });
    try {
      const { documents, session } = await server.join(ANNA);
      const socket = server.socket(`/v1/docs/${sessionDoc(session.id)}`, ['fireside', documents.token]);
      await socket.frame(0, 0);
      const closed = once(socket, 'close');
      time += minutes(11);
      await server.sweep();
      expect((await closed)[0]).toBe(4401);
    } finally {
      await server.end();
    }
  });

  it('ends with its signal, takes nothing more, and leaves no socket', async () => {
    const data = await mkdtemp(join(tmpdir(), 'fireside-'));
    const ending = new AbortController();
    const server = await startServer({
      env: { FIRESIDE_PORT: '0', FIRESIDE_DATA: data },
      signal: ending.signal,
      drainMs: 0,
    });
    expect(await readdir(data)).toEqual(expect.arrayContaining(['fireside.sqlite', 'secret']));
    ending.abort();
    await server.close();
    await expect(fetch(`${server.url}/healthz`)).rejects.toThrow('fetch failed');
    await expect(startServer({ signal: ending.signal })).rejects.toThrow();
    await rm(data, { recursive: true });
  });

  it('says which port is in use, and leaves the data to whoever comes next', async () => {
    const data = await mkdtemp(join(tmpdir(), 'fireside-'));
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    const env = { FIRESIDE_PORT: String(port), FIRESIDE_DATA: data };
    await expect(startServer({ env })).rejects.toThrow(`Port ${port} is in use; set FIRESIDE_PORT`);
    other.close();
    await once(other, 'close');
    const server = await startServer({ env });
    expect(await endOf(new TestSocket(`ws://127.0.0.1:${port}/`, [], {}))).toEqual({ status: 404 });
    await server.close();
    await rm(data, { recursive: true });
  });
});

describe('the process', () => {
  const main = join(import.meta.dirname, 'main.ts');

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'ends by itself and cleanly on %s',
    async (signal) => {
      const data = await mkdtemp(join(tmpdir(), 'fireside-'));
      const env = { ...process.env, FIRESIDE_PORT: '0', FIRESIDE_DATA: data };
      const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'inherit'] });
      const events: string[] = [];
      for await (const line of createInterface(child.stdout)) {
        const { event } = JSON.parse(line) as { event: string };
        events.push(event);
        if (event === 'listening') child.kill(signal);
      }
      expect(child.exitCode ?? (await once(child, 'exit'))[0]).toBe(0);
      expect(events).toEqual(['listening', 'stopping', 'stopped']);
      await rm(data, { recursive: true });
    },
    30_000,
  );

  it('does not start with a wrong setting, and says which and why', async () => {
    const env = { ...process.env, FIRESIDE_PORT: 'four' };
    const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'ignore', 'pipe'] });
    const [lines, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
    expect([lines, code]).toEqual(['FIRESIDE_PORT is "four"; it must be a whole number from 0 to 65535.\n', 1]);
  }, 30_000);
});
