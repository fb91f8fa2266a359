/** What one socket hears of 102 to 104. A client that never sends a 102 never meets one of them. */
import { encodeRefused, encodeSaved, encodeState, type ErrorCode, type SessionState } from '@fireside/protocol';
import { describeError, type Log } from '../log.ts';
import { frameOf, type Frame } from './wire.ts';

export interface AcksOptions {
  /** Whether the socket may write: then nothing is called saved before our step 1 is answered. */
  readonly writes: boolean;
  readonly send: (frame: Frame) => void;
  /** Calls back when everything that was received before is on disk. */
  readonly whenCommitted: (then: () => void) => void;
  readonly stateOf: () => SessionState | null | Promise<SessionState | null>;
  readonly log: Log;
}

export class Acks {
  readonly #options: AcksOptions;
  /** The last version that a 102 named; null while none came. */
  #version: number | null = null;
  #answerMissing: boolean;
  #refused = false;
  /** How often the session's state was told. */
  #told = 0;

  constructor(options: AcksOptions) {
    this.#options = options;
    this.#answerMissing = options.writes;
  }

  /** 102: answered when everything before it is committed, the reply to our step 1 included. */
  ask(version: number): void {
    if (this.#version === null) void this.#tellFirst();
    this.#version = version;
    const { writes, whenCommitted, send } = this.#options;
    if (this.#answerMissing || (!writes && version > 0)) return;
    whenCommitted(() => {
      if (!this.#refused && !this.#answerMissing) send(frameOf(encodeSaved(version)));
    });
  }

  /** Something was left out until a step 1 is answered; says whether none is under way. */
  asked(): boolean {
    if (this.#answerMissing) return false;
    this.#answerMissing = true;
    return true;
  }

  /** Our step 1 has been answered. */
  answered(): void {
    if (!this.#answerMissing) return;
    this.#answerMissing = false;
    if (this.#version !== null) this.ask(this.#version);
  }

  /** 103: what was sent is not taken and never will be; nothing more is acknowledged. */
  refuse(code: ErrorCode): void {
    this.#refused = true;
    if (this.#version !== null) this.#options.send(frameOf(encodeRefused(this.#version, code)));
  }

  /** 104, where the client knows it. */
  tell(state: SessionState): void {
    this.#told += 1;
    if (this.#version !== null) this.#options.send(frameOf(encodeState(state)));
  }

  /** The state now, unless a newer one is told while it is looked up. */
  async #tellFirst(): Promise<void> {
    const told = this.#told;
    try {
      const state = await this.#options.stateOf();
      if (state !== null && told === this.#told) this.#options.send(frameOf(encodeState(state)));
    } catch (error) {
      this.#options.log.error('state-unknown', describeError(error));
    }
  }
}
