/**
 * Call signaling (`/v1/calls/{session}`): people of one session find each other and pass what WebRTC needs to connect.
 * Rooms live in memory only: after a restart each client says hello again and gets the same id, so media never notice.
 * Identity comes from the ticket's claims and nowhere else; a frame is relayed to one peer of the same room, never further.
 */
import { createHash } from 'node:crypto';
import type { CallPeer, ErrorCode, SignalingFromClient, SignalingFromServer } from '@fireside/protocol';
import type { WebSocket } from 'ws';
import type { TicketClaims } from '../auth/claims.ts';
import type { Connections } from '../connections.ts';
import type { Log } from '../log.ts';
import { createLine, LINE_LIMITS, type Line, type LineLimits } from './line.ts';

/** Every peer sends its picture to every other, so a room without a media server stays small. */
const MAX_PEOPLE = 4;

export interface SignalingOptions {
  readonly connections: Connections;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly log: Pick<Log, 'info'>;
  /** A person was in the call at this moment: told when they come and when they go. */
  readonly onPresence?: (tenant: string, session: string, person: string, at: number) => void;
  readonly limits?: Partial<LineLimits>;
}

export interface Signaling {
  /** Takes over an open socket whose ticket was verified. */
  open(ws: WebSocket, claims: TicketClaims, session: string): void;
  /** Closes a session's room: everybody gets `bye` with this code. */
  end(tenant: string, session: string, code: ErrorCode): void;
  /** People in the call of a session. */
  count(tenant: string, session: string): number;
  /** The server stops: every socket is closed with `restart`, no timer is left. */
  close(): void;
}

/** Somebody who has said hello and is in a room. */
interface Guest {
  readonly peer: CallPeer;
  readonly client: string;
  readonly line: Line;
}

type Room = Map<string, Guest>;
type Hello = Extract<SignalingFromClient, { type: 'hello' }>;

const roomKey = (tenant: string, session: string): string => JSON.stringify([tenant, session]);

/** The same for the same visit of the same tab, whichever server process computes it; nobody can choose another's. */
function peerId(claims: TicketClaims, { client, visit }: Hello): string {
  const parts = [claims.tenant, claims.session, claims.person, client, visit];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}

export function createSignaling(options: SignalingOptions): Signaling {
  const { connections, now, log, onPresence } = options;
  const limits = { ...LINE_LIMITS, ...options.limits };
  const rooms = new Map<string, Room>();
  const lines = new Set<Line>();

  function tellOthers(room: Room, about: Guest, frame: SignalingFromServer): void {
    for (const guest of [...room.values()]) if (guest !== about) guest.line.send(frame);
  }

  function open(ws: WebSocket, claims: TicketClaims, session: string): void {
    const key = roomKey(claims.tenant, session);
    let self: Guest | null = null;

    const line = createLine(ws, limits, {
      onFrame(frame) {
        if (frame.type === 'hello') return self ? line.end('malformed') : enter(frame);
        if (frame.type === 'ping') return line.send({ type: 'pong' });
        if (!self) return line.end('malformed');
        if (frame.type === 'leave') return line.finish();
        // The other may have left while this was under way; their `left` is on its way back.
        rooms.get(key)?.get(frame.to)?.line.send({ type: 'signal', from: self.peer.id, signal: frame.signal });
      },
      onEnd(gone) {
        lines.delete(line);
        unregister();
        const room = rooms.get(key);
        if (!self || room?.get(self.peer.id) !== self) return; // never came in, or a newer socket took the place
        room.delete(self.peer.id);
        if (room.size === 0) rooms.delete(key);
        tellOthers(room, self, { type: 'left', peer: self.peer.id, gone });
        onPresence?.(claims.tenant, session, claims.person, now());
        log.info('call left', { session, gone, people: room.size });
      },
    });
    lines.add(line);
    const unregister = connections.add({
      kind: 'call',
      claims,
      close: (code) => line.end(code),
      tell: () => undefined, // the session's state goes over the document socket
    });
    if (!claims.call || claims.session !== session) line.end('not-allowed');

    function enter(hello: Hello): void {
      const others = [...(rooms.get(key)?.values() ?? [])];
      const own = others.filter(({ peer }) => peer.person === claims.person);
      const elsewhere = own.some(({ client }) => client !== hello.client);
      if (elsewhere && !hello.takeOver) return line.end('already-in-call');
      if (others.length - own.length >= MAX_PEOPLE) return line.end('call-full');

      const id = peerId(claims, hello);
      self = { peer: { id, person: claims.person, name: claims.name.slice(0, 512) }, client: hello.client, line };
      const place = rooms.get(key) ?? new Map<string, Guest>();
      rooms.set(key, place.set(id, self)); // first, so that the same visit's old socket ends without a word to the others
      line.greeted();
      const peers = others.filter((guest) => !own.includes(guest)).map(({ peer }) => peer);
      line.send({ type: 'welcome', you: id, peers });
      for (const old of own) old.line.end('taken-over');
      tellOthers(place, self, { type: 'joined', peer: self.peer });
      onPresence?.(claims.tenant, session, claims.person, now());
      log.info('call joined', { session, people: place.size });
    }
  }

  return {
    open,
    end(tenant, session, code) {
      for (const guest of [...(rooms.get(roomKey(tenant, session))?.values() ?? [])]) guest.line.end(code);
    },
    count: (tenant, session) => rooms.get(roomKey(tenant, session))?.size ?? 0,
    close() {
      for (const line of [...lines]) line.end('restart');
    },
  };
}
