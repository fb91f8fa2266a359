import type { ReactiveController, ReactiveControllerHost } from 'lit';

const EVERY = 10_000;

/** Updates its host every ten seconds while there is something to count. */
export class Ticking implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #wanted: () => boolean;
  #connected = false;
  #timer: ReturnType<typeof setInterval> | null = null;

  constructor(host: ReactiveControllerHost, wanted: () => boolean) {
    this.#host = host;
    this.#wanted = wanted;
    host.addController(this);
  }

  hostConnected(): void {
    this.#connected = true;
  }

  hostUpdated(): void {
    const wanted = this.#connected && this.#wanted(); // an update may still come after a disconnect
    if (this.#timer === null && wanted) this.#timer = setInterval(() => this.#host.requestUpdate(), EVERY);
    else if (this.#timer !== null && !wanted) this.#stop();
  }

  hostDisconnected(): void {
    this.#connected = false;
    this.#stop();
  }

  #stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }
}
