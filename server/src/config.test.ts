import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from './config.ts';

const SECRET = 'x'.repeat(32);
const livekit = (url: string) => ({ LIVEKIT_URL: url, LIVEKIT_API_KEY: 'a-key', LIVEKIT_API_SECRET: SECRET });

describe('configuration', () => {
  it('needs nothing: this machine only, a secret of its own, and the example’s pages', () => {
    expect(readConfig({})).toEqual({
      port: 4001,
      host: '127.0.0.1',
      data: '.data',
      hostKeys: { kind: 'development' },
      origins: { own: true, others: ['http://localhost:4000', 'http://127.0.0.1:4000'] },
      turn: { urls: [], secret: null },
      livekit: null,
    });
  });

  it('takes every setting', () => {
    const config = readConfig({
      FIRESIDE_PORT: '8080',
      FIRESIDE_HOST: '0.0.0.0',
      FIRESIDE_DATA: '/var/lib/fireside',
      FIRESIDE_SECRET: SECRET,
      FIRESIDE_ORIGINS: 'https://intranet.example, https://other.example:8443/',
      TURN_URLS: 'stun:turn.example, turn:turn.example TURN:turn.example,\n turns:turn.example:443?transport=tcp',
      TURN_SECRET: ' a secret ',
      LIVEKIT_URL: 'wss://LiveKit.example/',
      LIVEKIT_API_KEY: ' a-key ',
      LIVEKIT_API_SECRET: SECRET,
      FIRESIDE_RECORDING: 'never',
    });
    expect(config).toEqual({
      port: 8080,
      host: '0.0.0.0',
      data: '/var/lib/fireside',
      hostKeys: { kind: 'secret', secret: SECRET },
      origins: { own: false, others: ['https://intranet.example', 'https://other.example:8443'] },
      turn: {
        urls: ['stun:turn.example', 'turn:turn.example', 'turns:turn.example:443?transport=tcp'],
        secret: ' a secret ',
      },
      livekit: { url: 'wss://livekit.example', key: 'a-key', secret: SECRET },
    });
  });

  it('lets only its own pages in where a real secret comes without origins', () => {
    expect(readConfig({ FIRESIDE_SECRET: SECRET }).origins).toEqual({ own: true, others: [] });
  });

  it('takes keys from a JWKS, over http on this machine only', () => {
    const url = (text: string) => readConfig({ FIRESIDE_JWKS_URL: text }).hostKeys;
    expect(url('https://intranet.example/jwks')).toEqual({
      kind: 'jwks',
      url: new URL('https://intranet.example/jwks'),
    });
    expect(url('http://localhost:4000/jwks').kind).toBe('jwks');
  });

  it('follows the example to another port, and counts an empty value as unset', () => {
    const { origins, port } = readConfig({ INTRANET_PORT: '4100', FIRESIDE_PORT: '', FIRESIDE_SECRET: '' });
    expect([origins.others[0], port]).toEqual(['http://localhost:4100', 4001]);
  });

  it('needs no secret where there is only STUN', () => {
    expect(readConfig({ TURN_URLS: 'stun:turn.example', TURN_SECRET: '' }).turn).toEqual({
      urls: ['stun:turn.example'],
      secret: null,
    });
  });

  it('has no LiveKit where all of it is empty', () => {
    expect(readConfig({ LIVEKIT_URL: '', LIVEKIT_API_KEY: '', LIVEKIT_API_SECRET: '' }).livekit).toBeNull();
    expect(readConfig({ ...livekit('ws://127.0.0.1:7880') }).livekit?.url).toBe('ws://127.0.0.1:7880');
  });

  const wrong: [env: Record<string, string>, sentence: RegExp][] = [
    [{ FIRESIDE_PORT: '80x' }, /^FIRESIDE_PORT is "80x"; it must be a whole number from 0 to 65535\.$/],
    [{ FIRESIDE_PORT: '65536' }, /FIRESIDE_PORT/],
    [{ FIRESIDE_PORT: '-1' }, /FIRESIDE_PORT/],
    [{ INTRANET_PORT: 'x' }, /INTRANET_PORT/],
    [{ FIRESIDE_SECRET: 'x'.repeat(31) }, /^FIRESIDE_SECRET has 31 bytes; HS256 needs at least 32/],
    [{ FIRESIDE_SECRET: SECRET, FIRESIDE_JWKS_URL: 'https://a.example' }, /both set/],
    [{ FIRESIDE_JWKS_URL: 'http://a.example/jwks' }, /FIRESIDE_JWKS_URL/],
    [{ FIRESIDE_JWKS_URL: 'jwks' }, /FIRESIDE_JWKS_URL/],
    [{ FIRESIDE_ORIGINS: '*' }, /FIRESIDE_ORIGINS has "\*"/],
    [{ FIRESIDE_ORIGINS: 'null' }, /FIRESIDE_ORIGINS/],
    [{ FIRESIDE_ORIGINS: 'https://a.example/path' }, /FIRESIDE_ORIGINS/],
    [{ FIRESIDE_ORIGINS: 'https://user@a.example' }, /FIRESIDE_ORIGINS/],
    [{ FIRESIDE_ORIGINS: 'intranet.example' }, /FIRESIDE_ORIGINS/],
    [{ FIRESIDE_RECORDING: 'on' }, /^FIRESIDE_RECORDING is "on"; it can only be never, because Fireside has no way/],
    [{ FIRESIDE_RECORDING: 'Never' }, /^FIRESIDE_RECORDING is "Never"/],
    [{ TURN_URLS: 'stun:a turn.example' }, /^TURN_URLS has "turn\.example"; each is such as stun:/],
    [{ TURN_URLS: 'turn:a?transport=tcp' }, /^TURN_URLS has turn:a\?transport=tcp, and TURN_SECRET, .* is not set\.$/],
    [{ TURN_SECRET: 'north' }, /^TURN_SECRET is set, and TURN_URLS has no turn: or turns: server/],
    [{ LIVEKIT_URL: 'wss://a' }, /^LiveKit needs .*; not set: LIVEKIT_API_KEY, LIVEKIT_API_SECRET\.$/],
    [{ ...livekit(''), LIVEKIT_API_KEY: ' ' }, /not set: LIVEKIT_URL, LIVEKIT_API_KEY\.$/],
    [{ ...livekit('wss://a'), LIVEKIT_API_SECRET: '' }, /not set: LIVEKIT_API_SECRET\.$/],
    [{ ...livekit('wss://a'), LIVEKIT_API_SECRET: 'short' }, /^LIVEKIT_API_SECRET has 5 bytes; .* at least 32\.$/],
    [livekit('http://a:7880'), /^LIVEKIT_URL begins with http:\/\/; write ws:\/\/ and leave the rest as it is\.$/],
    [livekit('https://a'), /^LIVEKIT_URL begins with https:\/\/; write wss:\/\/ /],
    [livekit('livekit.example'), /^LIVEKIT_URL must begin with ws:\/\/ or wss:\/\/, such as /],
    [livekit('localhost:7880'), /^LIVEKIT_URL must begin with/],
    [livekit('wss://a/path'), /^LIVEKIT_URL is scheme, host and port and nothing else/],
    [livekit('wss://a?x'), /^LIVEKIT_URL is scheme/],
    [livekit('wss://user:hush@a'), /^LIVEKIT_URL is scheme/],
    [{ TURN_SECRET: 'north', TURN_URLS: 'stun:a' }, /^TURN_SECRET is set, and TURN_URLS has no turn:/],
  ];
  it.each(wrong)('refuses %j with a sentence', (env, sentence) => {
    expect(() => readConfig(env)).toThrow(sentence);
    expect(() => readConfig(env)).toThrow(ConfigError);
  });

  it('says everything that is wrong at once, and never a secret', () => {
    try {
      readConfig({
        FIRESIDE_PORT: 'x',
        FIRESIDE_SECRET: 'hush',
        FIRESIDE_ORIGINS: '*',
        TURN_SECRET: 'hush',
        LIVEKIT_URL: 'http://user:hush@livekit.example',
        LIVEKIT_API_KEY: 'hush',
        LIVEKIT_API_SECRET: 'hush',
      });
      expect.unreachable();
    } catch (error) {
      const { message } = error as ConfigError;
      expect(message.split('\n')).toHaveLength(6);
      expect(message).not.toContain('hush');
    }
  });
});
