/** LiveKit as the rest of the server knows it: who somebody is there, their tokens, what is done there, and how it is. */
import type { Role } from '@fireside/protocol';
import type { Log } from '../log.ts';
import { checkLiveKit, type Health } from './check.ts';
import { createControl, type Control } from './control.ts';
import { createNames, type CallPlace, type Names } from './names.ts';
import type { LiveKitSettings } from './settings.ts';
import { createTokens } from './tokens.ts';
import { createWebhooks, type Webhooks } from './webhooks.ts';

export interface LiveKit extends Pick<Names, 'identity' | 'isIdentityOf' | 'isRoomOf'> {
  /** As browsers connect to it. */
  readonly url: string;
  /** Lets one connection into the room of a session, for ten minutes. */
  token(place: CallPlace, identity: string, role: Role): Promise<string>;
  /** Ends the part of one connection in the call of a session. */
  remove(place: CallPlace, identity: string): Promise<void>;
  /** Ends the call of a session, for everybody in it. */
  close(place: CallPlace): Promise<void>;
  /** Who is in the call of a session; null where LiveKit does not say. */
  identities(place: CallPlace): Promise<readonly string[] | null>;
  /** Looked at once in ten seconds at most, however often it is asked. */
  health(): Promise<Health>;
  readonly webhooks: Webhooks;
}

export interface LiveKitOptions {
  readonly settings: LiveKitSettings;
  /** Of names; 32 bytes that never leave this server. */
  readonly key: Uint8Array;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly log: Log;
  /** The server ends. */
  readonly signal: AbortSignal;
}

const HEALTH_MS = 10_000;

export function createLiveKit({ settings, key, now, log, signal }: LiveKitOptions): LiveKit {
  const names = createNames(key);
  const tokens = createTokens({ settings, now });
  const control: Control = createControl({ settings, tokens, now, log });
  let looked: { readonly at: number; readonly health: Promise<Health> } | null = null;

  return {
    url: settings.url,
    identity: names.identity,
    isIdentityOf: names.isIdentityOf,
    isRoomOf: names.isRoomOf,
    token: (place, identity, role) => tokens.join(names.room(place), identity, role),
    remove: (place, identity) => control.remove(names.room(place), identity),
    close: (place) => control.close(names.room(place)),
    identities: (place) => control.identities(names.room(place)),
    webhooks: createWebhooks({ settings, now }),
    health() {
      const at = now();
      if (!looked || Math.abs(at - looked.at) >= HEALTH_MS) {
        looked = { at, health: checkLiveKit({ settings, tokens, now, signal }) };
      }
      return looked.health;
    },
  };
}
