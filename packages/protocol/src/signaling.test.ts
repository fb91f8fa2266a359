import { describe, expect, it } from 'vitest';
import { MAX_SIGNAL_BYTES, parseFromClient, parseFromServer } from './signaling.ts';

const HELLO = { type: 'hello', client: 'tab-00000001', visit: 'visit-0001', takeOver: false };
const CANDIDATE = { candidate: 'candidate:1 1 udp 1 a.local 9 typ host', sdpMid: '0', sdpMLineIndex: 0 };
const signal = (value: unknown, to: unknown = 'peer'): string => JSON.stringify({ type: 'signal', to, signal: value });
const description = (sdp: unknown, type: unknown = 'offer'): string => signal({ description: { type, sdp } });

describe('what a client says', () => {
  it.each([
    HELLO,
    { type: 'leave' },
    { type: 'ping' },
    { type: 'signal', to: 'peer', signal: { description: { type: 'rollback', sdp: '' } } },
    { type: 'signal', to: 'peer', signal: { candidate: { ...CANDIDATE, usernameFragment: null } } },
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
    expect(parseFromClient(description('x'.repeat(MAX_SIGNAL_BYTES)))).not.toBeNull();
    expect(parseFromClient(description('x'.repeat(MAX_SIGNAL_BYTES + 1)))).toBeNull();
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
    ['a signal to nobody', signal({ candidate: null }, null)],
    ['a signal to a list', signal({ candidate: null }, ['peer'])],
    ['a signal to a long name', signal({ candidate: null }, 'x'.repeat(65))],
    ['an empty signal', signal({})],
    ['a signal that is a list', signal([])],
    ['a description that is no text', description(1)],
    ['a description of an unknown type', description('', 'bye')],
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
