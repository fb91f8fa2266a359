import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LogFields } from '../log.ts';
import { createLiveKit, type LiveKit } from './livekit.ts';
import type { LiveKitSettings } from './settings.ts';
import { FakeLiveKit } from './testing/fake-livekit.ts';

const place = { tenant: 'default', session: 's1' };

let fake: FakeLiveKit;
let livekit: LiveKit;
let logged: (LogFields & { event: string })[];
beforeEach(async () => {
  fake = await FakeLiveKit.open();
  livekit = open();
});
afterEach(() => fake.close());

function open(change: Partial<LiveKitSettings> = {}, now: () => number = () => fake.now()): LiveKit {
  logged = [];
  const note = (event: string, fields: LogFields = {}): void => void logged.push({ ...fields, event });
  return createLiveKit({
    settings: { ...fake.settings, ...change },
    key: new Uint8Array(32),
    now,
    log: { info: note, warn: note, error: note },
    signal: new AbortController().signal,
  });
}

/** The room of `place`, by the token that lets somebody in. */
async function roomName(): Promise<string> {
  const { video } = await fake.claims(await livekit.token(place, 'an-identity', 'mentor'));
  return String(video?.['room']);
}

const saying = (status: number, body: string, headers: Record<string, string> = {}) => {
  return (_: IncomingMessage, response: ServerResponse): void => void response.writeHead(status, headers).end(body);
};
const JSON_TYPE = { 'content-type': 'application/json' };

describe('what is done at LiveKit', () => {
  it('is to list, to remove and to close, with a token for that alone', async () => {
    const room = await roomName();
    for (const identity of ['one', 'two']) fake.enter(room, identity);
    expect(await livekit.identities(place)).toEqual(['one', 'two']);
    await livekit.remove(place, 'one');
    expect(await livekit.identities(place)).toEqual(['two']);
    await livekit.close(place);
    expect(await livekit.identities(place)).toEqual([]);
    expect(fake.did).toEqual([`remove ${room} one`, `close ${room}`]);
    expect(logged).toEqual([]);
  });

  it('is no trouble where there is nobody to remove and nothing to close', async () => {
    await livekit.remove(place, 'nobody');
    await livekit.close(place);
    expect(logged).toEqual([]);
  });

  it.each([
    ['with an error', saying(500, '{"code":"internal","msg":"oh no"}', JSON_TYPE)],
    ['with garbage', saying(200, '<html>')],
    ['with a refusal', saying(401, '{"code":"unauthenticated","msg":"invalid token: eyJhbGciOi"}', JSON_TYPE)],
    ['by hanging up', (request: IncomingMessage) => void request.socket.destroy()],
  ])('is only logged where LiveKit answers %s', async (_, misbehave) => {
    fake.misbehave = misbehave;
    expect(await livekit.identities(place)).toBeNull();
    await livekit.remove(place, 'one');
    expect(logged.map(({ event, what }) => `${event} ${String(what)}`)).toEqual([
      'livekit-failed list',
      'livekit-failed remove',
    ]);
    for (const secret of [fake.settings.secret, 'eyJ', 's1']) expect(JSON.stringify(logged)).not.toContain(secret);
  });

  it('is only logged where LiveKit lists what is no participant', async () => {
    fake.misbehave = saying(200, '{"participants":[1]}', JSON_TYPE);
    expect(await livekit.identities(place)).toBeNull();
    expect(logged).toMatchObject([{ event: 'livekit-failed', what: 'list' }]);
  });

  it('waits three seconds for a LiveKit that answers late', async () => {
    fake.misbehave = () => undefined;
    const began = performance.now();
    await livekit.close(place);
    expect(performance.now() - began).toBeLessThan(4_500);
    expect(logged).toMatchObject([{ event: 'livekit-failed', what: 'close', error: 'TimeoutError' }]);
  });
});

describe('how LiveKit is', () => {
  it('is well where it takes what we sign', async () => {
    expect(await livekit.health()).toEqual({ state: 'ok' });
  });

  it.each([
    ['of a newer version', '{"rooms":[{"name":"x","a_field_of_tomorrow":{}}],"next":"page"}'],
    ['with nothing to say', '{}'],
  ])('is well %s', async (_, body) => {
    fake.misbehave = saying(200, body, JSON_TYPE);
    expect(await livekit.health()).toEqual({ state: 'ok' });
  });

  it.each([
    ['secret', { secret: 'x'.repeat(32) }],
    ['key', { key: 'another' }],
  ])('is refused with another %s', async (_, change) => {
    const health = await open(change).health();
    expect(health).toMatchObject({ state: 'refused', why: expect.stringContaining('LIVEKIT_API_KEY') });
    expect(JSON.stringify(health)).not.toContain('xxx');
  });

  it.each([
    ['ahead of', 7_200_000, '7200 s ahead of LiveKit'],
    ['behind', -90_000, '90 s behind LiveKit'],
  ])('names the clocks where ours is %s its own', async (_, ms, words) => {
    fake.now = () => Date.UTC(2026, 10, 21, 9); // a whole second, as the header says it
    const skewed = open({}, () => fake.now() + ms);
    expect(await skewed.health()).toMatchObject({ state: 'clock', why: expect.stringContaining(words) });
  });

  it('names the clocks, too, where the token is still taken', async () => {
    fake.misbehave = saying(200, '{}', { ...JSON_TYPE, date: new Date(Date.now() - 61_500).toUTCString() });
    expect(await livekit.health()).toMatchObject({ state: 'clock' });
  });

  it('forgives a minute', async () => {
    expect(await open({}, () => fake.now() + 50_000).health()).toEqual({ state: 'ok' });
  });

  it('is well without a date', async () => {
    fake.misbehave = (_, response) => {
      response.removeHeader('date');
      response.sendDate = false;
      response.writeHead(200, JSON_TYPE).end('{"rooms":[]}');
    };
    expect(await livekit.health()).toEqual({ state: 'ok' });
  });

  it.each([
    ['a page', saying(200, '<!doctype html>')],
    ['JSON of something else', saying(200, '[]', JSON_TYPE)],
    ['rooms of something else', saying(200, '{"rooms":"many"}', JSON_TYPE)],
    ['nothing there', saying(404, 'not found')],
    ['a way elsewhere', saying(302, '', { location: 'https://elsewhere.example' })],
    ['a method that is not taken', saying(405, '')],
  ])('is no LiveKit where %s answers', async (_, misbehave) => {
    fake.misbehave = misbehave;
    expect(await livekit.health()).toMatchObject({ state: 'other' });
  });

  it('is no LiveKit where what answers speaks no HTTP', async () => {
    const ssh = createTcpServer((socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n'));
    ssh.listen(0, '127.0.0.1');
    await once(ssh, 'listening');
    const { port } = ssh.address() as AddressInfo;
    expect(await open({ url: `ws://127.0.0.1:${port}` }).health()).toMatchObject({ state: 'other' });
    ssh.close();
  });

  it.each([
    ['an error', saying(500, 'oh no')],
    ['a proxy before it', saying(503, '<html>')],
    ['nobody in time', () => undefined],
    ['somebody who hangs up', (request: IncomingMessage) => void request.socket.destroy()],
  ])('is unreachable where %s answers', async (_, misbehave) => {
    fake.misbehave = misbehave;
    expect(await livekit.health()).toMatchObject({ state: 'unreachable' });
  });

  it('is unreachable where nobody listens', async () => {
    await fake.close();
    expect(await livekit.health()).toMatchObject({
      state: 'unreachable',
      why: 'LiveKit cannot be reached at LIVEKIT_URL (ECONNREFUSED).',
    });
  });

  it('is asked once in ten seconds, however many want to know', async () => {
    let time = Date.now();
    fake.now = () => time;
    await Promise.all(Array.from({ length: 20 }, () => livekit.health()));
    time += 9_999;
    await livekit.health();
    expect(fake.asked).toBe(1);
    time += 1;
    await livekit.health();
    expect(fake.asked).toBe(2);
  });
});
