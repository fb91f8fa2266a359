/** Search in a whole server on a folder: its files, its end, and what must not hurt it. */
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { addItem, documentName } from '@fireside/protocol';
import type { SessionList } from '@fireside/protocol/http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebsocketProvider } from 'y-websocket';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { run, type Running } from '../testing/running.ts';
import { ANNA, MENTORSHIP } from '../testing/world.ts';
import { shown } from './testing/library.ts';

const SECRET_WORD = 'averyprivateword';

let server: Running;
beforeEach(async () => {
  server = await run();
});
afterEach(() => server.end());

async function search(q: string): Promise<{ status: number; hits: string[] }> {
  const { documents } = await server.join(ANNA);
  const path = `${server.url}/v1/mentorships/${MENTORSHIP}/sessions?${new URLSearchParams({ q }).toString()}`;
  const response = await fetch(path, { headers: { authorization: `Bearer ${documents.token}` } });
  const { sessions = [] } = (await response.json()) as Partial<SessionList>;
  return { status: response.status, hits: sessions.flatMap(({ found }) => shown(found ?? [])) };
}

/** Anna writes as her page would, until it is saved; answers the document's name. */
async function write(title: string): Promise<string> {
  const { documents, session } = await server.join(ANNA);
  const name = documentName({ kind: 'session', session: session.id });
  const doc = new Y.Doc();
  const provider = new WebsocketProvider(documents.url, name, doc, {
    WebSocketPolyfill: WebSocket as never,
    protocols: ['fireside', documents.token],
    disableBc: true,
  });
  await new Promise((resolve) => provider.once('sync', resolve));
  const other = new Y.Doc();
  const reader = new WebsocketProvider(documents.url, name, other, {
    WebSocketPolyfill: WebSocket as never,
    protocols: ['fireside', documents.token],
    disableBc: true,
  });
  await new Promise((resolve) => reader.once('sync', resolve));
  const arrived = once(other as never, 'update');
  addItem(doc, { title, author: 'anna' });
  await arrived; // what others hear is on disk
  for (const [one, its] of [
    [provider, doc],
    [reader, other],
  ] as const) {
    one.destroy();
    its.destroy();
  }
  return name;
}

/** Until what was not in the index when the server started is in it. */
const caughtUp = () =>
  expect.poll(() => server.logged.some(({ event }) => event === 'index-caught-up'), { timeout: 30_000 }).toBe(true);

const indexFiles = () =>
  readdirSync(server.data)
    .filter((file) => file.startsWith('search.sqlite'))
    .map((file) => readFileSync(join(server.data, file)));

describe('search in a server', { timeout: 60_000 }, () => {
  it('finds what was just saved, and after a restart what is in the folder', async () => {
    await write('Apples');
    expect(await search('apples')).toEqual({ status: 200, hits: ['[Apples]'] });
    await server.restart();
    expect(await search('apples')).toEqual({ status: 200, hits: ['[Apples]'] });
    await server.close();
    rmSync(join(server.data, 'search.sqlite'));
    await server.restart();
    await caughtUp();
    expect(await search('apples')).toEqual({ status: 200, hits: ['[Apples]'] });
    expect(server.logged.filter(({ event }) => event.includes('failed'))).toEqual([]);
  });

  it('leaves no byte of an erased document in the folder', async () => {
    const name = await write(SECRET_WORD);
    expect((await search(SECRET_WORD)).hits).toHaveLength(1);
    expect(indexFiles().some((bytes) => bytes.includes(SECRET_WORD))).toBe(true);
    await server.erase({ tenant: 'default', name });
    expect((await search(SECRET_WORD)).hits).toEqual([]);
    expect(indexFiles().some((bytes) => bytes.includes(SECRET_WORD.slice(3)))).toBe(false);
  });

  it('says that it cannot where the index cannot be opened; writing goes on, and the server ends', async () => {
    await server.close();
    rmSync(join(server.data, 'search.sqlite'), { force: true });
    mkdirSync(join(server.data, 'search.sqlite'));
    writeFileSync(join(server.data, 'search.sqlite', 'in the way'), '');
    await server.restart();
    await write('Apples');
    expect((await search('apples')).status).toBe(503);
    await write('Pears');
    await server.close();
    rmSync(join(server.data, 'search.sqlite'), { recursive: true });
    await server.restart();
    await caughtUp();
    expect(await search('apples')).toEqual({ status: 200, hits: ['[Apples]'] });
  });

  it('is not hurt by megabytes of words', async () => {
    const socket = connect(server.port, '127.0.0.1');
    const answer = once(socket, 'data');
    socket.on('error', () => undefined); // it is cut off while it still sends
    const { documents } = await server.join(ANNA);
    socket.write(`GET /v1/mentorships/${MENTORSHIP}/sessions?q=${'a'.repeat(3_000_000)} HTTP/1.1\r\n`);
    socket.write(`host: localhost\r\nauthorization: Bearer ${documents.token}\r\n\r\n`);
    const [data] = (await answer) as [Buffer];
    expect(data.toString()).toMatch(/^HTTP\/1\.1 431 /);
    socket.destroy();
    expect((await search('apples')).status).toBe(200);
  });
});
