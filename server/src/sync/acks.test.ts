import { encodeSaved } from '@fireside/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openMemory } from '../storage/memory.ts';
import { type Storage } from '../storage/store.ts';
import { updateMessage } from './frames.ts';
import { RawClient } from './testing/client.ts';
import { gate, type GatedStore } from './testing/gate.ts';
import { claimsOf, startServer, storedText, type TestServer } from './testing/server.ts';

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
describe('102', () => {
  it('[AK1] is answered when everything before it is committed, not earlier', async () => {
    const a = await RawClient.join(server.url, anna);
    store.shut();
    a.type('hello');
    a.saved(1);
    await store.waiting();
    expect((await a.arrived()).map((heard) => heard.type)).toEqual(['state']);
    expect(await stored()).toBe('');
    store.open();
    expect(await a.next('saved')).toEqual({ type: 'saved', version: 1 });
    expect(await stored()).toBe('hello');
  });

  it('[AK1] also waits for a duplicate whose original is not yet committed', async () => {
    const [a, b] = [await RawClient.join(server.url, anna), await RawClient.join(server.url, bo)];
    store.shut();
    const update = a.type('hello');
    await store.waiting();
    b.send(updateMessage(update), encodeSaved(1));
    expect(await b.arrived()).toEqual([]);
    store.open();
    const heard = [await b.next('update'), await b.next('saved')];
    expect(heard[0]).toEqual({ type: 'update', bytes: update });
    expect(await stored()).toBe('hello');
  });

  it('[AK2] of a writer waits for the reply to our step 1; then the last is answered', async () => {
    const a = await RawClient.open(server.url, anna);
    a.saved(1);
    a.saved(7);
    expect((await a.heard()).filter((heard) => heard.type === 'saved')).toEqual([]);
    a.edit((doc) => doc.getText('notes').insert(0, 'written offline'));
    a.answer();
    expect(await a.next('saved')).toEqual({ type: 'saved', version: 7 });
    expect(await stored()).toBe('written offline');
  });

  it('[AK6] is never met by who never sends one', async () => {
    const a = await RawClient.join(server.url, anna);
    a.type('hello');
    await a.next('update');
    server.connections.tell('default', 'one', 'live');
    const types = (await a.heard()).map((heard) => heard.type);
    expect(types).not.toContain('saved');
    expect(types).not.toContain('state');
  });

  it('[AK4] is refused with 103 where something malformed follows', async () => {
    const a = await RawClient.join(server.url, anna);
    a.saved(3);
    await a.next('saved');
    a.send(updateMessage(new Uint8Array([1, 2, 3])));
    a.saved(4);
    expect(await a.next('refused')).toEqual({ type: 'refused', version: 3, code: 'malformed' });
    expect(await a.closed).toEqual([4400, 'malformed']);
    await expect(a.next('saved')).rejects.toThrow('closed');
  });
});

describe('104', () => {
  it('[AK5] answers the first 102 and follows each change', async () => {
    const a = await RawClient.join(server.url, anna);
    a.saved(0);
    expect(await a.next('state')).toEqual({ type: 'state', state: 'live' });
    server.connections.tell('default', 'one', 'wrapped-up');
    expect(await a.next('state')).toEqual({ type: 'state', state: 'wrapped-up' });
    a.saved(1);
    await a.next('saved');
    expect((await a.heard()).map((heard) => heard.type)).not.toContain('state');
  });

  it('[AK5] never says an older state after a newer one', async () => {
    await server.stop();
    const slow = Promise.withResolvers<'live'>();
    await start({ stateOf: () => slow.promise });
    const a = await RawClient.join(server.url, anna);
    a.saved(0);
    await a.next('saved');
    server.connections.tell('default', 'one', 'wrapped-up');
    slow.resolve('live');
    expect(await a.next('state')).toEqual({ type: 'state', state: 'wrapped-up' });
    expect((await a.heard()).map((heard) => heard.type)).not.toContain('state');
  });
});
