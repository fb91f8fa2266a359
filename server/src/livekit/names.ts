/**
 * What LiveKit hears of us: rooms and identities that name nobody. Both come from keyed hashes, so that this server can tell
 * whose they are without keeping them, and nobody else can, nor make one.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** A session's call. */
export interface CallPlace {
  readonly tenant: string;
  readonly session: string;
}
/** Somebody in a session's call. */
export interface CallPerson extends CallPlace {
  readonly person: string;
}

export interface Names {
  /** A new identity, for one stay of this person. */
  identity(who: CallPerson): string;
  isIdentityOf(identity: string, who: CallPerson): boolean;
  /** The one room of a session. */
  room(place: CallPlace): string;
  /** Whether a room is this session's. */
  isRoomOf(room: string, place: CallPlace): boolean;
}

const IDENTITY = /^(?<whose>[0-9a-f]{16})-[0-9a-f]{16}$/;
const ROOM = /^(?<session>.+)\.[0-9a-f]{16}$/s;

/** `key`: 32 bytes that never leave this server. */
export function createNames(key: Uint8Array): Names {
  /** As JSON, so that no two lists are one text, whatever is in them. */
  const hash = (label: string, ...parts: readonly string[]): string =>
    createHmac('sha256', key)
      .update(JSON.stringify([`livekit ${label}`, ...parts]))
      .digest('hex')
      .slice(0, 16);
  const whose = ({ tenant, session, person }: CallPerson): string => hash('identity', tenant, session, person);
  const room = ({ tenant, session }: CallPlace): string => `${session}.${hash('room', tenant, session)}`;

  return {
    identity: (who) => `${whose(who)}-${randomBytes(8).toString('hex')}`,
    isIdentityOf(identity, who) {
      const named = IDENTITY.exec(identity)?.groups?.['whose'];
      return named !== undefined && isSame(named, whose(who));
    },
    room,
    isRoomOf: (name, place) => isSame(name, room(place)),
  };
}

/** In constant time for texts of one length. */
function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.byteLength === right.byteLength && timingSafeEqual(left, right);
}

/** The session that a room's name begins with; null where it is no room of ours. Whether it really is, `isRoomOf` says. */
export function sessionIn(room: string): string | null {
  return ROOM.exec(room)?.groups?.['session'] ?? null;
}
