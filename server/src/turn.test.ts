import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { iceServersFor, readIceUri } from './turn.ts';

const NOW = Date.UTC(2025, 10, 21, 9);
const ANNA = { tenant: 'default', session: 's1', person: 'anna' };
const URLS = ['stun:t.example', 'turn:t.example', 'turn:t.example?transport=tcp', 'turns:t.example:443'];
const servers = (change: object = {}, secret = 'north', now = NOW) =>
  iceServersFor({ urls: URLS, secret }, { ...ANNA, ...change }, now);
const idOf = (change: object = {}): string => servers(change)[1]?.username?.split(':')[1] ?? '';

describe('the URI of a STUN or TURN server', () => {
  it.each([
    'stun:turn.example',
    'stun:192.0.2.7:3478',
    'stun:[2001:db8::7]:3478',
    'turn:localhost',
    'turn:turn.example:443?transport=tcp',
    'turn:turn.example?transport=udp',
    'turns:turn-1.example:5349',
    'turns:turn.example?transport=tcp',
  ])('%s is one', (uri) => {
    expect(readIceUri(uri)).toBe(uri);
    expect(readIceUri(uri.toUpperCase())).toBe(uri);
  });

  // Chromium or Firefox throw at most of these, whatever other servers there are.
  it.each([
    '',
    'turn.example',
    'https://turn.example',
    'turn://turn.example',
    'turn:',
    'turn:user@turn.example',
    'turn:turn.example:0',
    'turn:turn.example:65536',
    'turn:turn.example:x',
    'turn:turn.example/path',
    'turn:turn.example?transport=tls',
    'turn:turn.example?transport=tcp&x=1',
    'turn:turn.example?x=1',
    'turns:turn.example?transport=udp',
    'stun:turn.example?transport=udp',
    'stuns:turn.example',
    'turn:999.1.1.1',
    'turn:[::g]',
    'turn:[192.0.2.7]',
    'turn:2001:db8::7',
    'turn:turn.example\n',
  ])('%j is none', (uri) => expect(readIceUri(uri)).toBeNull());
});

describe('ICE servers', () => {
  it('are one entry for each URI, those of TURN with credentials', () => {
    // By OpenSSL: printf %s USERNAME | openssl dgst -sha1 -hmac north -binary | base64
    const credentials = {
      username: '1763758800:8ccceee5761bc114f62d2746',
      credential: 'yXt3jc/Qd29Y/NjNh/3fKH3geM8=',
    };
    expect(servers()).toEqual([
      { urls: ['stun:t.example'] },
      { urls: ['turn:t.example'], ...credentials },
      { urls: ['turn:t.example?transport=tcp'], ...credentials },
      { urls: ['turns:t.example:443'], ...credentials },
    ]);
  });

  it('are the same with STUN only, and none where nothing is set', () => {
    expect(iceServersFor({ urls: ['stun:t.example'], secret: null }, ANNA, NOW)).toEqual([
      { urls: ['stun:t.example'] },
    ]);
    expect(iceServersFor({ urls: [], secret: null }, ANNA, NOW)).toEqual([]);
  });

  it('have credentials that a TURN server with the same secret makes again from the name alone', () => {
    for (const secret of ['north', 'ü', 'x'.repeat(200)]) {
      const [, turn] = servers({}, secret, NOW + 1234);
      expect(turn?.credential).toBe(
        createHmac('sha1', secret)
          .update(turn?.username ?? '')
          .digest('base64'),
      );
    }
  });

  it('name nobody: one id for a person in a session, another in the next, and for everybody else', () => {
    const ids = [idOf(), idOf({ person: 'bo' }), idOf({ session: 's2' }), idOf({ tenant: 'other' })];
    expect(new Set(ids).size).toBe(4);
    expect(idOf()).toBe(ids[0]);
    for (const id of ids) expect(id).toMatch(/^[\da-f]{24}$/);
  });
});
