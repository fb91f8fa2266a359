/** What a real LiveKit makes of our tokens, of our removals, and we of its webhooks. */
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { SfuCallAccess, SignalingFromServer, Ticket } from '@fireside/protocol';
import { startServer, type RunningServer } from '@fireside/server';
import { decodeJwt, SignJWT } from 'jose';
import type * as LiveKitClient from 'livekit-client';
import { RoomServiceClient } from 'livekit-server-sdk';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { freePort } from '../e2e/support/ports.ts';
import { launchChromium } from './chromium.ts';
import { orLeftOut } from './engine.ts';
import { livekit, startLiveKit, type LiveKit } from './livekit.ts';

declare global {
  // What its script puts there.
  var LivekitClient: typeof LiveKitClient;
  var room: LiveKitClient.Room;
  /** Why LiveKit ended the room; null while it has not. */
  var ended: string | null;
}

const HOST_SECRET = 'a-secret-for-engine-tests-only-32-or-more';
const MINUTE = 60_000;

describe.runIf(orLeftOut(livekit))('with a real LiveKit', () => {
  let sfu: LiveKit;
  let server: RunningServer;
  let data: string;
  let browser: Browser;
  let script: string;
  const pages: Page[] = [];
  const sockets: WebSocket[] = [];

  const environment = (): Record<string, string> => ({
    FIRESIDE_SECRET: HOST_SECRET,
    FIRESIDE_DATA: data,
    LIVEKIT_URL: sfu.url,
    LIVEKIT_API_KEY: sfu.key,
    LIVEKIT_API_SECRET: sfu.secret,
  });

  beforeAll(async () => {
    script = await readFile(createRequire(import.meta.url).resolve('livekit-client'), 'utf8');
    browser = await launchChromium();
  });
  beforeEach(async () => {
    const port = await freePort('127.0.0.1');
    sfu = await startLiveKit({ webhook: `http://127.0.0.1:${port}/v1/livekit/webhook` });
    data = await mkdtemp(join(tmpdir(), 'fireside-livekit-tokens-'));
    server = await startServer({ env: { ...environment(), FIRESIDE_PORT: String(port) }, drainMs: 0 });
  });
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.terminate();
    await Promise.all(pages.splice(0).map((page) => page.close()));
    await server.close();
    await sfu.stop();
    await rm(data, { recursive: true });
  });
  afterAll(() => browser.close());

  async function ticketOf(person: string, { at = server, now = Date.now() } = {}): Promise<Ticket> {
    const iat = Math.floor(now / 1000);
    const token = await new SignJWT({ sub: person, name: person, role: 'mentor', mentorship: 'm', iat, exp: iat + 600 })
      .setProtectedHeader({ alg: 'HS256' })
      .sign(new TextEncoder().encode(HOST_SECRET));
    const answer = await fetch(`${at.url}/v1/join`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify({ mentorship: 'm' }),
    });
    expect(answer.status).toBe(200);
    return (await answer.json()) as Ticket;
  }

  async function callOf(person: string): Promise<SfuCallAccess> {
    return sfuOf(await ticketOf(person));
  }

  /** Whether LiveKit would let somebody in. */
  async function validate(token: string): Promise<number> {
    const address = `${sfu.url.replace('ws:', 'http:')}/rtc/validate?access_token=${token}`;
    return (await fetch(address)).status;
  }

  /** A bare page of livekit-client in the room of a token. */
  async function enter({ url, token }: SfuCallAccess): Promise<Page> {
    const page = await (await browser.createBrowserContext()).newPage();
    pages.push(page);
    await page.goto(url.replace('ws:', 'http:')); // a page of this machine may use devices
    await page.addScriptTag({ content: script });
    await page.evaluate(connect, url, token);
    return page;
  }

  /** Says hello on the call socket, as the widget does; answers once it is welcome. */
  async function sayHello({ signaling, identity }: SfuCallAccess, client = 'client-of-a-tab'): Promise<WebSocket> {
    const socket = new WebSocket(signaling.url, ['fireside', signaling.token]);
    sockets.push(socket);
    await once(socket, 'open');
    socket.send(JSON.stringify({ type: 'hello', client, visit: 'visit-of-a-tab', takeOver: true, identity }));
    const [frame] = (await once(socket, 'message')) as [Buffer];
    expect((JSON.parse(frame.toString()) as SignalingFromServer).type).toBe('welcome');
    return socket;
  }

  /** Why LiveKit ended a page's part, once it has. */
  async function endOf(page: Page): Promise<string | null> {
    await page.waitForFunction(() => globalThis.ended !== null, { timeout: 40_000 });
    return page.evaluate(() => globalThis.ended);
  }

  function stays(): { id: string; person: string; came_at: number; left_at: number }[] {
    const db = new DatabaseSync(join(data, 'fireside.sqlite'), { readOnly: true });
    try {
      return db.prepare('select id, person, came_at, left_at from stay').all() as ReturnType<typeof stays>;
    } finally {
      db.close();
    }
  }

  const admin = (): RoomServiceClient => new RoomServiceClient(sfu.url.replace('ws:', 'http:'), sfu.key, sfu.secret);
  const roomOf = ({ token }: SfuCallAccess): string => (decodeJwt(token)['video'] as { room: string }).room;

  it('the server finds it well', async () => {
    const answer = await fetch(`${server.url}/readyz`);
    expect([answer.status, await answer.json()]).toEqual([200, { ok: true, livekit: 'ok' }]);
  });

  it.each([
    [{ LIVEKIT_API_SECRET: 'another-secret-that-is-long-enough-for-it' }, /LIVEKIT_API_SECRET/],
    [{ LIVEKIT_API_KEY: 'another' }, /LIVEKIT_API_KEY/],
  ])('the server says what is wrong with %j', async (env, words) => {
    const folder = join(data, 'another');
    const other = await startServer({
      env: { ...environment(), FIRESIDE_DATA: folder, FIRESIDE_PORT: '0', ...env },
      drainMs: 0,
    });
    const answer = await fetch(`${other.url}/readyz`);
    expect(answer.status).toBe(503);
    expect(await answer.text()).toMatch(words);
    await other.close();
  });

  it.each([
    ['has expired', -12 * MINUTE, 'behind'],
    ['is of a clock that is ahead', 5 * MINUTE, 'ahead of'],
  ])('a token that %s lets nobody in, and the server names the clocks', async (_, offset, words) => {
    const now = (): number => Date.now() + offset;
    const env = { ...environment(), FIRESIDE_DATA: join(data, 'another'), FIRESIDE_PORT: '0' };
    const other = await startServer({ env, now, drainMs: 0 });
    const { token } = sfuOf(await ticketOf('anna', { at: other, now: now() }));
    expect(await validate(token)).toBe(401);
    const answer = await fetch(`${other.url}/readyz`);
    expect(answer.status).toBe(503);
    expect(await answer.text()).toContain(`s ${words} LiveKit's`);
    await other.close();
    expect(await validate((await callOf('anna')).token)).toBe(200);
  });

  it('a token opens its own room, and no other by whatever is changed in it', async () => {
    const anna = await callOf('anna');
    const page = await enter(anna);
    expect(await page.evaluate(() => [globalThis.room.name, globalThis.room.localParticipant.identity])).toEqual([
      roomOf(anna),
      anna.identity,
    ]);
    const [head, , signature] = anna.token.split('.');
    const claims = decodeJwt(anna.token);
    for (const change of [{ video: { ...(claims['video'] as object), room: 'another' } }, { sub: 'another' }]) {
      const body = Buffer.from(JSON.stringify({ ...claims, ...change })).toString('base64url');
      expect(await validate(`${head}.${body}.${signature}`)).toBe(401);
    }
  });

  it('a token lets nobody command LiveKit', async () => {
    const anna = await callOf('anna');
    await enter(anna);
    const room = roomOf(anna);
    const commands: [string, object][] = [
      ['ListRooms', {}],
      ['CreateRoom', { name: 'another' }],
      ['DeleteRoom', { room }],
      ['ListParticipants', { room }],
      ['RemoveParticipant', { room, identity: anna.identity }],
      [
        'UpdateParticipant',
        { room, identity: anna.identity, permission: { canPublish: true, canUpdateMetadata: true } },
      ],
      ['UpdateRoomMetadata', { room, metadata: 'mine' }],
      ['SendData', { room, data: '', kind: 'RELIABLE' }],
    ];
    for (const [command, body] of commands) {
      const { status } = await fetch(`${sfu.url.replace('ws:', 'http:')}/twirp/livekit.RoomService/${command}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${anna.token}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      expect([command, status]).toEqual([command, 401]);
    }
  });

  it('a token lets nobody change who they are', async () => {
    const page = await enter(await callOf('anna'));
    expect(await page.evaluate(rename)).toEqual(['refused', 'refused', 'refused']);
  });

  it('a token lets devices and a screen be published, and nothing else', async () => {
    const anna = await callOf('anna');
    const page = await enter(anna);
    const sources = async (): Promise<number[]> => {
      const [found] = await admin().listParticipants(roomOf(anna));
      return (found?.tracks ?? []).map(({ source }) => source).toSorted();
    };
    await page.evaluate(publishAll);
    await expect.poll(sources).toEqual([1, 2, 3]); // camera, microphone, screen
    await page.evaluate(publishTheForbidden);
    expect(await sources()).toEqual([1, 2, 3]);
  });

  it('who takes over ends the other tab at LiveKit', async () => {
    const first = await callOf('anna');
    const page = await enter(first);
    await sayHello(first);
    await sayHello(await callOf('anna'), 'client-of-another-tab');
    expect(await endOf(page)).toBe('PARTICIPANT_REMOVED');
    expect(await admin().listParticipants(roomOf(first))).toEqual([]);
  });

  it('who chooses a peer call closes the room at LiveKit', async () => {
    const ticket = await ticketOf('anna');
    const call = sfuOf(ticket);
    const page = await enter(call);
    await sayHello(call);
    const answer = await fetch(`${server.url}/v1/sessions/${ticket.session.id}/call`, {
      method: 'POST',
      headers: { authorization: `Bearer ${ticket.documents.token}` },
      body: JSON.stringify({ kind: 'peer' }),
    });
    expect(answer.status).toBe(200);
    expect(await endOf(page)).toBe('ROOM_DELETED');
    await expect.poll(() => admin().listRooms()).toEqual([]);
  });

  it('who never says hello is sent away, and who did stays', async () => {
    const anna = await callOf('anna');
    const bo = await callOf('bo');
    await sayHello(anna);
    const [there, stranger] = [await enter(anna), await enter(bo)];
    expect(await endOf(stranger)).toBe('PARTICIPANT_REMOVED');
    expect(await there.evaluate(() => globalThis.ended)).toBeNull();
  });

  it('its webhooks make the row of a stay, and end it', async () => {
    const anna = await callOf('anna');
    const began = Math.floor(Date.now() / 1000) * 1000;
    const page = await enter(anna);
    await expect.poll(stays, { timeout: 10_000 }).toMatchObject([{ id: anna.identity, person: 'anna' }]);
    const left = Math.floor(Date.now() / 1000) * 1000;
    await page.evaluate(() => globalThis.room.disconnect());
    await expect.poll(() => stays()[0]?.left_at, { timeout: 10_000 }).toBeGreaterThanOrEqual(left);
    expect(stays()).toHaveLength(1);
    expect(stays()[0]?.came_at).toBeGreaterThanOrEqual(began);
  });
});

function sfuOf({ call }: Ticket): SfuCallAccess {
  if (call?.kind !== 'sfu') throw new Error(`The call is ${String(call?.kind)}.`);
  return call;
}

// What follows runs in the page.

async function connect(url: string, token: string): Promise<void> {
  const { DisconnectReason, Room, RoomEvent } = globalThis.LivekitClient;
  globalThis.ended = null;
  globalThis.room = new Room();
  globalThis.room.on(
    RoomEvent.Disconnected,
    (reason) => (globalThis.ended = DisconnectReason[reason ?? 0] ?? 'unknown'),
  );
  await globalThis.room.connect(url, token);
}

async function rename(): Promise<string[]> {
  const me = globalThis.room.localParticipant;
  const tries = [me.setMetadata('mine'), me.setName('Somebody else'), me.setAttributes({ role: 'mentor' })];
  return Promise.all(
    tries.map((one) =>
      one.then(
        () => 'done',
        () => 'refused',
      ),
    ),
  );
}

async function publishAll(): Promise<void> {
  const { Track } = globalThis.LivekitClient;
  const me = globalThis.room.localParticipant;
  await me.enableCameraAndMicrophone();
  const stream = await navigator.mediaDevices.getUserMedia({ video: true });
  await me.publishTrack(stream.getVideoTracks()[0]!, { source: Track.Source.ScreenShare });
}

/** Past the check of the client's own library: what the server does is the question. */
async function publishTheForbidden(): Promise<void> {
  const { Track } = globalThis.LivekitClient;
  const me = globalThis.room.localParticipant;
  Object.assign(me, { hasPermissionsToPublish: () => true });
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const source = Track.Source.ScreenShareAudio;
  await me.publishTrack(stream.getAudioTracks()[0]!, { source }).catch(() => undefined); // however the library puts it
}
