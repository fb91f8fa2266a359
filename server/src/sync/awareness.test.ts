/** Who is here, as the unmodified `WebsocketProvider` of y-websocket sees it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import type { TicketClaims } from '../auth/claims.ts';
import { SYNC_LIMITS } from './limits.ts';
import { RawClient } from './testing/client.ts';
import { claimsOf, DOCUMENT, observerOf, protocolsOf, startServer, type TestServer } from './testing/server.ts';

const anna = claimsOf('anna');
const bo = claimsOf('bo', { role: 'mentee' });

let server: TestServer;
let clock: number;
let providers: WebsocketProvider[];
beforeEach(async () => {
  providers = [];
  clock = 1_000_000;
  server = await startServer({ now: () => clock, limits: { heartbeat: 1 } });
});
afterEach(async () => {
  for (const provider of providers) end(provider);
  await server.stop();
});

/** A socket whose end the server does not hear of. */
class Losable extends WebSocket {
  #lost = false;
  lose(): void {
    this.#lost = true;
    this.onclose?.({ code: 1006, reason: '', wasClean: false, type: 'close', target: this });
  }
  override close(): void {
    if (!this.#lost) super.close();
  }
}

function provide(claims: TicketClaims, state: Record<string, unknown> | null = { person: claims.person }) {
  const provider = new WebsocketProvider(server.url, DOCUMENT, new Y.Doc(), {
    protocols: protocolsOf(claims),
    WebSocketPolyfill: Losable as unknown as typeof globalThis.WebSocket,
    disableBc: true,
  });
  provider.awareness.setLocalState(state);
  providers.push(provider);
  return provider;
}
function end(provider: WebsocketProvider): void {
  provider.destroy();
  provider.awareness.destroy();
}
const socketOf = (provider: WebsocketProvider) => provider.ws as unknown as Losable;
const peopleOf = ({ awareness }: WebsocketProvider) =>
  [...awareness.getStates().values()].map((state) => state['person'] as unknown).sort();
const has = (provider: WebsocketProvider, other: WebsocketProvider) =>
  provider.awareness.getStates().has(other.awareness.clientID);

/** Resolves when it holds, looked at whenever something of awareness or the connection changes. */
function until(provider: WebsocketProvider, holds: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!holds()) return;
      provider.awareness.off('update', look);
      provider.off('status', look);
      resolve();
    };
    provider.awareness.on('update', look);
    provider.on('status', look);
    look();
  });
}
const sees = (provider: WebsocketProvider, ...people: string[]) =>
  until(provider, () => peopleOf(provider).join() === people.sort().join());
const closed = (provider: WebsocketProvider) => until(provider, () => !provider.wsconnected);
const connected = (provider: WebsocketProvider) => until(provider, () => provider.wsconnected);
/** Calls `listener` with every client that `provider` takes for gone. */
function watchLeaving(provider: WebsocketProvider): number[] {
  const left: number[] = [];
  provider.awareness.on('change', ({ removed }: { removed: number[] }, origin: unknown) => {
    if (origin !== 'local') left.push(...removed.filter((client) => client !== provider.awareness.clientID));
  });
  return left;
}

/** Two who see each other. */
async function pair(): Promise<[WebsocketProvider, WebsocketProvider]> {
  const [a, b] = [provide(anna), provide(bo)];
  await Promise.all([sees(a, 'anna', 'bo'), sees(b, 'anna', 'bo')]);
  return [a, b];
}
const together = (...all: WebsocketProvider[]) =>
  Promise.all(all.map((one) => sees(one, ...all.map((other) => String(other.awareness.getLocalState()?.['person'])))));

// Without the server's help each of these would take until the next renewal, which is up to 15 s: longer than a test may.
describe('[AW7] somebody who comes back', () => {
  const ways: [string, (provider: WebsocketProvider) => Promise<void>][] = [
    ['after a close', async (provider) => socketOf(provider).close()],
    ['after a broken connection', async (provider) => socketOf(provider).terminate()],
    ['after disconnect() and connect()', async (provider) => provider.disconnect()],
  ];
  it.each(ways)('%s is visible again, and sees everybody again', async (_, drop) => {
    const [a, b] = await pair();
    const c = provide(claimsOf('cy'));
    await together(a, b, c);
    await drop(b);
    await Promise.all([sees(a, 'anna', 'cy'), sees(c, 'anna', 'cy'), closed(b), sees(b, 'bo')]);
    b.connect();
    await together(a, b, c);
  });

  it.each([
    ['was cut off', () => undefined],
    ['closed one socket after the other', () => server.connections.closeAll(0)],
  ])('to a server that %s and has forgotten everybody is visible, and sees everybody', async (_, leave) => {
    const all = [...(await pair()), provide(claimsOf('cy')), provide(claimsOf('di'))];
    await together(...all);
    const gone = Promise.all(all.map(closed));
    await leave();
    await server.stop();
    await gone;
    server = await startServer();
    for (const provider of all) provider.serverUrl = server.url;
    await together(...all);
  });

  it('is seen by who was back before, also when the server has forgotten both', async () => {
    const [a, b] = await pair();
    b.shouldConnect = false;
    socketOf(b).terminate();
    await sees(a, 'anna'); // told with a clock that b itself never had
    const gone = closed(a);
    await server.stop();
    await gone;
    server = await startServer();
    a.serverUrl = server.url;
    await new Promise<void>((resolve) => a.once('sync', () => resolve()));
    b.serverUrl = server.url;
    b.connect();
    await together(a, b);
  });

  it('as an observer sees everybody, and is seen', async () => {
    const [a, b] = await pair();
    const o = provide(observerOf('eve'), null);
    await sees(o, 'anna', 'bo', 'eve');
    socketOf(o).terminate();
    await closed(o);
    await sees(o);
    await sees(o, 'anna', 'bo', 'eve');
    await Promise.all([sees(a, 'anna', 'bo', 'eve'), sees(b, 'anna', 'bo', 'eve')]);
  });

  it('sees an observer again, for whom the server speaks', async () => {
    const a = provide(anna);
    const o = provide(observerOf('eve'), null);
    await sees(a, 'anna', 'eve');
    socketOf(a).terminate();
    await closed(a);
    await sees(a, 'anna');
    await sees(a, 'anna', 'eve');
    await sees(o, 'anna', 'eve');
  });

  it('without a state sees everybody, and is not made present', async () => {
    const a = provide(anna);
    const looking = provide(bo, null);
    await sees(looking, 'anna');
    socketOf(looking).terminate();
    await closed(looking);
    await sees(looking, 'anna');
    const late = provide(claimsOf('cy'));
    await Promise.all([sees(a, 'anna', 'cy'), sees(looking, 'anna', 'cy'), sees(late, 'anna', 'cy')]);
  });

  it('with the state that every client starts with is visible', async () => {
    const a = provide(anna);
    await connected(a);
    const b = provide(bo);
    b.awareness.meta.clear();
    b.awareness.setLocalState({}); // its first: clock 0, which no peer takes
    await until(a, () => has(a, b));
  });

  it('has everybody asked who is not seen, once for all who come, and nobody twice who does not answer', async () => {
    const [silent, answers] = [await RawClient.join(server.url, anna), await RawClient.join(server.url, bo)];
    silent.aware(1, 5, { person: 'anna' });
    await silent.arrived();
    answers.aware(2, 7, { person: 'bo' });
    await answers.arrived();
    for (const people of [['b', 'c', 'd'], ['e']]) {
      await Promise.all(people.map((person) => RawClient.join(server.url, claimsOf(person))));
      let { states } = await answers.next('awareness');
      while (!states.some(({ client, json }) => client === 2 && json === 'null')) {
        ({ states } = await answers.next('awareness'));
      }
      answers.aware(2, states.find(({ client }) => client === 2)!.clock + 1, { person: 'bo' });
    }
    const asked = (await silent.arrived()).filter(
      (heard) => heard.type === 'awareness' && heard.states.some(({ client, json }) => client === 1 && json === 'null'),
    );
    expect(asked).toEqual([{ type: 'awareness', states: [{ client: 1, clock: 6, json: 'null' }] }]);
  });
});

describe('[AW8] a half-open socket', () => {
  it('does not take its client along when it ends: that has moved to the new socket', async () => {
    const [a, b] = await pair();
    const left = watchLeaving(a);
    const old = socketOf(b);
    old.lose();
    await closed(b);
    await connected(b);
    await together(a, b);
    expect(server.connections.total('document')).toBe(3);
    old.terminate();
    await expect.poll(() => server.connections.total('document')).toBe(2);
    a.awareness.setLocalStateField('editing', 'item');
    await until(b, () => b.awareness.getStates().get(a.awareness.clientID)?.['editing'] === 'item');
    b.awareness.setLocalStateField('editing', 'item');
    await until(a, () => a.awareness.getStates().get(b.awareness.clientID)?.['editing'] === 'item');
    expect(left).toEqual([]);
  });

  it('of somebody who reloads ends by itself, and the new page stays', async () => {
    const [a, b] = await pair();
    socketOf(b).lose();
    b.shouldConnect = false;
    const again = provide(bo);
    await until(a, () => has(a, again));
    clock += SYNC_LIMITS.awareness.expireAfter + 1;
    await until(a, () => !has(a, b));
    await until(a, () => has(a, again));
  });
});

describe('[AW4] leaving', () => {
  it('of one tab is seen also where another tab of the person looks on', async () => {
    const b = provide(bo);
    const [tab, other] = [provide(anna), provide(anna, null)];
    await Promise.all([sees(b, 'anna', 'bo'), sees(other, 'anna', 'bo')]);
    socketOf(other).terminate();
    await closed(other);
    await sees(other, 'anna', 'bo');
    tab.shouldConnect = false;
    socketOf(tab).terminate();
    await Promise.all([sees(b, 'bo'), sees(other, 'bo')]);
  });

  it('is seen at once by everybody, whether the socket is closed or breaks', async () => {
    const [a, b] = await pair();
    b.shouldConnect = false;
    socketOf(b).terminate();
    await sees(a, 'anna');
    const c = provide(claimsOf('cy'));
    await sees(a, 'anna', 'cy');
    c.disconnect();
    await sees(a, 'anna');
  });

  it('and coming back as a new page fifty times leaves one behind', { timeout: 30_000 }, async () => {
    const a = provide(anna);
    let page = provide(bo);
    for (let count = 0; count < 50; count += 1) {
      await sees(a, 'anna', 'bo');
      await sees(page, 'anna', 'bo');
      end(page);
      providers.splice(providers.indexOf(page), 1);
      page = provide(bo);
      const { clientID } = page.awareness;
      await until(a, () => a.awareness.getStates().has(clientID));
    }
    await Promise.all([sees(a, 'anna', 'bo'), sees(page, 'anna', 'bo')]);
  });
});

describe('[AW10] a client that has been silent', () => {
  it('is asked before it would be taken for gone, and stays', async () => {
    const [a, b] = await pair();
    const left = watchLeaving(a);
    for (let count = 0; count < 4; count += 1) {
      const before = a.awareness.meta.get(b.awareness.clientID)!.clock;
      clock += SYNC_LIMITS.awareness.askAfter;
      await until(a, () => a.awareness.meta.get(b.awareness.clientID)!.clock > before);
    }
    expect(left).toEqual([]);
  });

  it('[FR6] hears something every 20 s also where nobody says anything, so that it stays connected', async () => {
    const looking = provide(bo, null);
    await connected(looking);
    const attempts: string[] = [];
    looking.on('status', ({ status }) => attempts.push(status));
    const { silence, heartbeat } = SYNC_LIMITS;
    for (let time = 0; time < 75_000; time += silence + heartbeat) {
      looking.wsLastMessageReceived = 0; // what its watchdog looks at
      const heard = new Promise((resolve) => socketOf(looking).once('message', resolve));
      clock += silence + heartbeat;
      await heard;
      expect(looking.wsLastMessageReceived).toBeGreaterThan(0);
    }
    expect(attempts).toEqual([]);
  });
});

describe('[AW3] echoes', () => {
  it('of everybody else do not count against what a socket may say', async () => {
    const others = Array.from({ length: 2 }, () => provide(bo));
    await Promise.all(others.map(connected));
    const raw = await RawClient.join(server.url, claimsOf('cy'));
    const raw2 = await RawClient.join(server.url, bo);
    for (let id = 1; id <= SYNC_LIMITS.awareness.idsPerSocket; id += 1) {
      raw.aware(id, 1, { user: 'somebody' });
      raw2.aware(100 + id, 1, { person: 'bo' });
    }
    const all = 2 + 2 * SYNC_LIMITS.awareness.idsPerSocket;
    const late = provide(anna, null);
    await until(late, () => late.awareness.getStates().size === all);
    late.awareness.setLocalState({ person: 'anna' });
    for (const other of others) await until(other, () => has(other, late));
    expect(providers.every(({ wsconnected }) => wsconnected)).toBe(true);
  });
});
