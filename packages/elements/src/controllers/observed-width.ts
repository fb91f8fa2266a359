import type { ReactiveController, ReactiveElement } from 'lit';

/** What `read` makes of the width of the host's own box (px). Styles ask by container query; this is for roles, names and drawing. */
export class ObservedWidth<T extends boolean | number> implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #read: (pixels: number) => T;
  readonly #observer: ResizeObserver;
  #value: T;
  #frame = 0;

  constructor(host: ReactiveElement, read: (pixels: number) => T) {
    this.#host = host;
    this.#read = read;
    this.#value = read(0);
    this.#observer = new ResizeObserver(() => {
      // In the next frame: what it changes may change the width again, which an observer may not do while it is told.
      this.#frame ||= requestAnimationFrame(() => this.#measure());
    });
    host.addController(this);
  }

  get value(): T {
    return this.#value;
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
    const value = this.#read(this.#host.getBoundingClientRect().width);
    if (value === this.#value) return;
    this.#value = value;
    this.#host.requestUpdate();
  }
}
