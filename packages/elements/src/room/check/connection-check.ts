import { msg, updateWhenLocaleChanges } from '@lit/localize';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { LazyPart } from '../../controllers/lazy-part.ts';
import { SessionController } from '../../controllers/session-controller.ts';
import { renderProblem } from '../../problem.ts';
import { controls } from '../../styles/controls.ts';
import { tokens } from '../../styles/tokens.ts';

const styles = css`
  :host {
    display: block;
    min-inline-size: 0;
  }

  button.quiet {
    color: var(--_accent);
    margin-inline-start: -8px; /* its words begin where the others do */
  }
`;

/**
 * *Check the connection*, wherever trouble with it may be met: a button that opens the check in its own place. The check
 * is loaded when it is pressed for; it ends when it is closed or taken out of the page.
 *
 * @summary Connection check of the session around it.
 */
export class FiresideConnectionCheck extends LitElement {
  static override styles = [tokens, controls, styles];
  static override properties = { _open: { state: true, attribute: false } };

  declare protected _open: boolean;
  readonly #session = new SessionController(this);
  readonly #panel = new LazyPart(this, () => import('./define.ts'));

  constructor() {
    super();
    this._open = false;
    updateWhenLocaleChanges(this);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { session } = this.#session;
    if (!session) return nothing;
    const loaded = this._open && this.#panel.need() !== null;
    if (loaded) {
      return html`<fireside-check-panel
        .session=${session}
        .followed=${this.matches(':focus-within')}
        @fireside-check-close=${() => void this.#close()}
      ></fireside-check-panel>`;
    }
    const failed = this._open && this.#panel.failed;
    return html`${failed ? renderProblem('unreachable', () => this.#panel.retry()) : nothing}
      <button class="quiet" aria-busy=${this._open && !failed} @click=${() => (this._open = true)}>
        ${msg('Check the connection')}
      </button>`;
  }

  async #close(): Promise<void> {
    this._open = false;
    await this.updateComplete;
    this.renderRoot.querySelector('button')?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fireside-connection-check': FiresideConnectionCheck;
  }
}
