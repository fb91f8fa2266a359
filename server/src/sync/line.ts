/** One wire as the document socket uses it: pausing, keeping alive, and never queueing without bound for a slow peer. */
import { errorEntry, type ErrorCode } from '@fireside/protocol';
import { KEEP_ALIVE } from './frames.ts';
import type { SyncLimits } from './limits.ts';
import { frameOf, type Frame, type Wire } from './wire.ts';

export interface LineEvents {
  message(data: Uint8Array, binary: boolean): void;
  /** Called once, whoever ended it. */
  closed(): void;
  /** The peer has read what waited, and missed what was delivered meanwhile. */
  drained(): void;
  /** Nothing pauses the socket any more. */
  resumed(): void;
}

export interface LineDeps {
  readonly limits: SyncLimits;
  readonly now: () => number;
  readonly turn: Turn;
}

/** What is said to a socket in one turn of the event loop leaves in one write: the system call is what a frame costs. */
export class Turn {
  #lines: Line[] = [];

  /** Flushes `line` at the end of this turn. */
  add(line: Line): void {
    this.#lines.push(line);
    if (this.#lines.length === 1) setImmediate(() => this.#end());
  }

  #end(): void {
    const lines = this.#lines;
    this.#lines = [];
    for (const line of lines) line.flush();
  }
}

const CLOSE_FALLBACK = 1011; // RFC 6455 section 7.4.1: an unexpected condition
const STILL_HERE = frameOf(KEEP_ALIVE);

export class Line {
  readonly #wire: Wire;
  readonly #deps: LineDeps;
  readonly #events: LineEvents;
  readonly #pauses = new Set<string>();
  /** Said in this turn. */
  #outbox: Frame[] = [];
  #outboxBytes = 0;
  #lastSent: number;
  #lastHeard: number;
  /** Since when more is unsent than a peer may leave waiting. */
  #behindSince: number | null = null;
  #missed = false;
  #closed = false;

  constructor(wire: Wire, events: LineEvents, deps: LineDeps) {
    this.#wire = wire;
    this.#deps = deps;
    this.#events = events;
    this.#lastSent = deps.now();
    this.#lastHeard = this.#lastSent;
    wire.listen({
      message: (data, binary) => {
        this.#lastHeard = deps.now();
        if (!this.#closed) events.message(data, binary);
      },
      pong: () => (this.#lastHeard = deps.now()),
      closed: () => this.#end(),
    });
  }

  get paused(): boolean {
    return this.#pauses.size > 0;
  }

  /** Stops reading until every reason is gone; frames that have been read already still come. */
  pause(reason: string): void {
    if (this.#closed) return; // or it would not hear that the peer closes, too
    this.#pauses.add(reason);
    this.#wire.pause();
  }

  resume(reason: string): void {
    if (!this.#pauses.delete(reason) || this.#pauses.size > 0 || this.#closed) return;
    this.#lastHeard = this.#deps.now();
    this.#wire.resume();
    this.#events.resumed();
  }

  /** Sends an answer. Who asks and does not read the answers is not heard until they have. */
  send(frame: Frame): void {
    if (this.#closed) return;
    this.#say(frame);
    if (this.#behindSince !== null) this.pause('behind');
  }

  /** Sends, unless the peer is too far behind: then it misses this, and `drained` says when it can take what it missed. */
  deliver(frame: Frame): void {
    if (this.#closed) return;
    if (this.#behindSince === null) this.#say(frame);
    else this.#missed = true;
  }

  /** Writes what was said in this turn. */
  flush(): void {
    const frames = this.#outbox;
    if (frames.length === 0) return;
    this.#outbox = [];
    this.#outboxBytes = 0;
    this.#wire.write(frames);
    if (this.#behindSince !== null || this.#wire.unsent <= this.#deps.limits.lag.bytes) return;
    this.#behindSince = this.#deps.now();
    // Written after everything before it.
    this.#wire.write([STILL_HERE], () => this.#drained());
  }

  beat(): void {
    const { limits, now } = this.#deps;
    const at = now();
    if (this.#behindSince !== null && at - this.#behindSince > limits.lag.time) return this.close('too-slow');
    if (at - this.#lastSent >= limits.silence) this.send(STILL_HERE);
    // Whose network is gone says no goodbye, and the kernel would wait for a quarter of an hour. Nothing is heard while paused.
    const unheard = this.paused ? 0 : at - this.#lastHeard;
    if (unheard >= limits.gone) this.#cut();
    else if (unheard >= limits.silence) this.#wire.ping();
  }

  /** Says what there is to say and closes with the code of `code`; its name is the reason. */
  close(code: ErrorCode): void {
    if (this.#closed) return;
    this.flush();
    this.#end();
    this.#wire.resume(); // a paused socket would not hear that the peer closes, too
    this.#wire.close(errorEntry(code).close ?? CLOSE_FALLBACK, code);
  }

  #cut(): void {
    this.#end();
    this.#wire.cut();
  }

  #say(frame: Frame): void {
    this.#lastSent = this.#deps.now();
    if (this.#outbox.push(frame) === 1) this.#deps.turn.add(this);
    this.#outboxBytes += frame.byteLength;
    // Not even for one turn: thousands of questions fit into one chunk of the network.
    if (this.#outboxBytes > this.#deps.limits.lag.bytes) this.flush();
  }

  #drained(): void {
    if (this.#closed) return;
    const missed = this.#missed;
    this.#behindSince = null;
    this.#missed = false;
    this.resume('behind');
    if (missed) this.#events.drained();
  }

  #end(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#outbox = [];
    this.#events.closed();
  }
}
