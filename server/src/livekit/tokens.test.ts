import { decodeJwt, decodeProtectedHeader } from 'jose';
import { AccessToken, TokenVerifier, TrackSource } from 'livekit-server-sdk';
import { describe, expect, it } from 'vitest';
import type { LiveKitSettings } from './settings.ts';
import { createTokens } from './tokens.ts';

const settings: LiveKitSettings = { url: 'wss://livekit.example', key: 'a-key', secret: 's'.repeat(32) };
const NOW = Date.UTC(2026, 10, 21, 9, 0, 0, 999);
const seconds = Math.floor(NOW / 1000);
const tokens = createTokens({ settings, now: () => NOW });

describe('a token for LiveKit', () => {
  it('lets one identity into one room for ten minutes, with what a call needs and nothing more', async () => {
    const token = await tokens.join('s1.0123456789abcdef', 'an-identity', 'mentee');
    expect(decodeProtectedHeader(token)).toEqual({ alg: 'HS256' });
    expect(decodeJwt(token)).toEqual({
      iss: 'a-key',
      sub: 'an-identity',
      nbf: seconds,
      exp: seconds + 600,
      video: {
        room: 's1.0123456789abcdef',
        roomJoin: true,
        canPublish: true,
        canPublishSources: ['microphone', 'camera', 'screen_share'],
        canSubscribe: true,
        canPublishData: true,
      },
    });
  });

  it('is the same for mentor and mentee, and shows nothing of an observer', async () => {
    const of = async (role: 'mentor' | 'mentee' | 'observer') => decodeJwt(await tokens.join('r', 'i', role));
    expect(await of('mentor')).toEqual(await of('mentee'));
    expect((await of('observer'))['video']).toMatchObject({ canPublish: false, canPublishSources: [] });
  });

  it('has the claims that LiveKit’s own library would write, but for the clock', async () => {
    const theirs = new AccessToken(settings.key, settings.secret, { identity: 'an-identity', ttl: 600 });
    theirs.addGrant({
      room: 'r',
      roomJoin: true,
      canPublish: true,
      canPublishSources: [TrackSource.MICROPHONE, TrackSource.CAMERA, TrackSource.SCREEN_SHARE],
      canSubscribe: true,
      canPublishData: true,
    });
    const { nbf: _, exp: __, ...claims } = decodeJwt(await theirs.toJwt());
    const { nbf, exp, ...ours } = decodeJwt(await tokens.join('r', 'an-identity', 'mentor'));
    expect(ours).toEqual(claims);
    expect([nbf, exp]).toEqual([seconds, seconds + 600]);
  });

  it('is taken with its secret, and with no other', async () => {
    const token = await createTokens({ settings, now: Date.now }).join('r', 'i', 'mentor');
    await expect(new TokenVerifier('a-key', settings.secret).verify(token)).resolves.toMatchObject({ sub: 'i' });
    await expect(new TokenVerifier('a-key', 'x'.repeat(32)).verify(token)).rejects.toThrow();
    await expect(new TokenVerifier('another', settings.secret).verify(token)).rejects.toThrow();
  });

  it('for a request of ours holds for a minute, and for that request', async () => {
    expect(decodeJwt(await tokens.request({ room: 'r', roomAdmin: true }))).toEqual({
      iss: 'a-key',
      nbf: seconds,
      exp: seconds + 60,
      video: { room: 'r', roomAdmin: true },
    });
  });
});
