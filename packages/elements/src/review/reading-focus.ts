import type { LitElement, ReactiveController } from 'lit';
import { ScrollPlace } from './scroll-place.ts';

interface Host extends LitElement {
  /** The session that is read; null: the list. */
  readonly session: string | null;
}

/** Leads the focus of who is here into what they open, and back to where they were; with it, the place in the page. */
export class ReadingFocus implements ReactiveController {
  readonly #host: Host;
  readonly #wayOf: (session: string | null) => HTMLElement | null;
  readonly #scroll = new ScrollPlace();
  /** At the last update; undefined before the first. */
  #shown: string | null | undefined = undefined;
  #hadFocus = false;
  /** What had the focus when a session was opened. */
  #origin: HTMLElement | SVGElement | null = null;

  /** @param wayOf what leads to a session, where `host` shows it; else what stands for the place */
  constructor(host: Host, wayOf: (session: string | null) => HTMLElement | null) {
    this.#host = host;
    this.#wayOf = wayOf;
    host.addController(this);
  }

  /** The next change is by somebody here, also where what they pressed goes away with it. */
  follow(): void {
    this.#hadFocus = true;
  }

  /** They go somewhere else than back. */
  forgetPlace(): void {
    this.#scroll.forget();
  }

  hostUpdate(): void {
    this.#hadFocus ||= this.#host.matches(':focus-within');
    if (this.#shown !== null || this.#host.session === null) return;
    this.#origin = deepFocus();
    this.#scroll.keep(this.#host);
  }

  hostUpdated(): void {
    const [hadFocus, before] = [this.#hadFocus, this.#shown];
    this.#hadFocus = false;
    this.#shown = this.#host.session;
    if (before === undefined || before === this.#shown) return;
    if (this.#shown !== null) {
      if (hadFocus) this.#host.renderRoot.querySelector('fireside-recap')?.focusHeading();
      return;
    }
    this.#scroll.restore();
    if (hadFocus) this.#focusList(before);
    this.#origin = null;
  }

  #focusList(before: string | null): void {
    if (this.#origin?.isConnected && this.#origin.checkVisibility()) this.#origin.focus();
    else this.#wayOf(before)?.focus();
  }
}

/** What really has the focus, through shadow roots. */
function deepFocus(): HTMLElement | SVGElement | null {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active instanceof HTMLElement || active instanceof SVGElement ? active : null; // a point of the picture is a link in SVG
}
