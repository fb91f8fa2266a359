import type { ReactiveController, ReactiveControllerHost } from 'lit';

const STEP = 10_000;
/** Not sooner, however close the turn is (ms). */
const LEAST = 250;

/** Updates its host at every tenth second of what is counted, so that its minutes turn on time; not while nothing is. */
export class TenSeconds implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #counted: () => number | null;
  #connected = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `counted`: ms, or null while nothing is counted. */
  constructor(host: ReactiveControllerHost, counted: () => number | null) {
    this.#host = host;
    this.#counted = counted;
    host.addController(this);
  }

  hostConnected(): void {
    this.#connected = true;
  }

  hostUpdated(): void {
    clearTimeout(this.#timer);
    const ms = this.#connected ? this.#counted() : null; // an update may still come after a disconnect
    if (ms === null) return;
    this.#timer = setTimeout(() => this.#host.requestUpdate(), Math.max(LEAST, STEP - (ms % STEP)));
  }

  hostDisconnected(): void {
    this.#connected = false;
    clearTimeout(this.#timer);
  }
}
