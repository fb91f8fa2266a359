/**
 * Call signaling (`/v1/calls/{session}`): people of one session find each other and pass what WebRTC needs to connect.
 *
 * A socket opens with a ticket. Its client says `hello`, and is told who is there (`welcome`) as they are told of it (`joined`).
 * Then each may send any other a `signal`. It ends by `leave`, by `bye` or by a lost socket, and the others hear `left`. The
 * file goes the same way: what a person does in a room first, then the line to one client, whatever is said on it.
 *
 * Rooms live in memory only: after a restart each client says hello again and gets the same id, so media never notice.
 * Identity comes from the ticket and nowhere else. A frame goes to one peer of the same room, rebuilt from what was understood.
 */
import { createHash } from 'node:crypto';
import { errorEntry, MAX_SIGNAL_BYTES, parseFromClient, SIGNAL_PING_SECONDS } from '@fireside/protocol';
import type { CallPeer, ErrorCode, SignalingFromClient, SignalingFromServer } from '@fireside/protocol';
import type { RawData, WebSocket } from 'ws';
import type { TicketClaims } from '../auth/claims.ts';
import type { Connections } from '../connections.ts';
import type { Log } from '../log.ts';
import { Rate, type RateLimits } from '../rate.ts';

/** Every peer sends its picture to every other, so a room without a media server stays small. */
const MAX_PEOPLE = 4;
/** Characters of a name that others are told. */
const MAX_NAME = 512;
/** Bytes that wait for a slow reader at most: more than what three others may say at once. */
const MAX_WAITING = 1024 * 1024;
/** Ms. Whoever has said so much at once that it takes longer until they may go on is not talking to anybody. */
const LONGEST_PAUSE = 10_000;

/** What one socket may do. Over its rate it is paused; none of its frames is dropped. */
export interface SignalingLimits extends RateLimits {
  /** Ms until hello. */
  readonly helloMs: number;
  /** After so many ms of silence a socket is asked; two unanswered end it. */
  readonly pingMs: number;
}
/** Three peers that gather candidates on many interfaces, twice in a row, stay below. */
const LIMITS: SignalingLimits = {
  helloMs: 10_000,
  pingMs: SIGNAL_PING_SECONDS * 1000,
  burst: { frames: 300, bytes: 192 * 1024 },
  perSecond: { frames: 60, bytes: 32 * 1024 },
};

export interface SignalingOptions {
  readonly connections: Connections;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly log: Pick<Log, 'info'>;
  /** A person was in the call at this moment: told when they come and when they go. */
  readonly onPresence?: (tenant: string, session: string, person: string, at: number) => void;
  readonly limits?: Partial<SignalingLimits>;
}

export interface Signaling {
  /** Takes over an open socket whose ticket was verified. */
  open(ws: WebSocket, claims: TicketClaims, session: string): void;
  /** Closes a session's room: everybody in it and before its door gets `bye` with this code. */
  end(tenant: string, session: string, code: ErrorCode): void;
  /** People in the call of a session. */
  count(tenant: string, session: string): number;
  /** The server stops: every socket is closed with `restart`, no timer is left. */
  close(): void;
}

type Hello = Extract<SignalingFromClient, { type: 'hello' }>;

/** Somebody who has said hello. */
interface Guest {
  readonly peer: CallPeer;
  readonly client: string;
  readonly line: Line;
}
/** Guests by the ids of their peers. */
type Room = Map<string, Guest>;

const roomKey = (tenant: string, session: string): string => JSON.stringify([tenant, session]);

/** The same for the same visit of the same tab, whichever server process computes it; nobody can choose another's. */
function peerId({ tenant, session, person }: TicketClaims, { client, visit }: Hello): string {
  const parts = JSON.stringify([tenant, session, person, client, visit]);
  return createHash('sha256').update(parts).digest('hex').slice(0, 32);
}

export function createSignaling(options: SignalingOptions): Signaling {
  const { connections, now, log, onPresence } = options;
  const limits = { ...LIMITS, ...options.limits };
  const rooms = new Map<string, Room>();
  /** Every open socket, with the key of its room, whether it has said hello or not. */
  const lines = new Map<Line, string>();

  function open(ws: WebSocket, claims: TicketClaims, session: string): void {
    const { tenant, person } = claims;
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
      if ((frame.type === 'hello') === (self !== null)) return line.end('malformed'); // first of all, and once
      if (frame.type === 'hello') return enter(frame);
      if (frame.type === 'leave') return line.finish();
      if (frame.type === 'token') return line.end('malformed'); // there is no media server
      if (self) rooms.get(key)?.get(frame.to)?.line.send({ type: 'signal', from: self.peer.id, signal: frame.signal });
      // Where there is no such peer, it has left while this was under way: word of that is on its way back.
    }

    function enter(hello: Hello): void {
      const room: Room = rooms.get(key) ?? new Map();
      const own = [...room.values()].filter(({ peer }) => peer.person === person);
      const others = [...room.values()].filter(({ peer }) => peer.person !== person);
      if (!hello.takeOver && own.some(({ client }) => client !== hello.client)) return line.end('already-in-call');
      if (others.length >= MAX_PEOPLE) return line.end('call-full');

      const peer = { id: peerId(claims, hello), person, name: claims.name.slice(0, MAX_NAME) };
      self = { peer, client: hello.client, line };
      rooms.set(key, room.set(peer.id, self)); // first, so that an old socket of the same visit ends without a word to others
      line.greeted();
      line.send({ type: 'welcome', you: peer.id, peers: others.map((other) => other.peer) });
      for (const old of own) old.line.end('taken-over');
      tellOthers(room, self, { type: 'joined', peer });
      onPresence?.(tenant, session, person, now());
      log.info('call joined', { session, people: room.size });
    }

    /** `gone`: for good. Otherwise only the socket was lost, and the others keep their connections for a while. */
    function leave(gone: boolean): void {
      lines.delete(line);
      unregister();
      const room = rooms.get(key);
      if (!self || room?.get(self.peer.id) !== self) return; // never came in, or a newer socket took the place
      room.delete(self.peer.id);
      if (room.size === 0) rooms.delete(key);
      tellOthers(room, self, { type: 'left', peer: self.peer.id, gone });
      onPresence?.(tenant, session, person, now());
      log.info('call left', { session, gone, people: room.size });
    }
  }

  function tellOthers(room: Room, about: Guest, frame: SignalingFromServer): void {
    for (const guest of [...room.values()]) if (guest !== about) guest.line.send(frame);
  }

  return {
    open,
    end(tenant, session, code) {
      const ending = roomKey(tenant, session);
      for (const [line, key] of [...lines]) if (key === ending) line.end(code);
    },
    count: (tenant, session) => rooms.get(roomKey(tenant, session))?.size ?? 0,
    close() {
      for (const line of [...lines.keys()]) line.end('restart');
    },
  };
}

/** One client's socket: what it may send and how fast, whether it still lives, how it ends. */
interface Line {
  send(frame: SignalingFromServer): void;
  /** Hello has come: lifts its deadline. */
  greeted(): void;
  /** Says `bye` and closes with the close code of `code`. */
  end(code: ErrorCode): void;
  /** Closes after the client said that it leaves. */
  finish(): void;
}

/** `onEnd` is called once, however the line ends, and nothing is heard after it; `gone`: it will not come back by itself. */
function openLine(
  ws: WebSocket,
  limits: SignalingLimits,
  onFrame: (frame: SignalingFromClient) => void,
  onEnd: (gone: boolean) => void,
): Line {
  const rate = new Rate(limits, performance.now());
  let ended = false;
  let heard = false;
  let unanswered = 0;
  let pause: NodeJS.Timeout | null = null;

  const deadline = setTimeout(() => end('too-slow'), limits.helloMs);
  const heartbeat = setInterval(() => {
    if (heard || pause) unanswered = 0; // what is paused cannot be heard
    else if (++unanswered > 2) ws.terminate();
    else ws.ping();
    heard = false;
  }, limits.pingMs);

  ws.on('pong', () => (heard = true));
  ws.on('message', (data: RawData, isBinary: boolean) => {
    if (ended) return;
    heard = true;
    const { byteLength: bytes } = data as Buffer; // by the `binaryType` that ws begins with
    const wait = rate.take(bytes, performance.now());
    if (wait > LONGEST_PAUSE) return end('too-many');
    if (wait > 0) pauseFor(wait);
    if (bytes > MAX_SIGNAL_BYTES) return end('too-large');
    const frame = isBinary ? null : parseFromClient(data.toString());
    if (frame) onFrame(frame);
    else end('malformed');
  });
  // ws closes with a code of its own where a frame is none or is far too long (RFC 6455 section 7.4.1).
  ws.on('error', () => over(false));
  // 1001 is what a browser sends when its page goes away.
  ws.on('close', (code) => over(code === 1001));

  function pauseFor(ms: number): void {
    if (!pause) ws.pause();
    else clearTimeout(pause);
    pause = setTimeout(() => {
      pause = null;
      ws.resume();
    }, ms);
  }

  function send(frame: SignalingFromServer): void {
    if (ended) return;
    if (ws.bufferedAmount > MAX_WAITING) end('too-slow');
    else ws.send(JSON.stringify(frame));
  }

  function end(code: ErrorCode): void {
    if (ended) return;
    const { close = 1011, client } = errorEntry(code);
    ws.send(JSON.stringify({ type: 'bye', code } satisfies SignalingFromServer));
    ws.close(close, code);
    over(client !== 'retry' && client !== 'join-again');
  }

  function over(gone: boolean): void {
    if (ended) return;
    ended = true;
    clearTimeout(deadline);
    clearInterval(heartbeat);
    if (pause) clearTimeout(pause);
    ws.resume(); // or the closing handshake would wait for ever
    onEnd(gone);
  }

  return {
    send,
    end,
    greeted: () => clearTimeout(deadline),
    finish() {
      ws.close(1000);
      over(true);
    },
  };
}
