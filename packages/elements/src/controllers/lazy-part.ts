import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** A chunk that is loaded when it is first needed. The host updates when it has come or failed. */
export class LazyPart<T> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #load: () => Promise<T>;
  #begun = false;
  /** Whether the host has asked for it: until then it hears of nothing. */
  #needed = false;
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
    this.#needed = true;
    if (!this.#begun) this.#start();
    return this.#module;
  }

  /** Loads it before it is needed. Where that fails, `need` tries again. */
  prepare(): void {
    if (!this.#begun) this.#start();
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
        if (this.#needed) this.#host.requestUpdate();
      },
      () => {
        this.#begun = this.#needed;
        this.#failed = this.#needed; // shown with *Try again*; the browser has logged why
        if (this.#needed) this.#host.requestUpdate();
      },
    );
  }
}
