/**
 * Without its media server a call is refused until somebody makes it one from browser to browser. Only the server knows who
 * has: so whoever was refused asks for a ticket now and then, and goes in, as they wished, when it has such a call.
 */
import type { CallAccess } from '@fireside/protocol';
import type { Call } from './call/port.ts';
import { refusedByMediaServer } from './call/refusals.ts';

export interface DirectCallOptions {
  readonly call: Pick<Call, 'value' | 'subscribe'>;
  /** Whether this person still wants to be in the call. */
  readonly wanted: () => boolean;
  /** Asks for another ticket; waits grow where it is asked again and again. */
  readonly ask: () => void;
  readonly enter: () => void;
  readonly signal: AbortSignal;
}

export class DirectCall {
  readonly #options: DirectCallOptions;
  #refused = false;

  constructor(options: DirectCallOptions) {
    this.#options = options;
    const stop = options.call.subscribe(() => this.#look());
    options.signal.addEventListener('abort', stop, { once: true });
  }

  /** A ticket has come. */
  tell(access: CallAccess | null): void {
    if (!this.#refused || !this.#options.wanted()) return;
    if (access?.kind === 'peer') this.#options.enter();
    else if (access) this.#options.ask();
  }

  #look(): void {
    const was = this.#refused;
    this.#refused = refusedByMediaServer(this.#options.call.value);
    if (this.#refused && !was && this.#options.wanted()) this.#options.ask();
  }
}
