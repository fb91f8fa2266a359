import type { ReactiveController, ReactiveElement } from 'lit';

/** Widths that differ by less make the same picture. */
const GRAIN = 8;

/** The width of the host's own box (px), for what is drawn in it. */
export class BoxWidth implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #observer: ResizeObserver;
  #width = 0;

  constructor(host: ReactiveElement) {
    this.#host = host;
    this.#observer = new ResizeObserver(([entry]) => {
      if (entry) this.#measure(entry.contentRect.width);
    });
    host.addController(this);
  }

  get value(): number {
    return this.#width;
  }

  hostConnected(): void {
    this.#measure(this.#host.getBoundingClientRect().width);
    this.#observer.observe(this.#host);
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
  }

  #measure(pixels: number): void {
    const width = Math.floor(pixels / GRAIN) * GRAIN;
    if (width === this.#width) return;
    this.#width = width;
    this.#host.requestUpdate();
  }
}
