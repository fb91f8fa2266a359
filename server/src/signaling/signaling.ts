/**
 * Call signaling (`/v1/calls/{session}`): people of one session find each other and pass what WebRTC needs to connect.
 *
 * A socket opens with a ticket. Its client says `hello`, and is told who is there (`welcome`) as they are told of it (`joined`).
 * Then each may send any other a `signal`. It ends by `leave`, by `bye` or by a lost socket, and the others hear `left`.
 *
 * Rooms live in memory only: after a restart each client says hello again and gets the same id, so media never notice.
 * Identity comes from the ticket and nowhere else. A frame goes to one peer of the same room, rebuilt from what was understood.
 *
 * In an SFU call people are introduced here as in a peer call; who is there at LiveKit follows from it (`livekit/door.ts`).
 */
import { createHash } from 'node:crypto';
import type { CallKind, CallPeer, ErrorCode, SignalingFromClient, SignalingFromServer } from '@fireside/protocol';
import type { WebSocket } from 'ws';
import type { TicketClaims } from '../auth/claims.ts';
import type { Connections } from '../connections.ts';
import type { Door } from '../livekit/door.ts';
import type { LiveKit } from '../livekit/livekit.ts';
import { describeError, type Log } from '../log.ts';
import type { Stay } from '../sessions/stays.ts';
import { agree, MAX_PEOPLE, type Agreed } from './kinds.ts';
import { LIMITS, openLine, type Line, type LineEnd, type SignalingLimits } from './line.ts';

/** Characters of a name that others are told. */
const MAX_NAME = 512;

/** What SFU calls need. */
export interface Sfu {
  readonly livekit: Pick<LiveKit, 'isIdentityOf' | 'token'>;
  readonly door: Pick<Door, 'came' | 'went' | 'over'>;
}

export interface SignalingOptions {
  readonly connections: Connections;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly log: Pick<Log, 'info' | 'error'>;
  /** Null where no LiveKit is configured. */
  readonly sfu?: Sfu | null;
  /** Somebody was in the call at this moment: told when they come and when they go. */
  readonly onPresence?: (stay: Stay, at: number) => void;
  readonly limits?: Partial<SignalingLimits>;
}

export interface Signaling {
  /** Takes over an open socket whose ticket was verified; `chosen` is what members chose to carry the call. */
  open(ws: WebSocket, claims: TicketClaims, session: string, chosen: CallKind | null): void;
  /** Closes a session's room, at LiveKit too: everybody in it and before its door gets `bye` with this code. */
  end(tenant: string, session: string, code: ErrorCode): void;
  /** The kind of a session's call, and why it is that one. */
  agreed(tenant: string, session: string, chosen: CallKind | null): Agreed;
  /** People in the call of a session. */
  count(tenant: string, session: string): number;
  /** Everybody who is in a call. */
  stays(): Stay[];
  /** The server stops: every socket is closed with `restart`, no timer is left. */
  close(): void;
}

type Hello = Extract<SignalingFromClient, { type: 'hello' }>;

/** Somebody who has said hello. */
interface Guest {
  readonly peer: CallPeer;
  readonly client: string;
  readonly line: Line;
  readonly stay: Stay;
}
interface Room {
  readonly kind: CallKind;
  /** By the ids of their peers. */
  readonly guests: Map<string, Guest>;
}

const roomKey = (tenant: string, session: string): string => JSON.stringify([tenant, session]);

/** The same for the same visit of the same tab, whichever server process computes it; nobody can choose another's. */
function peerId({ tenant, session, person }: TicketClaims, { client, visit }: Hello): string {
  const parts = JSON.stringify([tenant, session, person, client, visit]);
  return createHash('sha256').update(parts).digest('hex').slice(0, 32);
}

export function createSignaling(options: SignalingOptions): Signaling {
  const { connections, now, log, sfu = null, onPresence } = options;
  const limits = { ...LIMITS, ...options.limits };
  const rooms = new Map<string, Room>();
  /** Every open socket, with the key of its room, whether it has said hello or not. */
  const lines = new Map<Line, string>();

  function agreed(tenant: string, session: string, chosen: CallKind | null): Agreed {
    const inUse = rooms.get(roomKey(tenant, session))?.kind ?? null;
    return agree({ inUse, chosen, configured: sfu !== null });
  }

  function open(ws: WebSocket, claims: TicketClaims, session: string, chosen: CallKind | null): void {
    const { tenant, person, role } = claims;
    const key = roomKey(tenant, session);
    let self: Guest | null = null;

    const line = openLine(ws, limits, hear, leave);
    lines.set(line, key);
    const unregister = connections.add({
      kind: 'call',
      claims,
      close: (code) => line.end(code),
      tell: () => undefined, // the session's state goes over the document socket
    });
    if (!claims.call || claims.session !== session) line.end('not-allowed');

    function hear(frame: SignalingFromClient): void {
      if (frame.type === 'ping') return line.send({ type: 'pong' });
      if (frame.type === 'hello') return self ? line.end('malformed') : enter(frame); // once
      if (!self) return line.end('malformed'); // hello comes first
      if (frame.type === 'leave') return line.finish();
      if (frame.type === 'token') return renew(self);
      rooms.get(key)?.guests.get(frame.to)?.line.send({ type: 'signal', from: self.peer.id, signal: frame.signal });
      // Where there is no such peer, it has left while this was under way: word of that is on its way back.
    }

    function enter(hello: Hello): void {
      const { identity } = hello;
      const kind: CallKind = identity === undefined ? 'peer' : 'sfu';
      const found = agreed(tenant, session, chosen);
      if (kind !== found.kind) return line.end('join-again');
      if (identity !== undefined && !sfu?.livekit.isIdentityOf(identity, { tenant, session, person })) {
        return line.end('not-allowed');
      }
      const room: Room = rooms.get(key) ?? { kind, guests: new Map() };
      const all = [...room.guests.values()];
      const own = all.filter(({ peer }) => peer.person === person);
      const others = all.filter(({ peer }) => peer.person !== person);
      if (!hello.takeOver && own.some(({ client }) => client !== hello.client)) return line.end('already-in-call');
      if (others.length >= MAX_PEOPLE[kind]) return line.end('call-full');

      const id = identity ?? peerId(claims, hello);
      const peer = { id, person, name: claims.name.slice(0, MAX_NAME) };
      self = { peer, client: hello.client, line, stay: { tenant, session, id, person, kind } };
      room.guests.set(id, self); // first, so that an old socket of the same visit ends without a word to others
      rooms.set(key, room);
      line.greeted();
      line.send({ type: 'welcome', you: id, peers: others.map((other) => other.peer) });
      for (const old of own) old.line.end('taken-over');
      if (kind === 'sfu') sfu?.door.came({ tenant, session, person }, id);
      tellOthers(room, self, { type: 'joined', peer });
      onPresence?.(self.stay, now());
      log.info('call joined', { session, people: room.guests.size, kind, why: found.why });
    }

    function renew({ stay: { id, kind } }: Guest): void {
      if (kind !== 'sfu' || !sfu) return line.end('malformed'); // there is no media server
      sfu.livekit.token({ tenant, session }, id, role).then(
        (token) => line.send({ type: 'token', token }),
        (error: unknown) => {
          log.error('token-failed', describeError(error));
          line.end('internal');
        },
      );
    }

    function leave({ gone, code }: LineEnd): void {
      lines.delete(line);
      unregister();
      const room = rooms.get(key);
      if (!self || room?.guests.get(self.peer.id) !== self) return; // never came in, or a newer socket took the place
      const { id } = self.peer;
      room.guests.delete(id);
      if (room.guests.size === 0) rooms.delete(key);
      if (code === 'call-over') sfu?.door.over({ tenant, session });
      sfu?.door.went({ tenant, session }, id, gone);
      tellOthers(room, self, { type: 'left', peer: id, gone });
      onPresence?.(self.stay, now());
      log.info('call left', { session, gone, people: room.guests.size });
    }
  }

  function tellOthers({ guests }: Room, about: Guest, frame: SignalingFromServer): void {
    for (const guest of [...guests.values()]) if (guest !== about) guest.line.send(frame);
  }

  return {
    open,
    end(tenant, session, code) {
      const ending = roomKey(tenant, session);
      sfu?.door.over({ tenant, session }); // first: nobody needs to be removed one by one
      for (const [line, key] of [...lines]) if (key === ending) line.end(code);
    },
    agreed,
    count: (tenant, session) => rooms.get(roomKey(tenant, session))?.guests.size ?? 0,
    stays: () => [...rooms.values()].flatMap(({ guests }) => [...guests.values()].map(({ stay }) => stay)),
    close() {
      for (const line of [...lines.keys()]) line.end('restart');
    },
  };
}
