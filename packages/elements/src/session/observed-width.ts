import type { ReactiveController, ReactiveElement } from 'lit';

/** Whether the host's own box is narrower than `limit` px. Styles ask by container query; this is for roles and names. */
export class ObservedWidth implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #limit: number;
  readonly #observer: ResizeObserver;
  #narrow = false;

  constructor(host: ReactiveElement, limit: number) {
    this.#host = host;
    this.#limit = limit;
    this.#observer = new ResizeObserver(([entry]) => {
      if (entry) this.#measure(entry.contentRect.width);
    });
    host.addController(this);
  }

  get narrow(): boolean {
    return this.#narrow;
  }

  hostConnected(): void {
    this.#measure(this.#host.getBoundingClientRect().width);
    this.#observer.observe(this.#host);
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
  }

  #measure(width: number): void {
    const narrow = width < this.#limit;
    if (narrow === this.#narrow) return;
    this.#narrow = narrow;
    this.#host.requestUpdate();
  }
}
