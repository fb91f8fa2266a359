/** What a ticket says of the call, and who decides which kind it is, over a real server with sockets. */
import { once } from 'node:events';
import type { SfuCallAccess, SignalingFromServer, Ticket } from '@fireside/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeLiveKit } from '../livekit/testing/fake-livekit.ts';
import { run, type Running, type TestSocket } from '../testing/running.ts';
import { createStage } from '../testing/stage.ts';
import { ANNA, BO, createWorld, minutes, OLGA, type World } from '../testing/world.ts';

let fake: FakeLiveKit;
beforeEach(async () => {
  fake = await FakeLiveKit.open();
});
afterEach(() => fake.close());

function sfuOf({ call }: Ticket): SfuCallAccess {
  if (call?.kind !== 'sfu') throw new Error(`The call is ${String(call?.kind)}.`);
  return call;
}

describe('a ticket where LiveKit is set up', () => {
  let world: World;
  beforeEach(async () => {
    world = await createWorld({ livekit: fake.settings });
    fake.now = world.now;
  });
  afterEach(() => world.close());

  it('says where LiveKit is, who its holder is there, and where they are introduced', async () => {
    const ticket = await world.join(ANNA);
    const { token, identity, ...call } = sfuOf(ticket);
    expect(call).toEqual({
      kind: 'sfu',
      url: fake.settings.url,
      signaling: { url: `ws://localhost/v1/calls/${ticket.session.id}`, token: ticket.documents.token },
    });
    expect(await fake.claims(token)).toMatchObject({ sub: identity, video: { roomJoin: true } });
  });

  it('is for one room of one session, and one identity of its own', async () => {
    const rooms = new Map<string, unknown>();
    for (const [who, mentorship] of [
      [ANNA, 'm1'],
      [ANNA, 'm1'],
      [BO, 'm1'],
      [ANNA, 'm2'],
    ] as const) {
      const { token, identity } = sfuOf(await world.join(who, { claims: { mentorship } }));
      rooms.set(identity, (await fake.claims(token)).video?.['room']);
    }
    expect(rooms.size).toBe(4);
    expect(new Set(rooms.values()).size).toBe(2);
  });

  it('names nobody at LiveKit, whatever people and mentorships are called', async () => {
    const person = { sub: 'änn a","b', name: 'Anna\u0000', role: 'mentor' as const };
    const { token, identity } = sfuOf(await world.join(person, { claims: { mentorship: 'geheim, ganz' } }));
    const text = identity + JSON.stringify(await fake.claims(token));
    for (const secret of ['nn a', 'Anna', 'geheim', 'default', 'mentor']) expect(text).not.toContain(secret);
  });

  it('has no call for an observer, nor in person', async () => {
    await createStage(world).live();
    expect((await world.join(OLGA)).call).toBeNull();
    const { documents, session } = await world.join(BO, { claims: { mentorship: 'by-phone' } });
    await world.ask('PATCH', `/v1/sessions/${session.id}`, documents.token, { mode: 'phone' });
    expect((await world.join(BO, { claims: { mentorship: 'by-phone' } })).call).toBeNull();
  });
});

describe('POST /v1/sessions/{id}/call', () => {
  let world: World;
  beforeEach(async () => {
    world = await createWorld({ livekit: fake.settings });
  });
  afterEach(() => world.close());

  const choose = (ticket: Ticket, body: unknown = { kind: 'peer' }, id = ticket.session.id) =>
    world.ask<{ error: { code: string } }>('POST', `/v1/sessions/${id}/call`, ticket.documents.token, body);

  it('answers the session, and the next tickets of both say peer', async () => {
    const anna = await world.join(ANNA);
    const { status, body } = await choose(anna);
    const { lastTime: _, ...session } = anna.session;
    expect([status, body]).toEqual([200, { session, recap: null, next: null }]);
    for (const person of [ANNA, BO]) expect((await world.join(person)).call?.kind).toBe('peer');
    expect((await choose(anna)).status).toBe(200);
  });

  it('is for one session: another one is as it was configured', async () => {
    await choose(await world.join(ANNA, { claims: { mentorship: 'anna-cy' } }));
    expect((await world.join(ANNA)).call?.kind).toBe('sfu');
  });

  it('may be asked with the ticket of another session of the mentorship', async () => {
    const anna = await world.join(ANNA);
    const { body } = await createStage(world).book(anna, { key: 'k', startsAt: world.now() + minutes(60) });
    const { body: other } = await createStage(world).book(anna, { key: 'l', startsAt: world.now() + minutes(120) });
    expect((await choose(anna, { kind: 'peer' }, other.id)).status).toBe(200);
    expect((await world.join(BO, { session: other.id })).call?.kind).toBe('peer');
    expect((await world.join(BO, { session: body.id })).call?.kind).toBe('sfu');
  });

  it.each([{}, { kind: 'sfu' }, { kind: 'phone' }, { kind: ['peer'] }, [], 'peer', '{'])('refuses %j', async (body) => {
    const answer = await choose(await world.join(ANNA), body);
    expect([answer.status, answer.body.error.code]).toEqual([400, 'malformed']);
  });

  it('refuses an observer', async () => {
    await createStage(world).live();
    const answer = await choose(await world.join(OLGA));
    expect([answer.status, answer.body.error.code]).toEqual([403, 'not-allowed']);
  });

  it('refuses where the call is over', async () => {
    const { anna } = await createStage(world).live();
    await createStage(world).command(anna, 'wrap-up');
    expect((await choose(anna)).status).toBe(200);
    world.pass(minutes(31));
    const later = await world.join(ANNA, { session: anna.session.id });
    const answer = await choose(later);
    expect([answer.status, answer.body.error.code]).toEqual([409, 'call-over']);
  });
});

describe('the kind of a call', () => {
  let server: Running;
  beforeEach(async () => {
    server = await run({ env: fake.env });
  });
  afterEach(() => server.end());

  interface Inside {
    socket: TestSocket;
    ticket: Ticket;
  }
  const heard = async (socket: TestSocket): Promise<SignalingFromServer> =>
    JSON.parse((await socket.frame()).toString()) as SignalingFromServer;

  /** Comes to the door of the call, and is let that far. */
  async function waitAtDoor({ session, documents }: Ticket): Promise<TestSocket> {
    const socket = server.socket(`/v1/calls/${session.id}`, ['fireside', documents.token]);
    await once(socket, 'open');
    socket.send('{"type":"ping"}');
    expect(await heard(socket)).toEqual({ type: 'pong' });
    return socket;
  }

  /** Comes to the door of the call and says hello, as the ticket says. */
  async function knock(ticket: Ticket, name: string): Promise<TestSocket> {
    const { call } = ticket;
    const socket = await waitAtDoor(ticket);
    const identity = call?.kind === 'sfu' ? { identity: call.identity } : {};
    const hello = { type: 'hello', client: `client-of-${name}`, visit: `visit-of-${name}`, takeOver: false };
    socket.send(JSON.stringify({ ...hello, ...identity }));
    return socket;
  }

  async function enter(name: string): Promise<Inside> {
    const ticket = await server.join({ sub: name, name, role: 'mentee' });
    const socket = await knock(ticket, name);
    expect(await heard(socket)).toMatchObject({ type: 'welcome' });
    return { socket, ticket };
  }

  async function byeOf(socket: TestSocket): Promise<string> {
    for (;;) {
      const frame = await heard(socket);
      if (frame.type === 'bye') return frame.code;
    }
  }

  const choosePeer = ({ session, documents }: Ticket): Promise<Response> =>
    server.post(`/v1/sessions/${session.id}/call`, documents.token, { kind: 'peer' });

  it('is said at the start', () => {
    expect(server.logged).toContainEqual(expect.objectContaining({ event: 'listening', calls: 'sfu' }));
  });

  it('turns to peer for everybody in it, and LiveKit’s room is closed', async () => {
    const anna = await enter('anna');
    const bo = await enter('bo');
    expect((await choosePeer(anna.ticket)).status).toBe(200);
    expect(await Promise.all([anna, bo].map(({ socket }) => byeOf(socket)))).toEqual(['join-again', 'join-again']);
    const { video } = await fake.claims(sfuOf(anna.ticket).token);
    await expect.poll(() => fake.did).toEqual([`close ${String(video?.['room'])}`]);
    // The ticket of before is of the other kind.
    expect(await byeOf(await knock(bo.ticket, 'bo'))).toBe('join-again');
    expect((await enter('anna')).ticket.call?.kind).toBe('peer');
    expect((await enter('bo')).ticket.call?.kind).toBe('peer');
    expect(server.logged.findLast(({ event }) => event === 'call joined')).toMatchObject({
      kind: 'peer',
      why: 'in use',
    });
  });

  it('turns, too, for whoever is at the door and has not said hello', async () => {
    const bo = await server.join(BO);
    const socket = await waitAtDoor(bo);
    await choosePeer(await server.join(ANNA));
    expect(await byeOf(socket)).toBe('join-again');
    expect((await server.join(ANNA)).call?.kind).toBe('peer');
    expect(await byeOf(await knock(bo, 'bo'))).toBe('join-again');
    expect((await enter('bo')).ticket.call?.kind).toBe('peer');
    expect(fake.did).toEqual([]);
  });

  it('turns, too, where everybody has lost their socket: LiveKit’s room is closed', async () => {
    const { socket, ticket } = await enter('anna');
    socket.terminate();
    await expect.poll(() => server.logged.map(({ event }) => event)).toContain('call left');
    await choosePeer(ticket);
    const { video } = await fake.claims(sfuOf(ticket).token);
    await expect.poll(() => fake.did).toEqual([`close ${String(video?.['room'])}`]);
    expect(await byeOf(await knock(ticket, 'anna'))).toBe('join-again');
  });

  it('turns for four at most', async () => {
    const [anna] = await Promise.all(['anna', 'b', 'c', 'd', 'e'].map(enter));
    const answer = await choosePeer(anna!.ticket);
    expect(answer.status).toBe(409);
    expect(await answer.json()).toMatchObject({ error: { code: 'call-full' } });
    expect((await server.join(BO)).call?.kind).toBe('sfu');
    expect(fake.did).toEqual([]);
  });

  it('leaves those alone who are in a mesh already', async () => {
    await choosePeer(await server.join(ANNA));
    const { socket, ticket } = await enter('anna');
    expect((await choosePeer(ticket)).status).toBe(200);
    socket.send('{"type":"ping"}');
    expect(await heard(socket)).toEqual({ type: 'pong' });
  });

  it('stays chosen over a restart', async () => {
    await choosePeer(await server.join(ANNA));
    await server.restart();
    expect((await server.join(BO)).call?.kind).toBe('peer');
  });

  it('is peer after a restart without LiveKit, also for a ticket of before', async () => {
    const { ticket } = await enter('anna');
    await server.restart({});
    expect(await byeOf(await knock(ticket, 'anna'))).toBe('join-again');
    expect((await enter('anna')).ticket.call?.kind).toBe('peer');
    expect(server.logged.findLast(({ event }) => event === 'listening')).toMatchObject({ calls: 'peer' });
  });

  it('is LiveKit’s after a restart with it, also for a ticket of before', async () => {
    await server.restart({});
    const before = await server.join(ANNA);
    await server.restart(fake.env);
    expect(await byeOf(await knock(before, 'anna'))).toBe('join-again');
    expect((await enter('anna')).ticket.call?.kind).toBe('sfu');
  });
});
