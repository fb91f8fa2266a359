import { describe, expect, it } from 'vitest';
import { MAX_SIGNAL_BYTES, parseFromClient, parseFromServer } from './signaling.ts';

const HELLO = { type: 'hello', client: 'tab-00000001', visit: 'visit-0001', takeOver: false };
const CANDIDATE = { candidate: 'candidate:1 1 udp 1 a.local 9 typ host', sdpMid: '0', sdpMLineIndex: 0 };
const SDP = 'v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n';
const signal = (value: unknown, to: unknown = 'peer'): string => JSON.stringify({ type: 'signal', to, signal: value });
const description = (sdp: unknown, type: unknown = 'offer'): string => signal({ description: { type, sdp } });

describe('what a client says', () => {
  it.each([
    HELLO,
    { ...HELLO, identity: 'somebody-01234567' },
    { type: 'token' },
    { type: 'leave' },
    { type: 'ping' },
    { type: 'signal', to: 'peer', signal: { description: { type: 'rollback', sdp: '' } } },
    { type: 'signal', to: 'peer', signal: { description: { type: 'offer', sdp: SDP } } },
    { type: 'signal', to: 'peer', signal: { description: { type: 'answer', sdp: SDP.replaceAll('\r', '') } } },
    { type: 'signal', to: 'peer', signal: { candidate: { ...CANDIDATE, usernameFragment: null } } },
    { type: 'signal', to: 'peer', signal: { candidate: { ...CANDIDATE, candidate: '', usernameFragment: 'a+/9' } } },
    { type: 'signal', to: 'peer', signal: { candidate: null } },
  ])('is read as it was written: %j', (frame) => {
    expect(parseFromClient(JSON.stringify(frame))).toEqual(frame);
  });

  it('keeps nothing that is not in its shape', () => {
    const more = { ...HELLO, person: 'bo', __proto__: null, constructor: 1 };
    expect(parseFromClient(JSON.stringify(more))).toEqual(HELLO);
    expect(parseFromClient(signal({ candidate: { ...CANDIDATE, from: 'bo' }, from: 'bo' }))).toEqual({
      type: 'signal',
      to: 'peer',
      signal: { candidate: { ...CANDIDATE, usernameFragment: null } },
    });
  });

  it('takes over only where it says exactly so', () => {
    expect(parseFromClient(JSON.stringify({ ...HELLO, takeOver: 'false' }))).toEqual(HELLO);
  });

  it('may be a description of up to the limit, and no longer one', () => {
    const filled = (length: number): string => `${SDP}a=${'x'.repeat(length - SDP.length - 3)}\n`;
    expect(parseFromClient(description(filled(MAX_SIGNAL_BYTES)))).not.toBeNull();
    expect(parseFromClient(description(filled(MAX_SIGNAL_BYTES + 1)))).toBeNull();
    const lines = SDP + 'a=\n'.repeat(MAX_SIGNAL_BYTES / 4);
    expect(parseFromClient(description(lines))).not.toBeNull();
    expect(parseFromClient(description(`${lines}x`))).toBeNull();
  });

  it('says nothing by its prototype', () => {
    expect(parseFromClient('{"__proto__":{"type":"ping"}}')).toBeNull();
    expect(parseFromClient('{"type":"signal","to":"p","signal":{"__proto__":{"candidate":null}}}')).toBeNull();
    expect(Object.keys(parseFromClient('{"type":"ping","__proto__":{"evil":1}}') ?? {})).toEqual(['type']);
    expect('evil' in {}).toBe(false);
  });

  it('may be nested as deep as it fits into a frame', () => {
    const deep = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
    expect(parseFromClient(`{"type":"ping","more":${deep(30_000)}}`)).toEqual({ type: 'ping' });
    expect(parseFromClient(deep(30_000))).toBeNull();
  });

  it.each([
    ['nothing', ''],
    ['no JSON', '{'],
    ['no object', '[]'],
    ['null', 'null'],
    ['no type', '{}'],
    ['a type of every object', '{"type":"toString"}'],
    ['what only a server says', '{"type":"welcome","you":"x","peers":[]}'],
    ['a hello without a visit', JSON.stringify({ ...HELLO, visit: undefined })],
    ['a hello of a short client', JSON.stringify({ ...HELLO, client: 'short' })],
    ['a hello of a long client', JSON.stringify({ ...HELLO, client: 'x'.repeat(65) })],
    ['a hello of an odd client', JSON.stringify({ ...HELLO, client: 'tab 00000001' })],
    ['a hello of an odd identity', JSON.stringify({ ...HELLO, identity: 'anna / bo' })],
    ['a hello whose identity is no text', JSON.stringify({ ...HELLO, identity: null })],
    ['a signal to nobody', signal({ candidate: null }, null)],
    ['a signal to a list', signal({ candidate: null }, ['peer'])],
    ['a signal to a long name', signal({ candidate: null }, 'x'.repeat(65))],
    ['an empty signal', signal({})],
    ['a signal that is a list', signal([])],
    ['a description that is no text', description(1)],
    ['a description of an unknown type', description(SDP, 'bye')],
    ['a description that is empty', description('')],
    ['a description that is no SDP', description('<img src=x onerror=alert(1)>')],
    ['a description of another version', description(SDP.replace('v=0', 'v=1'))],
    ['a description with a line that is none', description(`${SDP}hello\r\n`)],
    ['a description that ends in the middle of a line', description(`${SDP}a=x`)],
    ['a description with a zero byte', description(`${SDP}a=\0\r\n`)],
    ['a description that is a list', description([SDP])],
    ['a description within a list', signal({ description: [{ type: 'offer', sdp: SDP }] })],
    ['a candidate that is none', signal({ candidate: { ...CANDIDATE, candidate: 'host 1 udp' } })],
    ['a candidate with a line break', signal({ candidate: { candidate: `${CANDIDATE.candidate}\r\na=x` } })],
    ['a candidate with a zero byte', signal({ candidate: { candidate: `${CANDIDATE.candidate}\0` } })],
    ['a candidate of a mid with a line break', signal({ candidate: { ...CANDIDATE, sdpMid: '0\na=x' } })],
    ['a candidate of a user with a space', signal({ candidate: { ...CANDIDATE, usernameFragment: 'a b' } })],
    ['a candidate of a line in words', signal({ candidate: { ...CANDIDATE, sdpMLineIndex: '0' } })],
    ['a candidate that is no text', signal({ candidate: { candidate: 1 } })],
    ['a candidate that is too long', signal({ candidate: { candidate: 'x'.repeat(2049) } })],
    ['a candidate of line -1', signal({ candidate: { ...CANDIDATE, sdpMLineIndex: -1 } })],
    ['a candidate of line 0.5', signal({ candidate: { ...CANDIDATE, sdpMLineIndex: 0.5 } })],
    ['a candidate of a long mid', signal({ candidate: { ...CANDIDATE, sdpMid: 'x'.repeat(257) } })],
  ])('is malformed where it is %s', (_, text) => {
    expect(parseFromClient(text)).toBeNull();
  });
});

describe('what a server says', () => {
  const peer = { id: 'p', person: 'bo', name: 'Bo' };
  it.each([
    { type: 'welcome', you: 'me', peers: [peer] },
    { type: 'joined', peer },
    { type: 'left', peer: 'p', gone: true },
    { type: 'signal', from: 'p', signal: { candidate: null } },
    { type: 'bye', code: 'call-over' },
    { type: 'token', token: 'a.b.c' },
    { type: 'pong' },
  ])('is read as it was written: %j', (frame) => {
    expect(parseFromServer(JSON.stringify(frame))).toEqual(frame);
  });

  it('is nothing where this client does not know it', () => {
    for (const frame of [{ type: 'later' }, { type: 'joined', peer: 1 }, { type: 'welcome', you: 'me', peers: [1] }]) {
      expect(parseFromServer(JSON.stringify(frame))).toBeNull();
    }
  });

  it('says bye also for a reason of tomorrow', () => {
    expect(parseFromServer('{"type":"bye","code":"later"}')).toEqual({ type: 'bye', code: 'internal' });
  });
});
