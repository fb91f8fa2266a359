/** The signaling of a call as the real server lets people in and out; media need browsers, and are tested in some. */
import { once } from 'node:events';
import { parseFromServer, SUBPROTOCOL, type SignalingFromServer, type Ticket } from '@fireside/protocol';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { ANNA, BO, World, type Person } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.end());

async function ticketOf(person: Person): Promise<Ticket> {
  const headers = { authorization: `Bearer ${await world.token(person)}`, 'content-type': 'application/json' };
  const init = { method: 'POST', headers, body: JSON.stringify({ mentorship: 'm1' }) };
  return (await (await fetch(`${world.server.url}/v1/join`, init)).json()) as Ticket;
}

class Caller {
  readonly #ws: WebSocket;
  readonly #frames: (SignalingFromServer | null)[] = [];
  /** Close code and reason. */
  readonly closed: Promise<unknown[]>;
  readonly #opened: Promise<unknown>;

  constructor({ call }: Ticket) {
    if (call?.kind !== 'peer') throw new Error('The ticket opens no call.');
    this.#ws = new WebSocket(call.url, [SUBPROTOCOL, call.token]);
    this.#ws.on('error', () => undefined); // the world ends before some have come in
    this.#opened = new Promise((resolve) => this.#ws.once('open', resolve));
    this.#ws.on('message', (data: Buffer) => this.#frames.push(parseFromServer(data.toString())));
    this.closed = new Promise((resolve) =>
      this.#ws.once('close', (...[code, reason]) => resolve([code, String(reason)])),
    );
  }

  async frame(): Promise<SignalingFromServer | null> {
    while (this.#frames.length === 0) await once(this.#ws, 'message');
    return this.#frames.shift() ?? null;
  }

  async enter(person: Person): Promise<string> {
    await this.#opened;
    const hello = { type: 'hello', client: `tab-of-${person.sub}`, visit: `visit-of-${person.sub}`, takeOver: false };
    this.#ws.send(JSON.stringify(hello));
    const welcome = await this.frame();
    if (welcome?.type !== 'welcome') throw new Error(`not welcome: ${JSON.stringify(welcome)}`);
    return welcome.you;
  }

  async isHeard(): Promise<boolean> {
    this.#ws.send('{"type":"ping"}');
    return (await this.frame())?.type === 'pong';
  }
}

async function pair(): Promise<{ anna: Caller; bo: Caller; ids: { anna: string; bo: string }; boTicket: Ticket }> {
  const [annaTicket, boTicket] = [await ticketOf(ANNA), await ticketOf(BO)];
  const [anna, bo] = [new Caller(annaTicket), new Caller(boTicket)];
  const ids = { anna: await anna.enter(ANNA), bo: await bo.enter(BO) };
  expect(await anna.frame()).toMatchObject({ type: 'joined', peer: { id: ids.bo, name: 'Bo' } });
  return { anna, bo, ids, boTicket };
}

it('sends away whom the host no longer names, in the middle of a call, and nobody else', async () => {
  const { anna, bo, ids, boTicket } = await pair();
  world.clock += 2000;
  world.members = world.members?.filter(({ sub }) => sub !== 'bo');
  await ticketOf(ANNA);
  expect(await bo.frame()).toEqual({ type: 'bye', code: 'not-allowed' });
  expect(await bo.closed).toEqual([4403, 'not-allowed']);
  expect(await anna.frame()).toEqual({ type: 'left', peer: ids.bo, gone: true });
  expect(await anna.isHeard()).toBe(true);
  expect((await new Caller(boTicket).closed)[0]).toBe(4401); // what it was signed for is no longer true
});

it('knows everybody again after a restart, so that their connections live on', async () => {
  const { anna, ids } = await pair();
  const { port } = world.server;
  await world.server.close();
  expect(await anna.frame()).toEqual({ type: 'bye', code: 'restart' });
  await world.startServer(port);
  const [annaTicket, boTicket] = [await ticketOf(ANNA), await ticketOf(BO)];
  const back = new Caller(annaTicket);
  expect(await back.enter(ANNA)).toBe(ids.anna);
  expect(await new Caller(boTicket).enter(BO)).toBe(ids.bo);
  expect(await back.frame()).toMatchObject({ type: 'joined', peer: { id: ids.bo } });
});
