import type { ReactiveController, ReactiveElement } from 'lit';

/** Whether the host's own box is narrower than `limit` px. Styles ask by container query; this is for roles and names. */
export class ObservedWidth implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #limit: number;
  readonly #observer: ResizeObserver;
  #narrow = false;
  #frame = 0;

  constructor(host: ReactiveElement, limit: number) {
    this.#host = host;
    this.#limit = limit;
    this.#observer = new ResizeObserver(() => {
      // In the next frame: what it changes may change the width again, which an observer may not do while it is told.
      this.#frame ||= requestAnimationFrame(() => this.#measure());
    });
    host.addController(this);
  }

  get narrow(): boolean {
    return this.#narrow;
  }

  hostConnected(): void {
    this.#measure();
    this.#observer.observe(this.#host);
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }

  #measure(): void {
    this.#frame = 0;
    const narrow = this.#host.getBoundingClientRect().width < this.#limit;
    if (narrow === this.#narrow) return;
    this.#narrow = narrow;
    this.#host.requestUpdate();
  }
}
