import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** A chunk that is loaded when it is first needed. The host updates when it has come or failed. */
export class LazyPart implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #load: () => Promise<unknown>;
  #state: 'idle' | 'loading' | 'ready' | 'failed' = 'idle';

  constructor(host: ReactiveControllerHost, load: () => Promise<unknown>) {
    this.#host = host;
    this.#load = load;
    host.addController(this);
  }

  hostConnected(): void {}

  /** Starts loading when it has not begun; answers how it stands. */
  need(): 'loading' | 'ready' | 'failed' {
    if (this.#state === 'idle') this.#start();
    return this.#state === 'idle' ? 'loading' : this.#state;
  }

  retry(): void {
    this.#start();
    this.#host.requestUpdate();
  }

  #start(): void {
    this.#state = 'loading';
    this.#load().then(
      () => this.#settle('ready'),
      () => this.#settle('failed'), // shown with *Try again*; the browser has logged why
    );
  }

  #settle(state: 'ready' | 'failed'): void {
    this.#state = state;
    this.#host.requestUpdate();
  }
}
