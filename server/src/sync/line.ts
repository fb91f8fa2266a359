/** One WebSocket as the document socket uses it: pausing, keeping alive, and never queueing without bound for a slow peer. */
import { errorEntry, type ErrorCode } from '@fireside/protocol';
import type { WebSocket } from 'ws';
import { KEEP_ALIVE } from './frames.ts';
import type { SyncLimits } from './limits.ts';

export interface LineEvents {
  frame(data: Uint8Array, binary: boolean): void;
  /** Called once, whoever ended it. */
  closed(): void;
  /** The peer has read what waited, and missed what was delivered meanwhile. */
  drained(): void;
}

const CLOSE_FALLBACK = 1011; // RFC 6455 section 7.4.1: an unexpected condition

export class Line {
  readonly #ws: WebSocket;
  readonly #limits: SyncLimits;
  readonly #now: () => number;
  readonly #events: LineEvents;
  readonly #pauses = new Set<string>();
  #lastSent: number;
  #laggingSince: number | null = null;
  #closed = false;

  constructor(ws: WebSocket, options: { limits: SyncLimits; now: () => number; events: LineEvents }) {
    this.#ws = ws;
    this.#limits = options.limits;
    this.#now = options.now;
    this.#events = options.events;
    this.#lastSent = options.now();
    ws.on('message', (data: Buffer, binary) => {
      if (!this.#closed) options.events.frame(data, binary);
    });
    ws.on('close', () => this.#end());
    // A broken frame or connection: `close` follows, and there is nobody to tell.
    ws.on('error', () => undefined);
  }

  /** Stops reading until every reason is gone; what has been read already still comes. */
  pause(reason: string): void {
    this.#pauses.add(reason);
    this.#ws.pause();
  }

  resume(reason: string): void {
    this.#pauses.delete(reason);
    if (this.#pauses.size === 0) this.#ws.resume();
  }

  send(frame: Uint8Array): void {
    if (this.#closed) return;
    this.#lastSent = this.#now();
    this.#ws.send(frame);
  }

  /** Sends, unless the peer is too far behind: then it misses this, and `drained` says when it can take the whole. */
  deliver(frame: Uint8Array): void {
    if (this.#closed || this.#laggingSince !== null) return;
    this.send(frame);
    if (this.#ws.bufferedAmount <= this.#limits.lag.bytes) return;
    this.#laggingSince = this.#now();
    // Written after everything before it.
    this.#ws.send(KEEP_ALIVE, (error) => {
      if (!error && !this.#closed) this.#events.drained();
    });
  }

  /** It has the whole again. */
  caughtUp(): void {
    this.#laggingSince = null;
  }

  beat(): void {
    const now = this.#now();
    if (this.#laggingSince !== null && now - this.#laggingSince > this.#limits.lag.time) this.close('too-slow');
    else if (now - this.#lastSent >= this.#limits.silence) this.send(KEEP_ALIVE);
  }

  /** Closes with the code of `code`; its name is the reason. */
  close(code: ErrorCode): void {
    if (this.#closed) return;
    this.#end();
    this.#ws.resume(); // a paused socket would not hear that the peer closes, too
    this.#ws.close(errorEntry(code).close ?? CLOSE_FALLBACK, code);
  }

  #end(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#events.closed();
  }
}
