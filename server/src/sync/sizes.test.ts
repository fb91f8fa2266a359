import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { openMemory } from '../storage/memory.ts';
import type { Storage } from '../storage/store.ts';
import { updateMessage } from './frames.ts';
import type { SyncLimits } from './limits.ts';
import { hear, RawClient } from './testing/client.ts';
import { claimsOf, KEY, startServer, storedText, type TestServer } from './testing/server.ts';

const KiB = 1024;
const anna = claimsOf('anna');
const bo = claimsOf('bo', { role: 'mentee' });

let storage: Storage;
let server: TestServer;

async function start(limits: Partial<SyncLimits>): Promise<void> {
  storage = openMemory();
  server = await startServer({ store: storage.store, limits });
}
afterEach(() => server.stop());

describe('a large document', () => {
  beforeEach(() => start({ partBytes: 16 * KiB }));

  /** Texts of several clients that stand in each other's, with deletions in all of them. */
  function largeDoc(): { doc: Y.Doc; early: Uint8Array } {
    const docs = Array.from({ length: 5 }, () => new Y.Doc());
    let early: Uint8Array = new Uint8Array();
    for (let round = 0; round < 60; round += 1) {
      if (round === 20) early = Y.encodeStateAsUpdate(docs[0]!);
      const doc = docs[round % docs.length]!;
      const text = doc.getText('notes');
      for (const other of docs) Y.applyUpdate(doc, Y.encodeStateAsUpdate(other, Y.encodeStateVector(doc)));
      text.insert(Math.floor(text.length / 2), `${round} `.repeat(400));
      text.delete(Math.floor(text.length / 3), 50);
    }
    for (const other of docs) Y.applyUpdate(docs[0]!, Y.encodeStateAsUpdate(other));
    return { doc: docs[0]!, early };
  }

  it('[OP6] comes in parts, each of them an update, and a step 2 at the end', async () => {
    const { doc } = largeDoc();
    const a = await RawClient.join(server.url, anna);
    a.send(updateMessage(Y.encodeStateAsUpdate(doc)));
    a.saved(1);
    await a.next('saved');

    const b = await RawClient.open(server.url, bo);
    const before = await b.heard();
    const parts = before.filter((one) => one.type === 'update');
    expect(parts.length).toBeGreaterThan(2);
    for (const part of parts) expect(part.bytes.byteLength).toBeLessThan(40 * KiB);
  });

  it('[OP6] is whole and without loose ends, also for who knew a part', async () => {
    const { doc, early } = largeDoc();
    const a = await RawClient.join(server.url, anna);
    a.send(updateMessage(Y.encodeStateAsUpdate(doc)));
    a.saved(1);
    await a.next('saved');

    for (const known of [null, early]) {
      const b = await RawClient.open(server.url, bo);
      if (known) Y.applyUpdate(b.doc, known);
      const all: Uint8Array[] = [];
      b.ws.on('message', (data: Buffer) => {
        const heard = hear(data);
        if (heard.type === 'update' || heard.type === 'step-2') all.push(heard.bytes);
      });
      await b.ask();
      // In any order: a part never needs that another one came first.
      for (const update of all.toReversed()) Y.applyUpdate(b.doc, update);
      expect(b.doc.store.pendingStructs).toBeNull();
      expect(b.doc.store.pendingDs).toBeNull();
      expect(Y.equalSnapshots(Y.snapshot(b.doc), Y.snapshot(doc))).toBe(true);
      expect(b.text).toBe(doc.getText('notes').toJSON());
      await b.close();
    }
  });
});

describe('a document that is full', () => {
  beforeEach(() => start({ documentBytes: 10 * KiB }));

  it('[FR8] refuses what would make it larger: 103 and 4413, and everything before it stays', async () => {
    const [a, b] = [await RawClient.join(server.url, anna), await RawClient.join(server.url, bo)];
    a.type('x'.repeat(9 * KiB));
    a.saved(1);
    await a.next('saved');
    a.type('y'.repeat(2 * KiB));
    a.saved(2);
    expect(await a.next('refused')).toMatchObject({ version: 1, code: 'too-large' });
    expect(await a.closed).toEqual([4413, 'too-large']);
    expect((await b.heard()).some((one) => one.type === 'update' && one.bytes.byteLength < 3 * KiB)).toBe(false);
    expect(await storedText(storage.store)).toBe('x'.repeat(9 * KiB));
  });

  it('[FR8] takes again what is known already, and counts what is there, not what was sent', async () => {
    const a = await RawClient.join(server.url, anna);
    for (let round = 0; round < 5; round += 1) {
      a.type('x'.repeat(8 * KiB));
      a.send(updateMessage(a.edit((doc) => doc.getText('notes').delete(0, 8 * KiB))));
    }
    a.type('x'.repeat(9 * KiB));
    a.answer();
    a.saved(1);
    expect((await a.next('saved')).version).toBe(1);
  });
});

it('[OP7] one person has so many sockets at a document, and others still get in', async () => {
  await start({ socketsPerPerson: 2 });
  await RawClient.join(server.url, anna);
  await RawClient.join(server.url, anna);
  expect(await new RawClient(server.url, anna).closed).toEqual([4503, 'too-many']);
  expect((await RawClient.join(server.url, bo)).text).toBe('');
});

it('[WR9] refuses words in the name of somebody else’s client', async () => {
  await start({});
  const [a, b] = [await RawClient.join(server.url, anna), await RawClient.join(server.url, bo)];
  a.type('mine');
  a.saved(1);
  await a.next('saved');
  const forged = new Y.Doc();
  Y.applyUpdate(forged, Y.encodeStateAsUpdate(a.doc));
  forged.clientID = a.doc.clientID;
  const before = Y.encodeStateVector(forged);
  forged.getText('notes').insert(4, '!!!');
  b.send(updateMessage(Y.encodeStateAsUpdate(forged, before)));
  b.saved(1);
  expect(await b.closed).toEqual([4403, 'not-allowed']);
  a.type(' still');
  a.saved(2);
  await a.next('saved');
  expect(await storedText(storage.store)).toBe('mine still');
});

it('[WR9] refuses to be first with a client that introduced itself to everybody', async () => {
  await start({});
  const [a, b] = [await RawClient.join(server.url, anna), await RawClient.join(server.url, bo)];
  a.aware(a.doc.clientID, 1, { person: 'anna' });
  await b.next('awareness');
  const forged = new Y.Doc();
  forged.clientID = a.doc.clientID;
  forged.getText('notes').insert(0, '!!!');
  b.send(updateMessage(Y.encodeStateAsUpdate(forged)));
  b.saved(1);
  expect(await b.closed).toEqual([4403, 'not-allowed']);
  a.type('mine');
  a.saved(1);
  await a.next('saved');
  expect(await storedText(storage.store)).toBe('mine');
});

it('[WR9] keeps whose a client is, also where its first words were left out', async () => {
  await start({});
  const a = await RawClient.join(server.url, anna);
  a.edit((doc) => doc.getText('notes').insert(0, 'one '));
  a.type('two');
  await a.next('step-1');
  a.answer();
  a.saved(2);
  await a.next('saved');
  expect((await storage.store.load(KEY)).clients).toEqual(new Map([[a.doc.clientID, 'anna']]));
});

it('[WR9] keeps who brought each Yjs client first', async () => {
  await start({});
  const [a, b] = [await RawClient.join(server.url, anna), await RawClient.join(server.url, bo)];
  a.type('mine');
  a.saved(1);
  await a.next('saved');
  // Bo sends all that he has: Anna's words stay Anna's.
  await b.ask();
  b.edit((doc) => doc.getText('notes').insert(0, 'his '));
  b.answer();
  b.saved(1);
  await b.next('saved');
  const rows = await storage.reader
    .selectFrom('doc_client')
    .innerJoin('doc', 'doc.id', 'doc_client.doc')
    .where('doc.name', '=', KEY.name)
    .select(['client', 'person'])
    .execute();
  expect(new Map(rows.map(({ client, person }) => [client, person]))).toEqual(
    new Map([
      [a.doc.clientID, 'anna'],
      [b.doc.clientID, 'bo'],
    ]),
  );
});
