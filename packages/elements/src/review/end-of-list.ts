import type { ReactiveController, ReactiveElement } from 'lit';

/** How long before its end comes into view the list goes on. */
const AHEAD = '600px';

/** Tells when the last thing of a list (`.earlier`) comes into view, so that the list can go on. */
export class EndOfList implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #observer: IntersectionObserver;
  #end: Element | null = null;

  constructor(host: ReactiveElement, reached: () => void) {
    this.#host = host;
    const options = { rootMargin: `0px 0px ${AHEAD}`, scrollMargin: `0px 0px ${AHEAD}` };
    this.#observer = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) reached();
    }, options);
    host.addController(this);
  }

  /** Looked at anew after each update: a page that did not fill the view is followed by the next one. */
  hostUpdated(): void {
    if (this.#end) this.#observer.unobserve(this.#end);
    this.#end = this.#host.renderRoot.querySelector('.list:not([hidden]) .earlier:not([aria-disabled="true"])');
    if (this.#end) this.#observer.observe(this.#end);
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
    this.#end = null;
  }
}
