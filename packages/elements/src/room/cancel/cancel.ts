import { FiresideError, type ErrorCode } from '@fireside/protocol';
import { msg, str, updateWhenLocaleChanges } from '@lit/localize';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { MinuteController } from '../../controllers/minute-controller.ts';
import { SessionController } from '../../controllers/session-controller.ts';
import { formatNames } from '../../format.ts';
import { controls } from '../../styles/controls.ts';
import { tokens } from '../../styles/tokens.ts';
import { renderRefused } from '../render-refused.ts';

const styles = css`
  :host {
    display: grid;
    gap: 12px;
    min-inline-size: 0;
  }

  .ways {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
`;

/**
 * Calls the session off, in one step and without a reason; from its time on also says that it did not happen. What comes
 * of it shows where the session stood.
 *
 * @summary *Cancel* and *It did not happen*, for the session around it.
 */
export class FiresideCancel extends LitElement {
  static override styles = [tokens, controls, styles];
  static override properties = {
    _asked: { state: true, attribute: false },
    _refused: { state: true, attribute: false },
  };

  /** It was pressed for, and the server has not answered yet. */
  declare protected _asked: boolean;
  declare protected _refused: ErrorCode | null;

  readonly #session = new SessionController(this, (one) => [one.status]);

  constructor() {
    super();
    this._asked = false;
    this._refused = null;
    updateWhenLocaleChanges(this);
    new MinuteController(this, () => this.#session.session?.now() ?? Date.now());
  }

  async #end(command: 'cancel' | 'didNotHappen'): Promise<void> {
    const session = this.#session.session;
    const meeting = session?.status.value.session;
    if (!session || !meeting || this._asked) return;
    this._asked = true;
    this._refused = null;
    try {
      await session[command](meeting.id);
    } catch (error) {
      if (!(error instanceof FiresideError)) throw error;
      this._refused = error.code;
    } finally {
      this._asked = false;
    }
  }

  protected override render(): TemplateResult | typeof nothing {
    const session = this.#session.session;
    const { session: meeting, mentorship, person } = session?.status.value ?? {};
    if (!session || !meeting || meeting.startsAt === null) return nothing;
    const others = (mentorship?.members ?? []).filter(({ id }) => id !== person?.id).map(({ name }) => name);
    return html`
      <p class="muted small">
        ${msg('The whole agenda moves on to your next session. Nobody is asked for a reason.')}
        ${others.length === 0 ? nothing : msg(str`${formatNames(others)} can see it at once.`)}
      </p>
      <div class="ways">
        ${meeting.startsAt > session.now() ? nothing : this.#renderWay('didNotHappen', msg('It did not happen'))}
        ${this.#renderWay('cancel', msg('Cancel this session'))}
      </div>
      ${renderRefused(this._refused)}
    `;
  }

  #renderWay(command: 'cancel' | 'didNotHappen', words: string): TemplateResult {
    return html`<button
      aria-disabled=${this._asked ? 'true' : 'false'}
      aria-busy=${this._asked ? 'true' : 'false'}
      @click=${() => void this.#end(command)}
    >
      ${words}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fireside-cancel': FiresideCancel;
  }
}
