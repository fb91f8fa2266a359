import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { SignalingFromServer } from '@fireside/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import type { TicketClaims } from '../auth/claims.ts';
import type { Connection, Connections } from '../connections.ts';
import type { LineLimits } from './line.ts';
import { createSignaling, type Signaling } from './signaling.ts';

const SESSION = 's1';
let server: WebSocketServer;
let signaling: Signaling;
let registered: Set<Connection>;
let presence: string[];
let sockets: WebSocket[];
let next: { claims: TicketClaims; session: string };

function claimsOf(person: string, change: Partial<TicketClaims> = {}): TicketClaims {
  return {
    tenant: 'default',
    person,
    name: person.toUpperCase(),
    role: 'mentor',
    mentorship: 'm1',
    session: SESSION,
    access: {},
    epochs: {},
    call: true,
    expiresAt: 0,
    ...change,
  };
}

function start(limits: Partial<LineLimits> = {}): void {
  registered = new Set();
  presence = [];
  const connections: Connections = {
    add(connection) {
      registered.add(connection);
      return () => registered.delete(connection);
    },
    prolong: () => undefined,
    recheck: () => Promise.resolve(),
    tell: () => undefined,
    count: () => registered.size,
    closeAll: () => Promise.resolve(),
  };
  signaling = createSignaling({
    connections,
    now: () => 1234,
    log: { info: () => undefined },
    onPresence: (tenant, session, person, at) => presence.push([tenant, session, person, at].join(' ')),
    limits,
  });
}

/** A client that reads what the server says, one frame after the other. */
class Client {
  readonly ws: WebSocket;
  readonly closed: Promise<number>;
  readonly #frames: SignalingFromServer[] = [];
  #wake: () => void = () => undefined;

  constructor(ws: WebSocket) {
    this.ws = ws;
    sockets.push(ws);
    ws.on('message', (data) => {
      this.#frames.push(JSON.parse((data as Buffer).toString()) as SignalingFromServer);
      this.#wake();
    });
    this.closed = once(ws, 'close').then(([code]) => code as number);
  }

  send(frame: unknown): void {
    this.ws.send(typeof frame === 'string' || frame instanceof Uint8Array ? frame : JSON.stringify(frame));
  }

  async read(): Promise<SignalingFromServer> {
    while (this.#frames.length === 0) await new Promise<void>((resolve) => (this.#wake = resolve));
    return this.#frames.shift()!;
  }

  /** True when nothing but the answer to a ping has come: the server answers in order. */
  async quiet(): Promise<boolean> {
    this.send({ type: 'ping' });
    return (await this.read()).type === 'pong';
  }
}

async function connect(claims: TicketClaims, session = SESSION): Promise<Client> {
  next = { claims, session };
  const ws = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const client = new Client(ws); // listens before the first frame can come
  await once(ws, 'open');
  return client;
}

interface Hello {
  client?: string;
  visit?: string;
  takeOver?: boolean;
}
const hello = (person: string, change: Hello = {}): unknown => ({
  type: 'hello',
  client: `client-${person}`,
  visit: `visit-of-${person}`,
  takeOver: false,
  ...change,
});

async function join(
  person: string,
  change: Hello = {},
  claims = claimsOf(person),
): Promise<{ client: Client; you: string; peers: string[] }> {
  const client = await connect(claims, claims.session);
  client.send(hello(person, change));
  const welcome = await client.read();
  if (welcome.type !== 'welcome') throw new Error(`not welcome: ${JSON.stringify(welcome)}`);
  return { client, you: welcome.you, peers: welcome.peers.map(({ person: who }) => who) };
}

const candidate = { candidate: { candidate: 'c', sdpMid: '0', sdpMLineIndex: 0, usernameFragment: null } };

beforeEach(async () => {
  server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  sockets = [];
  server.on('connection', (ws) => signaling.open(ws, next.claims, next.session));
  await once(server, 'listening');
  start();
});

afterEach(async () => {
  signaling.close();
  for (const ws of sockets) ws.terminate();
  for (const ws of server.clients) ws.terminate();
  await new Promise((resolve) => server.close(resolve));
});

describe('people of one session', () => {
  it('find each other and pass signals with the sender that the server knows', async () => {
    const anna = await join('anna');
    const bo = await join('bo');
    expect(anna.peers).toEqual([]);
    expect(bo.peers).toEqual(['anna']);
    expect(await anna.client.read()).toEqual({
      type: 'joined',
      peer: { id: bo.you, person: 'bo', name: 'BO' },
    });
    bo.client.send({ type: 'signal', to: anna.you, from: 'forged', person: 'forged', signal: candidate });
    expect(await anna.client.read()).toEqual({ type: 'signal', from: bo.you, signal: candidate });
    expect(presence).toEqual([`default ${SESSION} anna 1234`, `default ${SESSION} bo 1234`]);
    expect(signaling.count('default', SESSION)).toBe(2);
  });

  it('hear who left for good and whose socket was only lost', async () => {
    const anna = await join('anna');
    const bo = await join('bo');
    const cleo = await join('cleo');
    const dan = await join('dan');
    for (let i = 0; i < 3; i++) await anna.client.read();
    bo.client.send({ type: 'leave' });
    expect(await anna.client.read()).toEqual({ type: 'left', peer: bo.you, gone: true });
    expect(await bo.client.closed).toBe(1000);
    cleo.client.ws.terminate();
    expect(await anna.client.read()).toEqual({ type: 'left', peer: cleo.you, gone: false });
    dan.client.ws.close(1001); // as a browser does when the page goes away
    expect(await anna.client.read()).toEqual({ type: 'left', peer: dan.you, gone: true });
    expect(signaling.count('default', SESSION)).toBe(1);
  });

  it('never reach another session, another tenant, or themselves under a known id', async () => {
    const anna = await join('anna');
    const eve = await join('eve', {}, claimsOf('eve', { session: 's2' }));
    const other = await join('anna', {}, claimsOf('anna', { tenant: 'https://other.example' }));
    expect(eve.peers).toEqual([]);
    expect(other.peers).toEqual([]);
    expect(other.you).not.toBe(anna.you);
    for (const stranger of [eve, other]) {
      stranger.client.send({ type: 'signal', to: anna.you, signal: candidate });
      expect(await stranger.client.quiet()).toBe(true);
    }
    expect(await anna.client.quiet()).toBe(true);
  });

  it('are four at most', async () => {
    const first = await join('a');
    for (const person of ['b', 'c', 'd']) await join(person);
    for (let i = 0; i < 3; i++) await first.client.read();
    const fifth = await connect(claimsOf('e'));
    fifth.send(hello('e'));
    expect(await fifth.read()).toEqual({ type: 'bye', code: 'call-full' });
    expect(await fifth.closed).toBe(4403);
    expect(await first.client.quiet()).toBe(true);
    expect(signaling.count('default', SESSION)).toBe(4);
  });
});

describe('a visit', () => {
  it('keeps its id over a lost socket and a restart of the server', async () => {
    const before = await join('anna');
    const bo = await join('bo');
    before.client.ws.terminate();
    expect(await bo.client.read()).toMatchObject({ type: 'left', gone: false });
    const after = await join('anna');
    expect(after.you).toBe(before.you);
    expect(await bo.client.read()).toMatchObject({ type: 'joined', peer: { id: before.you } });
    signaling.close();
    expect(await bo.client.read()).toEqual({ type: 'bye', code: 'restart' });
    expect(await bo.client.closed).toBe(1012);
    start();
    expect((await join('anna')).you).toBe(before.you);
    expect((await join('bo')).you).toBe(bo.you);
  });

  it('replaces its own half-open socket at once; the others only hear that it is there', async () => {
    const bo = await join('bo');
    const old = await join('anna');
    await bo.client.read();
    const fresh = await join('anna');
    expect(fresh.peers).toEqual(['bo']);
    expect(await bo.client.read()).toMatchObject({ type: 'joined', peer: { id: old.you } });
    expect(await bo.client.quiet()).toBe(true);
    expect(await old.client.closed).toBe(4403);
    expect(await bo.client.quiet()).toBe(true);
    expect(signaling.count('default', SESSION)).toBe(2);
  });

  it('that ended by a reload leaves before the next one comes', async () => {
    const bo = await join('bo');
    const old = await join('anna');
    await bo.client.read();
    const fresh = await join('anna', { visit: 'visit-after-reload' });
    expect(fresh.you).not.toBe(old.you);
    expect(await bo.client.read()).toEqual({ type: 'left', peer: old.you, gone: true });
    expect(await bo.client.read()).toMatchObject({ type: 'joined', peer: { id: fresh.you } });
  });

  it('in another tab is refused until it takes over, and then the old one gets bye', async () => {
    const bo = await join('bo');
    const old = await join('anna');
    await bo.client.read();
    const second = await connect(claimsOf('anna'));
    second.send(hello('anna', { client: 'another-tab' }));
    expect(await second.read()).toEqual({ type: 'bye', code: 'already-in-call' });
    expect(await second.closed).toBe(4403);
    expect(await old.client.quiet()).toBe(true);

    const third = await join('anna', { client: 'another-tab', takeOver: true });
    expect(third.peers).toEqual(['bo']);
    expect(await old.client.read()).toEqual({ type: 'bye', code: 'taken-over' });
    expect(await old.client.closed).toBe(4403);
    expect(await bo.client.read()).toEqual({ type: 'left', peer: old.you, gone: true });
    expect(await bo.client.read()).toMatchObject({ type: 'joined', peer: { id: third.you } });
  });
});

describe('what nobody may send', () => {
  const bad: [string, unknown, string, number][] = [
    ['no JSON', 'hello', 'malformed', 4400],
    ['no object', '[]', 'malformed', 4400],
    ['an unknown type', { type: 'welcome' }, 'malformed', 4400],
    ['a signal to nobody', { type: 'signal', signal: candidate }, 'malformed', 4400],
    ['a signal of no kind', { type: 'signal', to: 'x', signal: { description: { type: 'x' } } }, 'malformed', 4400],
    ['a second hello', hello('anna'), 'malformed', 4400],
    ['a binary frame', Buffer.from(JSON.stringify({ type: 'ping' })), 'malformed', 4400],
    ['more than 64 kB', { type: 'ping', padding: 'x'.repeat(64 * 1024) }, 'too-large', 4413],
  ];
  it.each(bad)('%s ends the socket and hurts nobody else', async (_what, frame, code, close) => {
    const bo = await join('bo');
    const anna = await join('anna');
    await bo.client.read();
    anna.client.send(frame);
    expect(await anna.client.read()).toEqual({ type: 'bye', code });
    expect(await anna.client.closed).toBe(close);
    expect(await bo.client.read()).toMatchObject({ type: 'left', peer: anna.you });
    expect(await bo.client.quiet()).toBe(true);
  });

  const early: [string, unknown][] = [
    ['a signal before hello', { type: 'signal', to: 'x', signal: candidate }],
    ['leave before hello', { type: 'leave' }],
    ['a hello without a visit', { type: 'hello', client: 'client-anna' }],
    ['a hello with a short client', { type: 'hello', client: 'x', visit: 'visit-of-anna' }],
  ];
  it.each(early)('%s ends the socket', async (_what, frame) => {
    const anna = await connect(claimsOf('anna'));
    anna.send(frame);
    expect(await anna.read()).toEqual({ type: 'bye', code: 'malformed' });
    expect(await anna.closed).toBe(4400);
    expect(registered.size).toBe(0);
  });

  it.each([
    ['without a call', claimsOf('olga', { call: false }), SESSION],
    ['of another session', claimsOf('olga', { session: 's2' }), SESSION],
  ])('a ticket %s opens nothing', async (_what, claims, session) => {
    const anna = await connect(claims, session);
    expect(await anna.read()).toEqual({ type: 'bye', code: 'not-allowed' });
    expect(await anna.closed).toBe(4403);
    expect(registered.size).toBe(0);
  });
});

describe('limits', () => {
  it('pause a fast socket and drop none of its frames', async () => {
    start({ burst: 20, perSecond: 2000 });
    const bo = await join('bo');
    const anna = await join('anna');
    await bo.client.read();
    for (let i = 0; i < 200; i++) {
      anna.client.send({ type: 'signal', to: bo.you, signal: { description: { type: 'offer', sdp: String(i) } } });
    }
    for (let i = 0; i < 200; i++) {
      expect(await bo.client.read()).toMatchObject({ signal: { description: { sdp: String(i) } } });
    }
    expect(await anna.client.quiet()).toBe(true);
  });

  it('end a flood', async () => {
    start({ burst: 5, perSecond: 20 });
    const bo = await join('bo');
    const anna = await join('anna');
    await bo.client.read();
    for (let i = 0; i < 500; i++) anna.client.send({ type: 'ping' });
    expect(await anna.client.closed).toBe(4503);
    expect(await bo.client.read()).toMatchObject({ type: 'left', peer: anna.you });
    expect(await bo.client.quiet()).toBe(true);
  });

  it('end a socket that never says hello, whatever else it says', async () => {
    start({ helloMs: 50 });
    const anna = await connect(claimsOf('anna'));
    anna.send({ type: 'ping' });
    expect(await anna.read()).toEqual({ type: 'pong' });
    expect(await anna.read()).toEqual({ type: 'bye', code: 'too-slow' });
    expect(await anna.closed).toBe(1013);
  });

  it('end a socket that no longer answers, and leave one that does', async () => {
    start({ pingMs: 25 });
    const bo = await join('bo');
    const anna = await join('anna');
    await bo.client.read();
    anna.client.ws.pause(); // as a cable that was pulled: open, and silent
    expect(await bo.client.read()).toEqual({ type: 'left', peer: anna.you, gone: false });
    expect(await bo.client.quiet()).toBe(true);
  });
});

describe('from outside', () => {
  it('a room is closed with a code, and other rooms go on', async () => {
    const anna = await join('anna');
    const eve = await join('eve', {}, claimsOf('eve', { session: 's2' }));
    signaling.end('default', SESSION, 'call-over');
    expect(await anna.client.read()).toEqual({ type: 'bye', code: 'call-over' });
    expect(await anna.client.closed).toBe(4403);
    expect(await eve.client.quiet()).toBe(true);
    expect(signaling.count('default', SESSION)).toBe(0);
  });

  it('one socket is closed by its registered connection', async () => {
    const bo = await join('bo');
    const anna = await join('anna');
    await bo.client.read();
    [...registered].find(({ claims }) => claims.person === 'anna')?.close('token-expired');
    expect(await anna.client.read()).toEqual({ type: 'bye', code: 'token-expired' });
    expect(await anna.client.closed).toBe(4401);
    expect(await bo.client.read()).toEqual({ type: 'left', peer: anna.you, gone: false });
    expect([...registered].map(({ claims, kind }) => `${kind} ${claims.person}`)).toEqual(['call bo']);
  });
});
