/** One client's socket: what it may send and how fast, whether it still lives, how it ends. */
import { errorEntry, MAX_SIGNAL_BYTES, parseFromClient, SIGNAL_PING_SECONDS } from '@fireside/protocol';
import type { ErrorCode, SignalingFromClient, SignalingFromServer } from '@fireside/protocol';
import type { RawData, WebSocket } from 'ws';
import { Rate, type RateLimits } from '../rate.ts';

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
export const LIMITS: SignalingLimits = {
  helloMs: 10_000,
  pingMs: SIGNAL_PING_SECONDS * 1000,
  burst: { frames: 300, bytes: 192 * 1024 },
  perSecond: { frames: 60, bytes: 32 * 1024 },
};

export interface Line {
  send(frame: SignalingFromServer): void;
  /** Hello has come: lifts its deadline. */
  greeted(): void;
  /** Says `bye` and closes with the close code of `code`. */
  end(code: ErrorCode): void;
  /** Closes after the client said that it leaves. */
  finish(): void;
}

/** How a line ended. */
export interface LineEnd {
  /** It will not come back by itself. */
  readonly gone: boolean;
  /** What it was told where we ended it; null where its client did, or where it was lost. */
  readonly code: ErrorCode | null;
}

/** `onEnd` is called once, however the line ends, and nothing is heard after it. */
export function openLine(
  ws: WebSocket,
  limits: SignalingLimits,
  onFrame: (frame: SignalingFromClient) => void,
  onEnd: (end: LineEnd) => void,
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
  ws.on('error', () => over({ gone: false, code: null }));
  // 1001 is what a browser sends when its page goes away.
  ws.on('close', (code) => over({ gone: code === 1001, code: null }));

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
    over({ gone: client !== 'retry' && client !== 'join-again', code });
  }

  function over(how: LineEnd): void {
    if (ended) return;
    ended = true;
    clearTimeout(deadline);
    clearInterval(heartbeat);
    if (pause) clearTimeout(pause);
    ws.resume(); // or the closing handshake would wait for ever
    onEnd(how);
  }

  return {
    send,
    end,
    greeted: () => clearTimeout(deadline),
    finish() {
      ws.close(1000);
      over({ gone: true, code: null });
    },
  };
}
