import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CallHouse, candidate, claimsOf, hello, SDP, SESSION, type Client } from './testing/call-house.ts';

let house: CallHouse;
beforeEach(async () => {
  house = await CallHouse.open();
});
afterEach(() => house.close());

const line = (text: string): unknown => ({ candidate: { ...candidate.candidate, candidate: text } });
const signal = (one: unknown, to = 'x'): unknown => ({ type: 'signal', to, signal: one });
const offer = (sdp: unknown): unknown => ({ description: { type: 'offer', sdp } });
/** Bytes of one frame on the wire, masked with zeros (RFC 6455 section 5.2). */
const raw = (first: number, body: string | Buffer): Buffer =>
  Buffer.concat([Buffer.of(first, 0x80 | body.length, 0, 0, 0, 0), Buffer.from(body)]);

/** Writes past the library, which would not. */
function onTheWire({ ws }: Client, bytes: Buffer): void {
  (ws as unknown as { _socket: { write(data: Buffer): void } })._socket.write(bytes);
}

describe('what nobody may send', () => {
  const bad: [string, unknown, string, number][] = [
    ['nothing', '', 'malformed', 4400],
    ['no JSON', 'hello', 'malformed', 4400],
    ['no object', '[]', 'malformed', 4400],
    ['a list of frames', [{ type: 'ping' }], 'malformed', 4400],
    ['depth', '['.repeat(30_000) + ']'.repeat(30_000), 'malformed', 4400],
    ['a type of no string', { type: ['ping'] }, 'malformed', 4400],
    ['a type by its prototype', '{"__proto__":{"type":"ping"}}', 'malformed', 4400],
    ['what only a server says', { type: 'welcome' }, 'malformed', 4400],
    ['bye to another', { type: 'bye', to: 'x', code: 'call-over' }, 'malformed', 4400],
    ['a signal to nobody', { type: 'signal', signal: candidate }, 'malformed', 4400],
    ['a signal to everybody', { type: 'signal', to: ['x', 'y'], signal: candidate }, 'malformed', 4400],
    ['a signal of no kind', signal({ description: { type: 'x', sdp: SDP } }), 'malformed', 4400],
    ['SDP that is none', signal(offer('<script>alert(1)</script>')), 'malformed', 4400],
    ['SDP that is no text', signal(offer({ toString: 'v=0' })), 'malformed', 4400],
    ['SDP with a line that is none', signal(offer(`${SDP}\r\n\r\n`)), 'malformed', 4400],
    ['SDP over 64 kB', signal(offer(SDP + 'a=\r\n'.repeat(16_400))), 'too-large', 4413],
    ['a candidate of two lines', signal(line('candidate:1 1 udp 1 a 9 typ host\r\na=evil')), 'malformed', 4400],
    ['a candidate that is none', signal(line('a=evil')), 'malformed', 4400],
    ['a candidate of 3 kB', signal(line(`candidate:${'1'.repeat(3000)}`)), 'malformed', 4400],
    ['a second hello', hello('anna'), 'malformed', 4400],
    ['a second hello as another visit', hello('anna', { visit: 'visit-number-2', takeOver: true }), 'malformed', 4400],
    ['a binary frame', Buffer.from(JSON.stringify({ type: 'ping' })), 'malformed', 4400],
    ['more than 64 kB', { type: 'ping', padding: 'x'.repeat(64 * 1024) }, 'too-large', 4413],
  ];
  it.each(bad)('%s ends the socket and hurts nobody else', async (_what, frame, code, close) => {
    const { anna, bo } = await house.pair();
    anna.client.send(frame);
    expect(await anna.client.read()).toEqual({ type: 'bye', code });
    expect(await anna.client.closed).toBe(close);
    expect(await bo.client.read()).toEqual({ type: 'left', peer: anna.you, gone: true });
    expect(await bo.client.quiet()).toBe(true);
  });

  it.each([
    ['a frame that will not end', (client: Client) => client.send('x'.repeat(256 * 1024)), 1009],
    ['text that is none', (client: Client) => onTheWire(client, raw(0x81, Buffer.of(0xff, 0xfe))), 1007],
    ['a frame of no kind', (client: Client) => onTheWire(client, raw(0x83, 'x')), 1002],
  ])('%s ends the socket by the rules of WebSocket', async (_what, send, close) => {
    const { anna, bo } = await house.pair();
    send(anna.client);
    expect(await anna.client.closed).toBe(close);
    expect(await bo.client.read()).toEqual({ type: 'left', peer: anna.you, gone: false });
    expect(await bo.client.quiet()).toBe(true);
    expect([...house.registered].map(({ claims }) => claims.person)).toEqual(['bo']);
  });

  const early: [string, unknown][] = [
    ['a signal before hello', signal(candidate)],
    ['leave before hello', { type: 'leave' }],
    ['a hello without a visit', { type: 'hello', client: 'client-anna' }],
    ['a hello with a short client', hello('anna', { client: 'x' })],
    ['a hello with markup for a client', hello('anna', { client: '<img src=x>' })],
    ['a hello with a line break in its visit', hello('anna', { visit: 'visit-of\n-anna' })],
    ['a hello with a visit of 65 letters', hello('anna', { visit: 'v'.repeat(65) })],
  ];
  it.each(early)('%s ends the socket', async (_what, frame) => {
    const { bo } = await house.pair();
    const cleo = await house.connect(claimsOf('cleo'));
    cleo.send(frame);
    expect(await cleo.read()).toEqual({ type: 'bye', code: 'malformed' });
    expect(await cleo.closed).toBe(4400);
    expect(house.registered.size).toBe(2);
    expect(await bo.client.quiet()).toBe(true);
  });

  it.each([
    ['without a call', claimsOf('olga', { call: false, role: 'observer' }), SESSION],
    ['of another session', claimsOf('olga', { session: 's2' }), SESSION],
  ])('a ticket %s opens nothing', async (_what, claims, session) => {
    const olga = await house.connect(claims, session);
    expect(await olga.read()).toEqual({ type: 'bye', code: 'not-allowed' });
    expect(await olga.closed).toBe(4403);
    expect(house.registered.size).toBe(0);
  });
});

describe('what changes nothing', () => {
  it('is a signal to somebody unknown, to who has left, and to oneself', async () => {
    const { anna, bo } = await house.pair();
    const cleo = await house.join('cleo');
    for (const { client } of [anna, bo]) await client.read();
    cleo.client.ws.terminate();
    for (const { client } of [anna, bo]) await client.read();
    for (const to of ['', 'unknown', '__proto__', 'anna', cleo.you]) anna.client.send(signal(candidate, to));
    expect(await anna.client.quiet()).toBe(true);
    anna.client.send(signal(candidate, anna.you));
    expect(await anna.client.read()).toEqual({ type: 'signal', from: anna.you, signal: candidate });
    expect(await bo.client.quiet()).toBe(true);
  });

  it('is who a frame says it is from, and whatever else it brings', async () => {
    const { anna, bo } = await house.pair();
    anna.client.send({
      type: 'signal',
      to: bo.you,
      from: bo.you,
      person: 'bo',
      html: '<b>',
      signal: { ...candidate, html: 1 },
    });
    expect(await bo.client.read()).toEqual({ type: 'signal', from: anna.you, signal: candidate });
  });

  it('is what a name looks like: it stays text, and short enough', async () => {
    const bo = await house.join('bo');
    const name = '<img src=x onerror=alert(1)>\u0000\u202e"\n';
    const odd = await house.join('odd', {}, claimsOf('odd', { name }));
    expect(await bo.client.read()).toEqual({ type: 'joined', peer: { id: odd.you, person: 'odd', name } });
    await house.join('long', {}, claimsOf('long', { name: 'n'.repeat(10_000) }));
    expect(await bo.client.read()).toMatchObject({ peer: { person: 'long', name: 'n'.repeat(512) } });
  });
});

describe('limits', () => {
  const LOW = { burst: { frames: 20, bytes: 4096 }, perSecond: { frames: 2000, bytes: 400_000 } };

  it('pause a fast socket and drop none of its frames', async () => {
    house.restart(LOW);
    const { anna, bo } = await house.pair();
    const sdp = (i: number): string => `${SDP}a=${i}\r\n`;
    for (let i = 0; i < 200; i++) anna.client.send(signal(offer(sdp(i)), bo.you));
    for (let i = 0; i < 200; i++) {
      expect(await bo.client.read()).toMatchObject({ signal: { description: { sdp: sdp(i) } } });
    }
    expect(await anna.client.quiet()).toBe(true);
  });

  it('end a flood of small frames', async () => {
    house.restart({ burst: { frames: 5, bytes: 4096 }, perSecond: { frames: 20, bytes: 400_000 } });
    const { anna, bo } = await house.pair();
    // In one piece, or the pause would hold most of them back.
    onTheWire(anna.client, Buffer.concat(Array.from({ length: 500 }, () => raw(0x81, '{"type":"ping"}'))));
    expect(await anna.client.closed).toBe(4503);
    expect(await bo.client.read()).toMatchObject({ type: 'left', peer: anna.you });
    expect(await bo.client.quiet()).toBe(true);
  });

  it('hold back a flood of large frames, so that others are heard in between', async () => {
    house.restart({ burst: { frames: 300, bytes: 64_000 }, perSecond: { frames: 60, bytes: 400_000 } });
    const { anna, bo } = await house.pair();
    const large = offer(`${SDP}a=${'x'.repeat(60_000)}\r\n`);
    for (let i = 0; i < 8; i++) anna.client.send(signal(large, bo.you));
    expect(await bo.client.read()).toEqual({ type: 'signal', from: anna.you, signal: large });
    bo.client.send({ type: 'ping' });
    const order: string[] = [];
    while (order.length < 8) order.push((await bo.client.read()).type);
    expect(order.indexOf('pong')).toBeLessThan(7);
    expect(order.filter((type) => type === 'signal')).toHaveLength(7);
    expect(await anna.client.quiet()).toBe(true);
  });

  it('end a socket that never says hello, whatever else it says', async () => {
    house.restart({ helloMs: 50 });
    const anna = await house.connect(claimsOf('anna'));
    anna.send({ type: 'ping' });
    expect(await anna.read()).toEqual({ type: 'pong' });
    expect(await anna.read()).toEqual({ type: 'bye', code: 'too-slow' });
    expect(await anna.closed).toBe(1013);
  });

  it('end a socket that no longer answers, and leave one that does', async () => {
    house.restart({ pingMs: 25 });
    const { anna, bo } = await house.pair();
    anna.client.ws.pause(); // as a cable that was pulled: open, and silent
    expect(await bo.client.read()).toEqual({ type: 'left', peer: anna.you, gone: false });
    expect(await bo.client.quiet()).toBe(true);
  });
});
