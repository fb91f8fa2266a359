/** What this server does at LiveKit. None of it may keep a call from going on: what fails is logged, and looked at again later. */
import { RoomServiceClient } from 'livekit-server-sdk';
import { describeError, type Log } from '../log.ts';
import type { LiveKitSettings } from './settings.ts';
import type { Tokens } from './tokens.ts';

/** Seconds. */
const DEADLINE = 3;

export interface Control {
  /** Ends somebody's part in a room; that they are not there is what was wanted. */
  remove(room: string, identity: string): Promise<void>;
  /** Ends a room, for everybody in it. */
  close(room: string): Promise<void>;
  /** Who is in a room; null where LiveKit does not say. */
  identities(room: string): Promise<readonly string[] | null>;
}

export interface ControlOptions {
  readonly settings: LiveKitSettings;
  readonly tokens: Pick<Tokens, 'request'>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly log: Pick<Log, 'warn'>;
}

export function createControl({ settings, tokens, now, log }: ControlOptions): Control {
  type Grant = Parameters<Tokens['request']>[0];

  /** `absent` where LiveKit knows no such room, or nobody of that name in it; null where it did not do it. */
  async function ask<T>(
    what: string,
    grant: Grant,
    absent: T,
    send: (rooms: RoomServiceClient) => Promise<T>,
  ): Promise<T | null> {
    const token = await tokens.request(grant);
    const options = { token, requestTimeout: DEADLINE, failover: false };
    try {
      return await send(new RoomServiceClient(settings.url, settings.key, settings.secret, options));
    } catch (error) {
      const status = statusOf(error);
      if (status === 404) return absent;
      log.warn('livekit-failed', { what, status, ...describeError(error) });
      return null;
    }
  }

  return {
    async remove(room, identity) {
      // Where LiveKit can, the tokens of before are void from now on (LiveKit Cloud; not the open server 1.13).
      const revokeTokenTs = BigInt(Math.ceil(now() / 1000));
      await ask('remove', { room, roomAdmin: true }, undefined, (rooms) =>
        rooms.removeParticipant(room, identity, { revokeTokenTs }),
      );
    },
    async close(room) {
      await ask('close', { roomCreate: true }, undefined, (rooms) => rooms.deleteRoom(room));
    },
    async identities(room) {
      const found = await ask('list', { room, roomAdmin: true }, [], (rooms) => rooms.listParticipants(room));
      return found?.map(({ identity }) => identity) ?? null;
    },
  };
}

/** Of an answer that was no success; undefined where there was none. */
function statusOf(error: unknown): number | undefined {
  return error instanceof Error && 'status' in error && typeof error.status === 'number' ? error.status : undefined;
}
