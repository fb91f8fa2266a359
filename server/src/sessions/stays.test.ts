/** Rows of who was in a call from when to when, over a real server: from its own sockets and from LiveKit's webhooks. */
import { once } from 'node:events';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { SignalingFromServer, Ticket } from '@fireside/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeLiveKit, type Webhook } from '../livekit/testing/fake-livekit.ts';
import { run, type Running, type TestSocket } from '../testing/running.ts';
import { ANNA, BO, minutes, type Person } from '../testing/world.ts';
import type { StayTable } from './schema.ts';

const person = (sub: string): Person => ({ sub, name: sub, role: 'mentee' });
const START = Date.UTC(2026, 10, 21, 9);
let time: number;
let fake: FakeLiveKit;
let server: Running;
beforeEach(async () => {
  time = START;
  fake = await FakeLiveKit.open();
  fake.now = () => time;
});
afterEach(async () => {
  await server.end();
  await fake.close();
});

const start = async (env: Record<string, string> = {}): Promise<void> => {
  server = await run({ now: () => time, env });
};

function stays(): StayTable[] {
  const db = new DatabaseSync(join(server.data, 'fireside.sqlite'), { readOnly: true });
  try {
    return db.prepare('select * from stay order by came_at, person').all() as unknown as StayTable[];
  } finally {
    db.close();
  }
}

/** Who stayed from which minute to which. */
const told = (): string[] =>
  stays().map(
    ({ person, kind, came_at, left_at }) =>
      `${person} ${kind} ${(came_at - START) / 60_000}-${(left_at - START) / 60_000}`,
  );

async function enter(ticket: Ticket, change: Record<string, unknown> = {}): Promise<TestSocket> {
  const { call, session, documents, person } = ticket;
  const socket = server.socket(`/v1/calls/${session.id}`, ['fireside', documents.token]);
  await once(socket, 'open');
  const identity = call?.kind === 'sfu' ? { identity: call.identity } : {};
  const hello = { type: 'hello', client: `client-of-${person.id}`, visit: 'a-visit-of-it', takeOver: false };
  socket.send(JSON.stringify({ ...hello, ...identity, ...change }));
  const first = JSON.parse((await socket.frame()).toString()) as SignalingFromServer;
  if (first.type !== 'welcome') throw new Error(`not welcome: ${first.type}`);
  return socket;
}

async function leave(socket: TestSocket): Promise<void> {
  socket.send('{"type":"leave"}');
  await once(socket, 'close');
}

async function tell(ticket: Ticket, what: Webhook): Promise<void> {
  if (ticket.call?.kind !== 'sfu') throw new Error('no SFU call');
  const { video } = await fake.claims(ticket.call.token);
  const { body, authorization } = await fake.webhook({
    room: String(video?.['room']),
    identity: ticket.call.identity,
    ...what,
  });
  const headers = { 'content-type': 'application/webhook+json', authorization };
  const { status } = await fetch(`${server.url}/v1/livekit/webhook`, { method: 'POST', headers, body });
  expect(status).toBe(200);
}

describe('a stay in a peer call', () => {
  beforeEach(() => start());

  it('is one row, from hello to leave', async () => {
    const anna = await enter(await server.join(ANNA));
    await expect.poll(told).toEqual(['anna peer 0-0']);
    time += minutes(2);
    const bo = await enter(await server.join(BO));
    time += minutes(3);
    anna.send('{"type":"leave"}');
    await expect.poll(told).toEqual(['anna peer 0-5', 'bo peer 2-2']);
    time += minutes(1);
    await bo.leave();
    await expect.poll(told).toEqual(['anna peer 0-5', 'bo peer 2-6']);
  });

  it('is the same row over a lost socket and a restart, and another one after a reload', async () => {
    const ticket = await server.join(ANNA);
    (await enter(ticket)).terminate();
    time += minutes(1);
    await enter(ticket);
    await server.restart();
    time += minutes(1);
    const again = await enter(ticket);
    await expect.poll(told).toEqual(['anna peer 0-2']);
    time += minutes(1);
    await leave(again);
    await enter(ticket, { visit: 'visit-after-reload' });
    await expect.poll(told).toEqual(['anna peer 0-3', 'anna peer 3-3']);
  });

  it('moves on each minute, so that a crash loses one at most', async () => {
    await enter(await server.join(ANNA));
    for (let minute = 1; minute <= 3; minute += 1) {
      time += minutes(1);
      await server.sweep();
      expect(told()).toEqual([`anna peer 0-${minute}`]);
    }
  });

  it('is none where the call was full, or the hello was none', async () => {
    for (const sub of ['a', 'b', 'c', 'd']) await enter(await server.join(person(sub)));
    await expect(enter(await server.join(person('e')))).rejects.toThrow('bye');
    await expect.poll(() => stays().map((one) => one.person)).toEqual(['a', 'b', 'c', 'd']);
  });
});

describe('a stay in an SFU call', () => {
  beforeEach(() => start(fake.env));

  it('is one row, whose id is the identity, whoever tells of it', async () => {
    const ticket = await server.join(ANNA);
    await tell(ticket, { event: 'participant_joined' });
    time += minutes(1);
    const socket = await enter(ticket);
    time += minutes(1);
    await socket.leave();
    await expect.poll(told).toEqual(['anna sfu 0-2']);
    time += minutes(1);
    await tell(ticket, { event: 'participant_left' });
    expect(told()).toEqual(['anna sfu 0-3']);
    expect(stays().map(({ id }) => id)).toEqual([ticket.call?.kind === 'sfu' ? ticket.call.identity : '']);
  });

  it('is one row without webhooks, and one where they come late and in disorder', async () => {
    const ticket = await server.join(ANNA);
    time += minutes(1);
    await (await enter(ticket)).leave();
    await expect.poll(told).toEqual(['anna sfu 1-1']);
    await tell(ticket, { event: 'participant_left', at: START + minutes(2) });
    await tell(ticket, { event: 'participant_joined', at: START });
    expect(told()).toEqual(['anna sfu 0-2']);
  });

  it('is a row for each stay of a person, and one for each kind of call', async () => {
    const first = await server.join(ANNA);
    await leave(await enter(first));
    time += minutes(1);
    await leave(await enter(await server.join(ANNA)));
    time += minutes(1);
    await server.post(`/v1/sessions/${first.session.id}/call`, first.documents.token, { kind: 'peer' });
    await enter(await server.join(ANNA));
    await expect.poll(told).toEqual(['anna sfu 0-0', 'anna sfu 1-1', 'anna peer 2-2']);
  });
});
