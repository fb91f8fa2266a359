/** What every version of y-websocket relies on without saying so: the traps of its wire, on the real server. */
import { once } from 'node:events';
import { documentName, newId, SUBPROTOCOL, type Ticket } from '@fireside/protocol';
import * as encoding from 'lib0/encoding';
import { Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness';
import { writeUpdate } from 'y-protocols/sync';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { ALL_VERSIONS, Client, type ClientOptions, type Version } from './clients.ts';
import { contentOf, converged, plainTextOf, same, write } from './content.ts';
import { ANNA, BO, Host } from './host.ts';

let host: Host;
let mentorship: string;
let anna: Ticket;
let bo: Ticket;
let document: string;
let clients: Client[];
beforeEach(async () => {
  host = await Host.start();
  clients = [];
  mentorship = newId();
  anna = await host.join(ANNA, mentorship);
  bo = await host.join(BO, mentorship);
  document = documentName({ kind: 'session', session: anna.session.id });
});
afterEach(async () => {
  for (const client of clients) client.end();
  await host.end();
  expect(clients.flatMap(({ watch }) => watch.strange)).toEqual([]);
});

function open(version: Version, ticket: Ticket, options?: ClientOptions): Client {
  const client = new Client(version, ticket, document, options);
  clients.push(client);
  return client;
}
const openAll = (ticket: Ticket): Promise<Client[]> =>
  Promise.all(ALL_VERSIONS.map((version) => open(version, ticket).synced()));

it('reads several messages from one frame', async () => {
  const b = await open('3.1.0', bo).synced();
  const doc = new Y.Doc();
  plainTextOf(doc).insert(0, 'in one frame');
  const awareness = new Awareness(doc);
  awareness.setLocalState({ person: 'anna' });
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, 0);
  writeUpdate(encoder, Y.encodeStateAsUpdate(doc));
  encoding.writeVarUint(encoder, 1);
  encoding.writeVarUint8Array(encoder, encodeAwarenessUpdate(awareness, [doc.clientID]));

  const ws = new WebSocket(`${anna.documents.url}/${document}`, [SUBPROTOCOL, anna.documents.token]);
  await once(ws, 'open');
  const seen = new Promise((resolve) => b.awareness.once('change', resolve));
  ws.send(encoding.toUint8Array(encoder));
  await seen;
  expect(b.awareness.getStates().get(doc.clientID)).toEqual({ person: 'anna' });
  await b.watch.until(() => plainTextOf(b.doc).toJSON() === 'in one frame');
  ws.close();
  doc.destroy();
});

it('gives a document of 2 MB to every version, complete when it says that it is in sync', async () => {
  // Many hands, so that the server may send it in parts.
  const doc = new Y.Doc();
  for (let hand = 1; hand <= 40; hand += 1) {
    doc.clientID = hand;
    plainTextOf(doc).insert(0, String(hand).padStart(3, ' ').repeat(17_500));
  }
  write(doc, 'anna', 1);
  const uploaded = await open('1.5.4', anna, { doc }).synced();
  const reader = await open('3.1.0', bo).synced();
  await converged(uploaded.doc, reader.doc);
  uploaded.end();
  reader.end();
  clients = [];

  const back = await host.away();
  await back(); // so that it must be loaded first
  for (const version of ALL_VERSIONS) {
    const late = await open(version, anna).synced();
    expect(same(late.doc, doc)).toBe(true);
    expect(contentOf(late.doc)).toEqual(contentOf(doc));
  }
});

it('logs nothing when a client comes back that has nothing new, though it sends all deletions again', async () => {
  const all = await openAll(anna);
  for (let turn = 0; turn < 6; turn += 1) write(all[turn % all.length]!.doc, 'anna', turn);
  await converged(all[0]!.doc, ...all.slice(1).map(({ doc }) => doc));
  const before = host.logged(document);
  expect(before).toBeGreaterThan(6);
  for (let round = 0; round < 3; round += 1) {
    await Promise.all(all.map((client) => client.leave()));
    for (const client of all) client.comeBack();
    // Its answer to our step 1 comes back to it once it is dealt with.
    await Promise.all(all.map(({ watch }) => watch.until(({ heard }) => heard.includes('update'))));
  }
  expect(host.logged(document)).toBe(before);
});

it('sends a client its own words back, and the client takes no notice', async () => {
  for (const version of ALL_VERSIONS) {
    const client = await open(version, anna).synced();
    const { clientID } = client.doc;
    let events = 0;
    client.doc.on('update', () => (events += 1));
    client.watch.heard = [];
    plainTextOf(client.doc).insert(0, 'mine');
    await client.watch.until(({ heard }) => heard.includes('update'));
    expect({ version, events, clientID: client.doc.clientID }).toEqual({ version, events: 1, clientID });
    await client.leave();
  }
});

it('takes the room of the URL as it comes, percent signs and all, and ignores the query', async () => {
  mentorship = 'Anna & Bö 100%';
  document = documentName({ kind: 'mentorship', mentorship });
  expect(document).toMatch(/^mentorship\/Anna%20%26/);
  const ticket = await host.join(ANNA, mentorship);
  const params = { person: 'bo', token: 'none' };
  const all = await Promise.all(ALL_VERSIONS.map((version) => open(version, ticket, { params }).synced()));
  plainTextOf(all[0]!.doc).insert(0, 'the same room');
  await converged(all[0]!.doc, ...all.slice(1).map(({ doc }) => doc));
  expect(plainTextOf(all[3]!.doc).toJSON()).toBe('the same room');
});
