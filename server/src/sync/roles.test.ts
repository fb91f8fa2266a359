import { MESSAGE_QUERY_AWARENESS } from '@fireside/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { awarenessMessage, step1Message, updateMessage } from './frames.ts';
import { SYNC_LIMITS } from './limits.ts';
import { RawClient } from './testing/client.ts';
import { claimsOf, DOCUMENT, KEY, observerOf, startServer, type TestServer } from './testing/server.ts';

const anna = claimsOf('anna');
const bo = claimsOf('bo', { role: 'mentee' });
const reader = claimsOf('cy', { access: { [DOCUMENT]: 'ro' } });

let server: TestServer;
let clock: number;
beforeEach(async () => {
  clock = 1_000_000;
  server = await startServer({ now: () => clock, limits: { heartbeat: 1 } });
});
afterEach(() => server.stop());

describe('a read-only socket', () => {
  it('[RO1] gets the document and hears every update', async () => {
    const a = await RawClient.join(server.url, anna);
    a.type('one');
    await a.next('update');
    const r = await RawClient.join(server.url, reader);
    expect(r.text).toBe('one');
    const update = a.type(' two');
    expect((await r.next('update')).bytes).toEqual(update);
  });

  it('[RO2] [AK4] is refused when it writes something new', async () => {
    const a = await RawClient.join(server.url, anna);
    const r = await RawClient.join(server.url, reader);
    r.saved(0);
    await r.next('saved');
    r.type('mine');
    expect(await r.next('refused')).toEqual({ type: 'refused', version: 0, code: 'read-only' });
    expect(await r.closed).toEqual([4403, 'read-only']);
    await a.ask();
    expect(a.text).toBe('');
    expect((await server.store.load(KEY)).updates).toEqual([]);
  });

  it('[RO2] is refused when it deletes something', async () => {
    const a = await RawClient.join(server.url, anna);
    a.type('keep');
    await a.next('update');
    const r = await RawClient.join(server.url, reader);
    r.send(updateMessage(r.edit((doc) => doc.getText('notes').delete(0, 4))));
    expect(await r.closed).toEqual([4403, 'read-only']);
    await a.ask();
    expect(a.text).toBe('keep');
  });

  it('[RO2] may repeat what everybody has', async () => {
    const a = await RawClient.join(server.url, anna);
    const update = a.type('one');
    await a.next('update');
    const r = await RawClient.join(server.url, reader);
    r.send(updateMessage(update));
    r.answer();
    await r.ask();
    expect(r.text).toBe('one');
  });

  it('[AK3] has 102(0) answered and no higher version', async () => {
    const r = await RawClient.join(server.url, reader);
    r.saved(0);
    r.saved(1);
    expect(await r.next('saved')).toEqual({ type: 'saved', version: 0 });
    expect((await r.heard()).map((heard) => heard.type)).not.toContain('saved');
  });
});

describe('awareness', () => {
  const states = async (client: RawClient) => {
    const { states: heard } = await client.next('awareness');
    return heard.map(({ client: id, clock: at, json }) => [id, at, JSON.parse(json)] as unknown[]);
  };
  /** Asks for everybody who is here. */
  async function here(client: RawClient): Promise<unknown[]> {
    await client.heard();
    client.send(new Uint8Array([MESSAGE_QUERY_AWARENESS]));
    return states(client);
  }

  it('[AW1] reaches the others, who joins later, and who asks', async () => {
    const [a, b] = [await RawClient.join(server.url, anna), await RawClient.join(server.url, bo)];
    a.aware(1, 1, { person: 'anna', editing: null });
    const expected = [[1, 1, { person: 'anna', editing: null }]];
    expect(await states(b)).toEqual(expected);
    const late = await RawClient.open(server.url, bo);
    expect(await states(late)).toEqual(expected);
    expect(await here(b)).toEqual(expected);
  });

  it('[AW2] over its size closes with 4413, and no state of the frame is taken', async () => {
    const [a, b] = [await RawClient.join(server.url, anna), await RawClient.join(server.url, bo)];
    const long = JSON.stringify({ text: 'x'.repeat(SYNC_LIMITS.awareness.stateBytes) });
    a.send(
      awarenessMessage([
        { client: 1, clock: 1, json: '{}' },
        { client: 2, clock: 1, json: long },
      ]),
    );
    expect(await a.closed).toEqual([4413, 'too-large']);
    expect((await b.heard()).map((heard) => heard.type)).not.toContain('awareness');
  });

  it('[AW3] of another person is ignored, and nobody is punished', async () => {
    const [a, b] = [await RawClient.join(server.url, anna), await RawClient.join(server.url, bo)];
    a.aware(1, 1, { person: 'bo' });
    a.aware(2, 1, { person: 'anna' });
    expect(await states(b)).toEqual([[2, 1, { person: 'anna' }]]);
  });

  it('[AW3] of somebody else’s client is ignored: neither changed nor ended nor taken over', async () => {
    const [a, b] = [await RawClient.join(server.url, anna), await RawClient.join(server.url, bo)];
    a.aware(1, 1, { person: 'anna' });
    await states(b);
    b.aware(1, 2, { person: 'anna' });
    b.aware(1, 3, { person: 'bo' });
    b.aware(1, 4, {});
    b.aware(1, 5, null);
    b.aware(2, 1, { person: 'bo' });
    expect(await here(b)).toEqual([
      [1, 1, { person: 'anna' }],
      [2, 1, { person: 'bo' }],
    ]);
  });

  it('[AW4] ends with its socket, one clock higher', async () => {
    const [a, b] = [await RawClient.join(server.url, anna), await RawClient.join(server.url, bo)];
    a.aware(1, 5, { person: 'anna' });
    await states(b);
    await a.close();
    expect(await states(b)).toEqual([[1, 6, null]]);
  });

  it('[AW4] of who comes back with the old clock is asked for again', async () => {
    const [a, b] = [await RawClient.join(server.url, anna), await RawClient.join(server.url, bo)];
    a.aware(1, 5, { person: 'anna' });
    await states(b);
    await a.close();
    await states(b);
    const again = await RawClient.join(server.url, anna);
    again.aware(1, 5, { person: 'anna' });
    expect(await states(again)).toEqual([[1, 6, null]]);
    again.aware(1, 7, { person: 'anna' });
    expect(await states(b)).toEqual([[1, 7, { person: 'anna' }]]);
  });

  it('[AW4] moves to the new socket of the same person, while the old one is half-open', async () => {
    const [old, b] = [await RawClient.join(server.url, anna), await RawClient.join(server.url, bo)];
    old.aware(1, 5, { person: 'anna' });
    await states(b);
    const again = await RawClient.join(server.url, anna);
    again.aware(1, 6, { person: 'anna' });
    await states(b);
    await old.close();
    expect(await here(b)).toEqual([[1, 6, { person: 'anna' }]]);
  });

  it('[AW5] ends where nobody renews it', async () => {
    const [a, b] = [await RawClient.join(server.url, anna), await RawClient.join(server.url, bo)];
    a.aware(1, 1, { person: 'anna' });
    await states(b);
    clock += SYNC_LIMITS.awareness.expireAfter + 1;
    let heard = await states(b);
    while (heard.length === 0) heard = await states(b); // keep-alives
    expect(heard).toEqual([[1, 2, null]]);
  });

  it('[AW6] of an observer is the server’s, from opening to end, whatever the client sends', async () => {
    const a = await RawClient.join(server.url, anna);
    const o = await RawClient.join(server.url, observerOf('eve'));
    const [[id, at, state]] = (await states(a)) as [[number, number, unknown]];
    expect(state).toEqual({ person: 'eve', name: 'eve', role: 'observer' });
    o.aware(7, 1, { person: 'eve' });
    o.aware(id, at + 1, null);
    await o.ask();
    clock += SYNC_LIMITS.awareness.renewEvery;
    let heard = await states(a);
    while (heard.length === 0) heard = await states(a); // keep-alives
    expect(heard).toEqual([[id, at + 1, state]]);
    await o.close();
    expect(await states(a)).toEqual([[id, at + 2, null]]);
  });
});

describe('awareness of ids without end', () => {
  it('[AW2] is taken of a few, also where each is let go before the next', async () => {
    const [a, b] = [await RawClient.join(server.url, anna), await RawClient.join(server.url, bo)];
    const ids = Array.from({ length: 10 * SYNC_LIMITS.awareness.idsPerSocket }, (_, i) => i + 1);
    b.send(
      awarenessMessage(
        ids.flatMap((client) => ['{}', 'null'].map((json, clock) => ({ client, clock: clock + 1, json }))),
      ),
    );
    const { states } = await a.next('awareness');
    expect(new Set(states.map((state) => state.client)).size).toBe(SYNC_LIMITS.awareness.idsPerSocket);
  });
});

describe('a socket that reads too slowly', { timeout: 30_000 }, () => {
  const limits = {
    lag: { bytes: 0, time: 30_000 },
    burst: { frames: 1e9, bytes: 1e9 },
    compactAfter: { rows: 1e9, bytes: 1e9 },
    documentBytes: 1e9,
  };
  const pieces = 45;
  /** More than the buffers of the system take, while `slow` reads nothing. */
  async function flood(writer: RawClient, slow: RawClient): Promise<void> {
    slow.ws.pause();
    for (let count = 0; count < pieces; count += 1) writer.type('x'.repeat(200_000));
    writer.saved(pieces);
    await writer.next('saved');
  }

  it('[SL1] misses updates and gets the whole once it has drained', async () => {
    await server.stop();
    server = await startServer({ limits });
    const [a, b] = [await RawClient.join(server.url, anna), await RawClient.join(server.url, bo)];
    await flood(a, b);
    b.ws.resume();
    let updates = 0;
    while (b.text.length < pieces * 200_000) {
      Y.applyUpdate(b.doc, (await b.next('update')).bytes);
      updates += 1;
    }
    expect(b.text).toBe(a.text);
    expect(updates).toBeLessThan(pieces);
  });

  it('[SL2] is closed with 1013 when it does not drain', async () => {
    await server.stop();
    server = await startServer({ now: () => clock, limits: { ...limits, heartbeat: 1 } });
    const [a, b] = [await RawClient.join(server.url, anna), await RawClient.join(server.url, bo)];
    b.aware(1, 1, { person: 'bo' });
    await a.next('awareness');
    await flood(a, b);
    clock += limits.lag.time + 1;
    let left = false;
    while (!left) left = (await a.next('awareness')).states.some((state) => state.json === 'null');
    b.ws.resume();
    expect(await b.closed).toEqual([1013, 'too-slow']);
  });

  it('[FR7] [SL2] that asks again and again without reading the answers is not heard, and then closed', async () => {
    await server.stop();
    server = await startServer({ now: () => clock, limits: { ...limits, heartbeat: 1 } });
    const [a, b] = [await RawClient.join(server.url, anna), await RawClient.join(server.url, bo)];
    a.type('x'.repeat(3_000_000));
    a.saved(1);
    await a.next('saved');
    b.aware(1, 1, { person: 'bo' });
    await a.next('awareness');
    b.ws.pause();
    for (let count = 0; count < 200; count += 1) b.send(step1Message(Uint8Array.of(0)));
    while (server.connections.total('document') === 2) {
      clock += SYNC_LIMITS.silence + 1;
      await a.next('awareness'); // a keep-alive
    }
    b.ws.resume();
    expect(await b.closed).toEqual([1013, 'too-slow']);
  });
});
