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
  /** Nothing pauses the socket any more. */
  resumed(): void;
}

const CLOSE_FALLBACK = 1011; // RFC 6455 section 7.4.1: an unexpected condition

export class Line {
  readonly #ws: WebSocket;
  readonly #limits: SyncLimits;
  readonly #now: () => number;
  readonly #events: LineEvents;
  readonly #pauses = new Set<string>();
  #lastSent: number;
  /** Since when more is unsent than a peer may leave waiting. */
  #behindSince: number | null = null;
  #missed = false;
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

  get paused(): boolean {
    return this.#pauses.size > 0;
  }

  /** Stops reading until every reason is gone; frames that have been read already still come. */
  pause(reason: string): void {
    this.#pauses.add(reason);
    this.#ws.pause();
  }

  resume(reason: string): void {
    if (!this.#pauses.delete(reason) || this.#pauses.size > 0 || this.#closed) return;
    this.#ws.resume();
    this.#events.resumed();
  }

  /** Sends an answer. Who asks and does not read the answers is not heard until they have. */
  send(frame: Uint8Array): void {
    if (this.#closed) return;
    this.#write(frame);
    if (this.#behindSince !== null) this.pause('behind');
  }

  /** Sends, unless the peer is too far behind: then it misses this, and `drained` says when it can take the whole. */
  deliver(frame: Uint8Array): void {
    if (this.#closed) return;
    if (this.#behindSince === null) this.#write(frame);
    else this.#missed = true;
  }

  #write(frame: Uint8Array): void {
    this.#lastSent = this.#now();
    this.#ws.send(frame);
    if (this.#behindSince !== null || this.#ws.bufferedAmount <= this.#limits.lag.bytes) return;
    this.#behindSince = this.#now();
    // Written after everything before it.
    this.#ws.send(KEEP_ALIVE, (error) => {
      if (!error && !this.#closed) this.#drained();
    });
  }

  #drained(): void {
    const missed = this.#missed;
    this.#behindSince = null;
    this.#missed = false;
    this.resume('behind');
    if (missed) this.#events.drained();
  }

  beat(): void {
    const now = this.#now();
    if (this.#behindSince !== null && now - this.#behindSince > this.#limits.lag.time) this.close('too-slow');
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
