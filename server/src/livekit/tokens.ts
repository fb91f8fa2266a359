/**
 * Tokens for LiveKit: into one room, as one connection, for ten minutes; and those of this server, each for one request. They
 * are `livekit-server-sdk`'s by their claims and signed here, because that library reads the machine's clock, and ours is given.
 */
import type { Role } from '@fireside/protocol';
import { SignJWT } from 'jose';
import type { VideoGrant } from 'livekit-server-sdk';
import type { LiveKitSettings } from './settings.ts';

/** How long a token lets somebody in; once inside, LiveKit renews it by itself. */
const JOIN_SECONDS = 10 * 60;
/** A request is under way for seconds; clocks may differ by a minute. */
const REQUEST_SECONDS = 60;

/** LiveKit's `TrackSource`s by the names that tokens have. */
type Source = 'camera' | 'microphone' | 'screen_share';
type Grant = Omit<VideoGrant, 'canPublishSources'> & { canPublishSources?: readonly Source[] };

export interface Tokens {
  /** Lets one connection into one room. */
  join(room: string, identity: string, role: Role): Promise<string>;
  /** For one request of this server. */
  request(grant: Grant): Promise<string>;
}

export interface TokensOptions {
  readonly settings: LiveKitSettings;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** What a role may show and say. */
function sourcesOf(role: Role): readonly Source[] {
  return role === 'observer' ? [] : ['microphone', 'camera', 'screen_share'];
}

export function createTokens({ settings: { key, secret }, now }: TokensOptions): Tokens {
  const signingKey = new TextEncoder().encode(secret);

  function sign(video: Grant, seconds: number): SignJWT {
    const from = Math.floor(now() / 1000);
    return new SignJWT({ video })
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer(key)
      .setNotBefore(from)
      .setExpirationTime(from + seconds);
  }

  return {
    join(room, identity, role) {
      const sources = sourcesOf(role);
      const grant: Grant = {
        room,
        roomJoin: true,
        // An empty list alone would mean all of them.
        canPublish: sources.length > 0,
        canPublishSources: sources,
        canSubscribe: true,
        // Beats between the browsers: who speaks, what the devices do, whether the path still carries.
        canPublishData: true,
      };
      return sign(grant, JOIN_SECONDS).setSubject(identity).sign(signingKey);
    },
    request: (grant) => sign(grant, REQUEST_SECONDS).sign(signingKey),
  };
}
