/** The same session on our server and on y-websocket's own (2.1, `bin/server.cjs`): it makes no difference to the document. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { documentName, newId } from '@fireside/protocol';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as Y from 'yjs';
import { freePort } from '../e2e/support/ports.ts';
import { Client, type Version } from './clients.ts';
import { contentOf, converged, plainTextOf, write } from './content.ts';
import { ANNA, Host } from './host.ts';

const SERVER = join(dirname(createRequire(import.meta.url).resolve('y-websocket-2.1/package.json')), 'bin/server.cjs');
const HANDS = 3;
const TURNS = 8;

let host: Host;
let theirs: { url: string; end(): Promise<void> };
beforeAll(async () => {
  [host, theirs] = await Promise.all([Host.start(), startTheirs()]);
});
afterAll(() => Promise.all([host.end(), theirs.end()]));

async function startTheirs(): Promise<typeof theirs> {
  const port = await freePort();
  const env = { ...process.env, HOST: '127.0.0.1', PORT: String(port) };
  const child = spawn(process.execPath, [SERVER], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  await once(child.stdout, 'data'); // "running at …"
  return {
    url: `ws://127.0.0.1:${port}`,
    async end() {
      child.kill();
      await exited;
    },
  };
}

/** What each hand does between two meetings: who is connected, and the update that each makes of it. */
interface Act {
  readonly online: readonly boolean[];
  readonly updates: readonly Uint8Array[];
}

/** A document that holds what the server gave it at the start. */
function begun(start: Uint8Array): Y.Doc {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, start);
  return doc;
}

/** A session written once, without any server, so that ids and client ids are the same wherever it is played. */
function script(seed: number, start: Uint8Array): { acts: Act[]; end: Y.Doc } {
  const next = seeded(seed);
  const docs = Array.from({ length: HANDS }, () => begun(start));
  for (const doc of docs) doc.clientID = 1 + Math.floor(next() * 2 ** 31);
  const acts = Array.from({ length: TURNS }, (_, turn): Act => {
    // At most one is away: so whoever is there knows all that the server knows, here as in the real session.
    const away = turn === TURNS - 1 ? null : Math.floor(next() * (HANDS + 1));
    const online = docs.map((_doc, hand) => hand !== away);
    const updates = docs.map((doc, hand) => {
      const before = Y.encodeStateVector(doc);
      const already = Y.snapshot(doc);
      const edits = Math.floor(next() * 3);
      for (let edit = 0; edit < edits; edit += 1) write(doc, `hand ${hand}`, turn * 3 + edit);
      return Y.equalSnapshots(already, Y.snapshot(doc)) ? new Uint8Array([0, 0]) : Y.encodeStateAsUpdate(doc, before);
    });
    const here = docs.filter((_doc, hand) => online[hand]);
    for (let round = 0; round < 2; round += 1) {
      for (const from of here) for (const to of here) Y.applyUpdate(to, Y.encodeStateAsUpdate(from));
    }
    return { online, updates };
  });
  return { acts, end: docs[0]! };
}

/** Plays a session with real clients and answers what somebody finds who comes afterwards. */
async function play(acts: readonly Act[], start: Uint8Array, connect: (doc: Y.Doc) => Client): Promise<Y.Doc> {
  const clients = Array.from({ length: HANDS }, () => connect(begun(start)));
  const here = clients.map(() => true);
  await Promise.all(clients.map((client) => client.synced()));
  for (const { online, updates } of acts) {
    await Promise.all(
      clients.map(async (client, hand) => {
        if (here[hand] && !online[hand]) await client.leave();
        if (!here[hand] && online[hand]) client.comeBack();
        here[hand] = online[hand]!;
      }),
    );
    for (const [hand, { doc }] of clients.entries()) Y.applyUpdate(doc, updates[hand]!, 'typed');
    const [first, ...others] = clients.filter((_client, hand) => online[hand]).map(({ doc }) => doc);
    await converged(first!, ...others);
  }
  const late = await connect(new Y.Doc()).synced();
  await converged(late.doc, clients[0]!.doc);
  const found = new Y.Doc();
  Y.applyUpdate(found, Y.encodeStateAsUpdate(late.doc));
  for (const client of [...clients, late]) client.end();
  return found;
}

// A failing seed is in the name of the test; put it into the list and it stays.
const SEEDS = [1, 1152751926, ...Array.from({ length: 3 }, () => Math.floor(Math.random() * 2 ** 31))];

it.each(SEEDS)('session %i ends with the same document on both servers', async (seed) => {
  const versions: readonly Version[] = ['1.5.4', '2.1.0', '3.0.0', '3.1.0'];
  const version = versions[seed % versions.length]!;
  const room = newId();
  const ticket = await host.join(ANNA, room);
  const document = documentName({ kind: 'private', mentorship: room, person: 'anna' });
  // Theirs has rooms for whoever comes, and takes the first subprotocol without reading it.
  const anywhere = { ...ticket, documents: { ...ticket.documents, url: theirs.url } };
  const first = await new Client(version, ticket, document).synced();
  const start = Y.encodeStateAsUpdate(first.doc);
  first.end();
  const { acts, end } = script(seed, start);
  const [onOurs, onTheirs] = await Promise.all([
    play(acts, start, (doc) => new Client(version, ticket, document, { doc })),
    play(acts, start, (doc) => new Client(version, anywhere, room, { doc })),
  ]);
  expect(contentOf(onOurs)).toEqual(contentOf(onTheirs));
  expect(saidIn(onOurs)).toEqual(saidIn(end));
  // Not the deletions: when Yjs tidies formats up depends on which frame comes first.
  expect(vectorOf(onOurs)).toEqual(vectorOf(onTheirs));
});

/**
 * Without the formats of the plain text: which of its marks Yjs tidies up, and so now and then what is bold, depends on how
 * much comes in one update, and the script exchanges whole documents (in session 1152751926 it shows).
 */
const saidIn = (doc: Y.Doc): Record<string, unknown> => ({ ...contentOf(doc), plain: plainTextOf(doc).toJSON() });

const vectorOf = (doc: Y.Doc): Map<number, number> => Y.decodeStateVector(Y.encodeStateVector(doc));

/** Numbers from 0 up to 1, the same for the same seed (mulberry32, Tommy Ettinger 2017). */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
