import { encodeSaved, MESSAGE_QUERY_AWARENESS, MESSAGE_SYNC } from '@fireside/protocol';
import * as encoding from 'lib0/encoding';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { openMemory } from '../storage/memory.ts';
import type { DocumentKey, Storage } from '../storage/store.ts';
import { awarenessMessage, step1Message, updateMessage } from './frames.ts';
import { SYNC_LIMITS } from './limits.ts';
import { RawClient } from './testing/client.ts';
import { gate, type GatedStore } from './testing/gate.ts';
import { claimsOf, DOCUMENT, startServer, storedText, type TestServer } from './testing/server.ts';

const anna = claimsOf('anna');
const bo = claimsOf('bo', { role: 'mentee' });

let storage: Storage;
let store: GatedStore;
let server: TestServer;

async function start(over: Parameters<typeof startServer>[0] = {}): Promise<void> {
  storage = openMemory();
  store = gate(storage.store);
  server = await startServer({ store, ...over });
}
beforeEach(() => start());
afterEach(() => {
  store.open();
  return server.stop();
});

const stored = () => storedText(storage.store);
const bytes = (...parts: (number | Uint8Array)[]): Uint8Array => {
  const encoder = encoding.createEncoder();
  for (const part of parts) {
    if (typeof part === 'number') encoding.writeVarUint(encoder, part);
    else encoding.writeVarUint8Array(encoder, part);
  }
  return encoding.toUint8Array(encoder);
};

describe('a frame', () => {
  const malformed: [string, Uint8Array | string][] = [
    ['a text frame', 'hello'],
    ['nothing', new Uint8Array()],
    ['an unknown type', bytes(77)],
    ['an unknown step', bytes(MESSAGE_SYNC, 9, new Uint8Array([0]))],
    ['a truncated frame', new Uint8Array([0, 2, 200])],
    ['an update that is noise', updateMessage(new Uint8Array([7, 1, 2, 3, 4, 5]))],
    // A few bytes that claim thirty million structs.
    ['an update that claims too much', updateMessage(bytes(1, 30_000_000, 1, 0))],
    ['a state vector that is noise', step1Message(new Uint8Array([9, 255]))],
    ['awareness that is no JSON', bytes(1, bytes(1, 5, 1, Buffer.from('{')))],
    ['awareness that is an array', bytes(1, bytes(1, 5, 1, Buffer.from('[]')))],
    ['truncated awareness', bytes(1, bytes(9))],
    ['awareness of too many', awarenessMessage(Array(1001).fill({ client: 1, clock: 1, json: '{}' }))],
  ];
  it.each(malformed)('[FR2] of %s closes with 4400, and the others go on', async (_, frame) => {
    const [a, b] = [await RawClient.join(server.url, anna), await RawClient.join(server.url, bo)];
    a.ws.send(frame);
    expect(await a.closed).toEqual([4400, 'malformed']);
    b.type('still here');
    b.saved(1);
    await b.next('saved');
    expect(await stored()).toBe('still here');
  });

  it('[FR4] over the limit closes with 4413 and is told by 103', async () => {
    const a = await RawClient.join(server.url, anna);
    a.saved(1);
    await a.next('saved');
    a.type('x'.repeat(SYNC_LIMITS.frameBytes));
    expect(await a.next('refused')).toEqual({ type: 'refused', version: 1, code: 'too-large' });
    expect(await a.closed).toEqual([4413, 'too-large']);
    expect(await stored()).toBe('');
  });

  it('[FR1] with several messages is read to its end', async () => {
    const a = await RawClient.join(server.url, anna);
    const update = a.edit((doc) => doc.getText('notes').insert(0, 'hello'));
    a.send(Buffer.concat([updateMessage(update), encodeSaved(1)]));
    await a.next('saved');
    expect(await stored()).toBe('hello');
  });

  it('[FR5] over the rate waits, and none is lost', async () => {
    await server.stop();
    const perSecond = { frames: 2_000, bytes: 1e9 };
    await start({ limits: { burst: { frames: 5, bytes: 1e9 }, perSecond } });
    const a = await RawClient.join(server.url, anna);
    for (let count = 0; count < 200; count += 1) a.type('x');
    a.saved(200);
    await a.next('saved');
    expect(await stored()).toBe('x'.repeat(200));
  });

  it('[FR5] counts each message of a frame', async () => {
    await server.stop();
    await start({ limits: { burst: { frames: 10, bytes: 1e9 }, perSecond: { frames: 0.001, bytes: 1e9 } } });
    const [a, b] = [await RawClient.join(server.url, anna), await RawClient.join(server.url, bo)];
    const states = Array.from({ length: 100 }, (_, clock) =>
      awarenessMessage([{ client: 1, clock: clock + 1, json: '{"person":"anna"}' }]),
    );
    a.send(Buffer.concat(states));
    await b.next('awareness');
    b.send(Uint8Array.of(MESSAGE_QUERY_AWARENESS));
    expect((await b.next('awareness')).states[0]!.clock).toBeLessThan(10);
  });

  it('[FR5] waits while the document has too much uncommitted, and none is lost', async () => {
    await server.stop();
    await start({ limits: { queueBytes: 10 } });
    const a = await RawClient.join(server.url, anna);
    for (let count = 0; count < 50; count += 1) a.type('a longer piece of text ');
    a.saved(50);
    await a.next('saved');
    expect(await stored()).toBe('a longer piece of text '.repeat(50));
  });

  it('[FR7] of a step 1 that comes again and again is answered for the first and the last', async () => {
    const a = await RawClient.join(server.url, anna);
    store.shut();
    a.type('one');
    await store.waiting();
    const b = await RawClient.open(server.url, bo);
    const ask = step1Message(Uint8Array.of(0));
    b.send(Buffer.concat(Array.from({ length: 50 }, () => ask)), ask);
    await b.arrived();
    store.open();
    await b.next('step-2');
    await b.next('step-2');
    expect((await b.arrived()).filter((heard) => heard.type === 'step-2')).toEqual([]);
  });

  it('[FR6] comes when there is nothing to say', async () => {
    await server.stop();
    await start({ limits: { silence: 1, heartbeat: 1 } });
    const a = await RawClient.join(server.url, anna);
    expect((await a.next('awareness')).states).toEqual([]);
  });
});

describe('a socket that opens', () => {
  it('[OP1] may speak before its document is loaded', async () => {
    const loading = Promise.withResolvers<void>();
    await server.stop();
    storage = openMemory();
    const slow = { ...storage.store, load: (key: DocumentKey) => loading.promise.then(() => storage.store.load(key)) };
    server = await startServer({ store: slow });
    const a = new RawClient(server.url, anna);
    await new Promise((resolve) => a.ws.once('open', resolve));
    a.answer();
    a.type('early');
    a.saved(1);
    loading.resolve();
    await a.next('saved');
    expect(await stored()).toBe('early');
  });

  it('[OP2] shares one load with the others', async () => {
    await server.stop();
    storage = openMemory();
    let loads = 0;
    const counting = { ...storage.store, load: (key: DocumentKey) => ((loads += 1), storage.store.load(key)) };
    server = await startServer({ store: counting });
    await Promise.all(['a', 'b', 'c'].map((person) => RawClient.join(server.url, claimsOf(person))));
    expect(loads).toBe(1);
  });

  it.each([
    ['without access', claimsOf('anna', { access: {} }), [4403, 'not-allowed']],
    ['of another epoch', claimsOf('anna', { epochs: { [DOCUMENT]: 2 } }), [4409, 'epoch-changed']],
  ])('[OP3] with a ticket %s is closed', async (_, claims, closed) => {
    expect(await new RawClient(server.url, claims).closed).toEqual(closed);
  });

  it('[OP3] while the document cannot be loaded is closed with 4500, and may come back', async () => {
    await server.stop();
    storage = openMemory();
    let broken = true;
    const load = (key: DocumentKey) => (broken ? Promise.reject(new Error('no disk')) : storage.store.load(key));
    server = await startServer({ store: { ...storage.store, load } });
    expect(await new RawClient(server.url, anna).closed).toEqual([4500, 'storage']);
    broken = false;
    await RawClient.join(server.url, anna);
  });

  it('[OP4] and may write is asked for what it has, a reader is not', async () => {
    const reader = await RawClient.join(server.url, claimsOf('cy', { access: { [DOCUMENT]: 'ro' } }));
    expect((await reader.heard()).map((heard) => heard.type)).not.toContain('step-1');
    await RawClient.join(server.url, anna);
  });

  it('[OP5] gets its step 2 when what it says is committed, and every update after it', async () => {
    const a = await RawClient.join(server.url, anna);
    store.shut();
    a.type('one');
    await store.waiting();
    const b = await RawClient.open(server.url, bo);
    b.send(step1Message(new Uint8Array([0])));
    expect(await b.arrived()).toEqual([]);
    a.type(' two');
    store.open();
    Y.applyUpdate(b.doc, (await b.next('step-2')).bytes);
    expect(b.text).toBe('one');
    Y.applyUpdate(b.doc, (await b.next('update')).bytes);
    expect(b.text).toBe('one two');
  });
});
