/** One call socket: what it may send and how fast, whether it still lives, how it ends. What the frames mean is not its business. */
import { errorEntry, MAX_SIGNAL_BYTES, parseFromClient, SIGNAL_PING_SECONDS } from '@fireside/protocol';
import type { ErrorCode, SignalingFromClient, SignalingFromServer } from '@fireside/protocol';
import type { RawData, WebSocket } from 'ws';

export interface LineLimits {
  /** A socket that has not said hello after this many ms is ended. */
  readonly helloMs: number;
  /** After this many ms of silence the socket is asked; two unanswered end it. */
  readonly pingMs: number;
  /** Frames that may come at once: three peers that gather candidates on many interfaces stay below. */
  readonly burst: number;
  /** Frames a second that may come for long; a faster socket is paused, none of its frames is dropped. */
  readonly perSecond: number;
}

export const LINE_LIMITS: LineLimits = {
  helloMs: 10_000,
  pingMs: SIGNAL_PING_SECONDS * 1000,
  burst: 300,
  perSecond: 60,
};

/** Bytes that wait for a slow reader at most. */
const MAX_WAITING = 1024 * 1024;
/** Frames beyond the pause, already read from the network when it began, as a multiple of the burst. */
const MAX_OVERDRAWN = 10;

export interface LineHandlers {
  onFrame(frame: SignalingFromClient): void;
  /** Called once, when the line ends for whatever reason. `gone`: it will not come back by itself. */
  onEnd(gone: boolean): void;
}

export interface Line {
  send(frame: SignalingFromServer): void;
  /** The hello has come: lifts its deadline. */
  greeted(): void;
  /** Says `bye` and closes with the code's close code. */
  end(code: ErrorCode): void;
  /** Closes after the client said that it leaves. */
  finish(): void;
}

export function createLine(ws: WebSocket, limits: LineLimits, handlers: LineHandlers): Line {
  let ended = false;
  let unanswered = 0;
  let heard = false;
  let tokens = limits.burst;
  let refilled = performance.now();
  let resume: NodeJS.Timeout | undefined;

  const deadline = setTimeout(() => end('too-slow'), limits.helloMs);
  const heartbeat = setInterval(() => {
    if (heard || resume) unanswered = 0; // what is paused cannot be heard
    else if (++unanswered > 2) return void ws.terminate();
    if (!heard && !resume) ws.ping();
    heard = false;
  }, limits.pingMs);

  function over(gone: boolean): void {
    if (ended) return;
    ended = true;
    clearTimeout(deadline);
    clearInterval(heartbeat);
    clearTimeout(resume);
    ws.resume(); // or the closing handshake would wait for ever
    handlers.onEnd(gone);
  }

  function end(code: ErrorCode): void {
    if (ended) return;
    const { close = 1011, client } = errorEntry(code);
    ws.send(JSON.stringify({ type: 'bye', code } satisfies SignalingFromServer));
    ws.close(close, code);
    over(client !== 'retry' && client !== 'join-again');
  }

  /** Takes a token for a frame; without one the socket is not read until there is one again. */
  function meter(): void {
    const now = performance.now();
    tokens = Math.min(limits.burst, tokens + ((now - refilled) / 1000) * limits.perSecond) - 1;
    refilled = now;
    if (tokens >= 0 || resume) return;
    ws.pause();
    resume = setTimeout(
      () => {
        resume = undefined;
        ws.resume();
      },
      (-tokens / limits.perSecond) * 1000,
    );
  }

  ws.on('message', (data: RawData, isBinary: boolean) => {
    if (ended) return;
    heard = true;
    meter();
    if (tokens < -MAX_OVERDRAWN * limits.burst) return end('too-many');
    const bytes = Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as Buffer);
    if (bytes.byteLength > MAX_SIGNAL_BYTES) return end('too-large');
    const frame = isBinary ? null : parseFromClient(bytes.toString('utf8'));
    if (frame) handlers.onFrame(frame);
    else end('malformed');
  });
  ws.on('pong', () => (heard = true));
  // 1001 is what a browser sends when its page goes away (RFC 6455 section 7.4.1).
  ws.on('close', (code) => over(code === 1001));
  // A protocol error or a reset: ws closes by itself, and `close` follows.
  ws.on('error', () => ws.terminate());

  return {
    end,
    greeted: () => clearTimeout(deadline),
    finish(): void {
      ws.close(1000);
      over(true);
    },
    send(frame): void {
      if (ended) return;
      if (ws.bufferedAmount > MAX_WAITING) return end('too-slow');
      ws.send(JSON.stringify(frame));
    },
  };
}
