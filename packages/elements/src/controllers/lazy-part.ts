import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** A chunk that is loaded when it is first needed. The host updates when it has come or failed. */
export class LazyPart<T> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #load: () => Promise<T>;
  #begun = false;
  #failed = false;
  #module: T | null = null;

  constructor(host: ReactiveControllerHost, load: () => Promise<T>) {
    this.#host = host;
    this.#load = load;
    host.addController(this);
  }

  /** Whether the last try failed; `retry` tries again. */
  get failed(): boolean {
    return this.#failed;
  }

  hostConnected(): void {}

  /** The module, or null while it is on its way or has failed. Starts loading when nobody has asked before. */
  need(): T | null {
    if (!this.#begun) this.#start();
    return this.#module;
  }

  retry(): void {
    this.#start();
    this.#host.requestUpdate();
  }

  #start(): void {
    this.#begun = true;
    this.#failed = false;
    this.#load().then(
      (module) => {
        this.#module = module;
        this.#host.requestUpdate();
      },
      () => {
        this.#failed = true; // shown with *Try again*; the browser has logged why
        this.#host.requestUpdate();
      },
    );
  }
}
