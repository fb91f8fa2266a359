import type { LitElement, ReactiveController } from 'lit';
import type { View } from '../widget.ts';

/** Where the focus goes when what had it is gone: with a view that was left, or by what somebody else has done. */
export class ViewFocus implements ReactiveController {
  readonly #host: LitElement;
  readonly #view: () => View;
  #shown: View['kind'] = 'session';
  #hadFocus = false;
  /** What had the focus is gone, and nothing that could take it was there. */
  #owes = false;

  constructor(host: LitElement, view: () => View) {
    this.#host = host;
    this.#view = view;
    host.addController(this);
  }

  hostUpdate(): void {
    this.#hadFocus = this.#host.matches(':focus-within');
  }

  hostUpdated(): void {
    const { kind } = this.#view();
    if (kind === this.#shown) return this.#keep();
    const was = this.#shown;
    this.#shown = kind;
    if (!this.#hadFocus) return;
    // The pressed button is gone with its view; the focus goes to the way back, or back to the button.
    this.#give(kind === 'session' ? `.actions .${was}` : '.actions .back', '.main');
  }

  /** What had the focus may have gone or been hidden, for example when the other has finished the session. */
  #keep(): void {
    const active = this.#host.shadowRoot?.activeElement;
    const owes = this.#owes && document.activeElement === document.body;
    this.#owes = owes;
    if ((!this.#hadFocus && !owes) || active?.checkVisibility()) return;
    if (!active && this.#host.contains(document.activeElement)) return; // in the page's own arrangement
    this.#give('.main', '.actions button');
  }

  /** To the first of these that is there. */
  #give(...selectors: readonly string[]): void {
    const found = selectors.map((selector) => this.#host.renderRoot.querySelector<HTMLElement>(selector));
    const to = found.find((one) => one !== null);
    to?.focus();
    this.#owes = to === undefined;
  }
}
