/** What nobody can do to others by awareness, and what a crowd costs. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { awarenessMessage } from './frames.ts';
import { SYNC_LIMITS } from './limits.ts';
import { RawClient } from './testing/client.ts';
import { claimsOf, DOCUMENT, protocolsOf, startServer, type TestServer } from './testing/server.ts';

const anna = claimsOf('anna');
const bo = claimsOf('bo', { role: 'mentee' });

let server: TestServer;
let providers: WebsocketProvider[];
beforeEach(async () => {
  providers = [];
  server = await startServer();
});
afterEach(async () => {
  for (const provider of providers) {
    provider.destroy();
    provider.awareness.destroy();
  }
  await server.stop();
});

function provide(person: string, state: Record<string, unknown> | null = { person }): WebsocketProvider {
  const provider = new WebsocketProvider(server.url, DOCUMENT, new Y.Doc(), {
    protocols: protocolsOf(claimsOf(person)),
    WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
    disableBc: true,
  });
  provider.awareness.setLocalState(state);
  providers.push(provider);
  return provider;
}
function sees({ awareness }: WebsocketProvider, person: string, is = true): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if ([...awareness.getStates().values()].some((state) => state['person'] === person) !== is) return;
      awareness.off('change', look);
      resolve();
    };
    awareness.on('change', look);
    look();
  });
}

/** Everything that was said of clients, up to now. */
async function states(client: RawClient): Promise<[client: number, clock: number, state: unknown][]> {
  return (await client.arrived()).flatMap((heard) =>
    heard.type === 'awareness'
      ? heard.states.map(({ client: id, clock, json }) => [id, clock, JSON.parse(json)] as [number, number, unknown])
      : [],
  );
}
const say = (client: number, clock: number, json: string) => awarenessMessage([{ client, clock, json }]);
const nested = (levels: number) => `{"a":${'['.repeat(levels)}${']'.repeat(levels)}}`;

describe('[AW2] a state', () => {
  it.each([
    ['deeper than a peer’s stack', nested(5_000)],
    ['with a key that changes prototypes', '{"person":"anna","user":{"__proto__":{"admin":true}}}'],
    ['that is a number', '1'],
    ['of nothing', ''],
  ])('%s closes with 4400, and nobody hears of it', async (_, json) => {
    const [a, b] = [await RawClient.join(server.url, anna), await RawClient.join(server.url, bo)];
    a.send(say(1, 1, json));
    expect(await a.closed).toEqual([4400, 'malformed']);
    expect(await states(b)).toEqual([]);
  });

  it('is told as it was understood: a key that stands twice is told once', async () => {
    const [a, b] = [await RawClient.join(server.url, anna), await RawClient.join(server.url, bo)];
    a.send(say(1, 1, '{"person":"bo","person":"anna", "n":1}'));
    expect((await b.next('awareness')).states).toEqual([{ client: 1, clock: 1, json: '{"person":"anna","n":1}' }]);
  });

  it('that only a prototype would name is nobody’s', async () => {
    const [a, b] = [await RawClient.join(server.url, anna), await RawClient.join(server.url, bo)];
    a.aware(1, 1, { constructor: { person: 'bo' }, toString: 'x' });
    expect((await b.next('awareness')).states).toHaveLength(1);
  });
});

describe('[AW11] an id that somebody else took first', () => {
  it.each([
    ['with a small clock', 1],
    ['with the largest clock there is', 2 ** 40],
  ])('%s makes nobody invisible', async (_, clock) => {
    const a = provide('anna');
    const x = await RawClient.join(server.url, claimsOf('x'));
    const b = provide('bo', null);
    x.aware(b.awareness.clientID, clock, { person: 'x' });
    await sees(a, 'x');
    b.awareness.setLocalState({ person: 'bo' });
    await sees(a, 'bo');
    await x.close();
    await sees(a, 'x', false);
    b.awareness.setLocalStateField('editing', 'item');
    const c = provide('cy');
    await sees(c, 'bo');
    b.disconnect();
    await Promise.all([sees(a, 'bo', false), sees(c, 'bo', false)]);
  });

  it('with a clock that cannot be counted up is ignored, and does not close the socket', async () => {
    const [a, b] = [await RawClient.join(server.url, anna), await RawClient.join(server.url, bo)];
    a.aware(1, Number.MAX_SAFE_INTEGER, { person: 'anna' });
    a.aware(2, 2 ** 40, { person: 'anna' });
    a.aware(2, 2 ** 40 + 1, { person: 'anna' });
    a.aware(2, 2 ** 41, { person: 'anna' });
    await a.arrived();
    await a.close();
    const heard = await states(b);
    expect(heard.filter(([client]) => client === 1)).toEqual([]);
    expect(heard.filter(([client]) => client === 2)).toEqual([
      [2, 2 ** 40, { person: 'anna' }],
      [2, 2 ** 40 + 1, { person: 'anna' }],
      [2, 2 ** 40 + 2, null],
    ]);
  });

  it('[AW3] is not lent to anybody while they are away', async () => {
    const [a, b] = [await RawClient.join(server.url, anna), await RawClient.join(server.url, bo)];
    b.aware(7, 3, { user: 'bo' });
    await b.arrived();
    await b.close();
    a.aware(7, 50, { user: 'me' });
    const again = await RawClient.join(server.url, bo);
    again.aware(7, 5, { user: 'bo' });
    await again.arrived();
    expect((await states(a)).filter(([client]) => client === 7)).toEqual([
      [7, 3, { user: 'bo' }],
      [7, 4, null],
      [7, 5, { user: 'bo' }],
    ]);
  });
});

describe('[AW8] an echo between two tabs of a person', () => {
  it('does not take a client away from its tab', async () => {
    const b = await RawClient.join(server.url, bo);
    const tab = await RawClient.join(server.url, anna);
    tab.aware(1, 1, { person: 'anna' });
    await tab.arrived();
    const other = await RawClient.join(server.url, anna);
    other.aware(2, 1, { person: 'anna' }); // what every client that is there says first: itself
    other.aware(1, 1, { person: 'anna' });
    await tab.close();
    const left = (await states(b)).filter(([client]) => client === 1);
    expect(left.at(-1)).toEqual([1, 2, null]);
  });

  it('that is faster than the tab itself does not take its client away', async () => {
    const b = await RawClient.join(server.url, bo);
    const [tab, other] = [await RawClient.join(server.url, anna), await RawClient.join(server.url, anna)];
    tab.aware(1, 1, { person: 'anna' });
    await tab.arrived();
    other.aware(1, 2, { person: 'anna' }); // by BroadcastChannel, before the tab itself says so
    await other.arrived();
    tab.aware(1, 2, { person: 'anna' });
    await tab.arrived();
    await tab.close();
    const heard = (await states(b)).filter(([client]) => client === 1);
    expect(heard.at(-1)).toEqual([1, 3, null]);
  });
});

describe('[AW9] a crowd', () => {
  const awareness = { ...SYNC_LIMITS.awareness, crowd: 2 };
  const flood = (client: RawClient, count: number, id = 1) => {
    const said = Array.from({ length: count }, (_, at) => say(id, at + 1, JSON.stringify({ at: at + 1 })));
    client.send(Buffer.concat(said));
  };
  /** The frames with something of client 1, up to the one with this clock. */
  async function frames(client: RawClient, last: number): Promise<number[]> {
    const clocks: number[] = [];
    while (clocks.at(-1) !== last) {
      const said = (await client.next('awareness')).states.filter((state) => state.client === 1);
      if (said.length > 0) clocks.push(Math.max(...said.map(({ clock }) => clock)));
    }
    return clocks;
  }

  it('of three is told the latest state once per window, and that somebody has left', async () => {
    await server.stop();
    server = await startServer({ limits: { awareness } });
    const [a, b] = [await RawClient.join(server.url, anna), await RawClient.join(server.url, bo)];
    const c = await RawClient.join(server.url, claimsOf('cy'));
    flood(a, 100);
    expect((await frames(b, 100)).length).toBeLessThan(20);
    await a.close();
    expect(await frames(b, 101)).toEqual([101]);
    await c.close();
  });

  it('that is none is told at once', async () => {
    const [a, b] = [await RawClient.join(server.url, anna), await RawClient.join(server.url, bo)];
    flood(a, 10);
    expect(await frames(b, 10)).toEqual(Array.from({ length: 10 }, (_, at) => at + 1));
  });

  it('that is none is told less often of somebody who says very much', async () => {
    const [a, b] = [await RawClient.join(server.url, anna), await RawClient.join(server.url, bo)];
    flood(a, 900);
    expect((await frames(b, 900)).length).toBeLessThan(90);
  });

  it('never gets more in one frame than its clients may send back', async () => {
    await server.stop();
    const many = 1_200;
    server = await startServer({ limits: { awareness: { ...SYNC_LIMITS.awareness, idsPerSocket: many + 1 } } });
    const a = await RawClient.join(server.url, anna);
    for (let from = 0; from < many; from += 400) {
      a.send(
        awarenessMessage(Array.from({ length: 400 }, (_, at) => ({ client: from + at, clock: 1, json: '{"user":1}' }))),
      );
    }
    await a.arrived();
    const b = provide('bo');
    await new Promise<void>((resolve) => {
      b.awareness.on('update', () => b.awareness.getStates().size === many + 2 && resolve());
    });
    const c = provide('cy');
    await Promise.all([sees(b, 'cy'), sees(c, 'bo')]);
    expect([b.wsconnected, c.wsconnected]).toEqual([true, true]);
  });
});
