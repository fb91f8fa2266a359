import type { LitElement, ReactiveController } from 'lit';

/**
 * Keeps the focus through updates of a list. A row that moves in the DOM loses it, whoever moved it; a row that goes away
 * takes it along. After an update the focus is where it was, else in the same row, else in the row that took its place.
 *
 * Rows carry `data-row`, the control of a row that takes the focus `data-home`, and the last resort `data-rest`.
 */
export class FocusKeeper implements ReactiveController {
  readonly #host: LitElement;
  #held: HTMLElement | null = null;
  #row: HTMLElement | null = null;
  #place = -1;
  #updating = false;

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  /** Whether a loss of focus comes from rendering and not from the person. */
  get updating(): boolean {
    return this.#updating;
  }

  hostUpdate(): void {
    const active = this.#host.shadowRoot?.activeElement;
    this.#updating = true;
    this.#held = active instanceof HTMLElement ? active : null;
    this.#row = this.#held?.closest<HTMLElement>('[data-row]') ?? null;
    this.#place = this.#row ? this.#rows().indexOf(this.#row) : -1;
  }

  hostUpdated(): void {
    this.#updating = false;
    const held = this.#held;
    this.#held = null;
    if (!held || this.#host.shadowRoot?.activeElement === held) return;
    const target = held.isConnected && !held.hidden ? held : this.#substitute();
    // After this update: what the focus sets off may ask for the next one.
    void this.#host.updateComplete.then(() => {
      if (this.#host.shadowRoot?.activeElement) return; // somebody has put it where it belongs, a form for example
      target?.focus({ preventScroll: target === held });
    });
  }

  #substitute(): HTMLElement | null {
    const rows = this.#rows();
    const row = this.#row?.isConnected ? this.#row : rows[Math.min(this.#place, rows.length - 1)];
    return row?.querySelector<HTMLElement>('[data-home]') ?? this.#find('[data-rest]');
  }

  #rows(): HTMLElement[] {
    return [...(this.#host.shadowRoot?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
  }

  #find(selector: string): HTMLElement | null {
    return this.#host.shadowRoot?.querySelector<HTMLElement>(selector) ?? null;
  }
}
