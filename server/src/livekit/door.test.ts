/** Whoever is no member any more is not at LiveKit either, over a real server with sockets. */
import { once } from 'node:events';
import type { SfuCallAccess, SignalingFromServer, Ticket } from '@fireside/protocol';
import { SignJWT, type JWTPayload } from 'jose';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { endOf, run, type Running, type TestSocket } from '../testing/running.ts';
import { ANNA, BO, MENTORSHIP, SECRET, type Person } from '../testing/world.ts';
import { FakeLiveKit } from './testing/fake-livekit.ts';

let time: number;
let fake: FakeLiveKit;
let server: Running;
beforeEach(async () => {
  time = Date.UTC(2026, 10, 21, 9);
  fake = await FakeLiveKit.open();
  fake.now = () => time;
  server = await run({ now: () => time, env: fake.env });
});
afterEach(async () => {
  await server.end();
  await fake.close();
});

interface Inside {
  readonly ticket: Ticket;
  readonly socket: TestSocket;
  readonly identity: string;
  readonly room: string;
}

function sfuOf({ call }: Ticket): SfuCallAccess {
  if (call?.kind !== 'sfu') throw new Error(`The call is ${String(call?.kind)}.`);
  return call;
}

const heard = async (socket: TestSocket): Promise<SignalingFromServer> =>
  JSON.parse((await socket.frame()).toString()) as SignalingFromServer;

const knock = ({ session, documents }: Ticket): TestSocket =>
  server.socket(`/v1/calls/${session.id}`, ['fireside', documents.token]);

/** Joins, and is in the call and in LiveKit's room. */
async function enter(person: Person): Promise<Inside> {
  const ticket = await server.join(person);
  const { identity, token } = sfuOf(ticket);
  const { video } = await fake.claims(token);
  const room = String(video?.['room']);
  const socket = knock(ticket);
  await once(socket, 'open');
  const hello = { type: 'hello', client: `client-of-${person.sub}`, visit: `visit-of-${person.sub}`, takeOver: false };
  socket.send(JSON.stringify({ ...hello, identity }));
  expect(await heard(socket)).toMatchObject({ type: 'welcome', you: identity });
  fake.enter(room, identity);
  return { ticket, socket, identity, room };
}

/** The host says who is a member from now on. */
async function list(person: Person, members: readonly Person[]): Promise<void> {
  time += 1000; // what is newer counts
  const iat = time / 1000;
  const claims: JWTPayload = { ...person, mentorship: MENTORSHIP, members, iat, exp: iat + 600 };
  const token = await new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode(SECRET));
  expect((await server.post('/v1/join', token, { mentorship: MENTORSHIP })).status).toBe(200);
}

it('a member who is removed is sent away at once', async () => {
  const anna = await enter(ANNA);
  const bo = await enter(BO);
  await list(ANNA, [ANNA]);
  await expect.poll(() => [...(fake.rooms.get(anna.room) ?? [])]).toEqual([anna.identity]);
  expect(fake.did).toEqual([`remove ${bo.room} ${bo.identity}`]);
});

it('a member who cuts their socket before they are removed is out 90 s later', async () => {
  const anna = await enter(ANNA);
  const bo = await enter(BO);
  expect(await heard(anna.socket)).toMatchObject({ type: 'joined' });
  bo.socket.terminate();
  expect(await heard(anna.socket)).toEqual({ type: 'left', peer: bo.identity, gone: false });
  await list(ANNA, [ANNA]);
  expect(await endOf(knock(bo.ticket))).toMatchObject({ reason: 'token-invalid' });
  time += 90_001;
  await server.sweep();
  await expect.poll(() => [...(fake.rooms.get(anna.room) ?? [])]).toEqual([anna.identity]);
  expect(fake.did).toEqual([`remove ${bo.room} ${bo.identity}`]);
});
