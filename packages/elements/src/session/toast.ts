import { msg, updateWhenLocaleChanges } from '@lit/localize';
import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { closeIcon, undoIcon } from '../icons/signs.ts';
import { controls } from '../styles/controls.ts';
import { tokens } from '../styles/tokens.ts';
import type { UndoOffer } from '../widget.ts';

/** Long enough to read, notice and reach (WCAG 2.2, 2.2.1); it stays while the pointer or the focus is on it. */
const SHOWN_MS = 20_000;

/** Offers *Undo* for a while. Dispatches `done` when the offer was taken, closed, or has had its time. */
export class FiresideToast extends LitElement {
  static override styles = [
    tokens,
    controls,
    css`
      .toast {
        pointer-events: auto; /* beside it, presses go to what it lies over */
        display: flex;
        gap: 4px 12px;
        align-items: center;
        inline-size: fit-content;
        max-inline-size: 100%;
        margin-inline: auto;
        padding-block: 6px;
        padding-inline: 16px 6px;
        border-radius: var(--_radius);
        border: 1px solid var(--_edge);
        background: var(--_raised);
        box-shadow: 0 6px 24px rgb(0 0 0 / 18%);
      }

      span {
        overflow: hidden;
        display: -webkit-box;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 2;
      }
    `,
  ];
  static override properties = { offer: { attribute: false } };
  declare offer: UndoOffer | null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.offer = null;
    updateWhenLocaleChanges(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('offer')) this.#schedule();
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    if (this.offer === null) return;
    this.#timer = setTimeout(() => {
      if (this.matches(':hover, :focus-within')) this.#schedule();
      else this.#done();
    }, SHOWN_MS);
  }

  #undo(offer: UndoOffer): void {
    offer.undo();
    this.#done();
  }

  #done(): void {
    this.dispatchEvent(new Event('done'));
  }

  protected override render() {
    const { offer } = this;
    if (offer === null) return nothing;
    return html`
      <div class="toast" role="group" aria-label=${msg('Undo')}>
        <span>${offer.text}</span>
        <button class="quiet" aria-keyshortcuts="Control+Z" @click=${() => this.#undo(offer)}>
          ${undoIcon}${msg('Undo')}
        </button>
        <button class="quiet icon-only small-target" aria-label=${msg('Close')} @click=${() => this.#done()}>
          ${closeIcon}
        </button>
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fireside-toast': FiresideToast;
  }
}
