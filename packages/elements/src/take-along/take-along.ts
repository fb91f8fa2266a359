import { FiresideError, type ErrorCode } from '@fireside/protocol';
import { msg, str, updateWhenLocaleChanges } from '@lit/localize';
import { html, LitElement, type nothing, type TemplateResult } from 'lit';
import { SessionController } from '../controllers/session-controller.ts';
import { WidgetController } from '../controllers/widget-controller.ts';
import { closeIcon } from '../icons/signs.ts';
import { downloadIcon } from '../icons/take-along.ts';
import { renderProblem } from '../problem.ts';
import { controls } from '../styles/controls.ts';
import { tokens } from '../styles/tokens.ts';
import { renderUnbound } from '../unbound.ts';
import { saveFile } from './save-file.ts';
import { takeAlongStyles } from './take-along.styles.ts';

type Format = 'md' | 'json';

/**
 * A button that takes a session, or the whole mentorship, along as a file.
 *
 * @summary Take along.
 */
export class FiresideTakeAlong extends LitElement {
  static override properties = {
    session: {},
    _format: { state: true, attribute: false },
    _withPrivate: { state: true, attribute: false },
    _busy: { state: true, attribute: false },
    _failed: { state: true, attribute: false },
  };
  static override styles = [tokens, controls, takeAlongStyles];

  /** The id of the session; null for the whole mentorship. */
  declare session: string | null;
  declare protected _format: Format;
  declare protected _withPrivate: boolean;
  declare protected _busy: boolean;
  declare protected _failed: ErrorCode | null;

  readonly #session = new SessionController(this, (one) => [one.status]);
  readonly #widget = new WidgetController(this);
  /** Of the last file; what it holds is let go with it. */
  #url: string | null = null;
  /** Counts askings: an answer that nobody waits for any more is no download. */
  #asked = 0;

  constructor() {
    super();
    this.session = null;
    this._format = 'md';
    this._withPrivate = false;
    this._busy = false;
    this._failed = null;
    updateWhenLocaleChanges(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#dialog?.close();
    this.#forget();
    this.#letGo();
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  #letGo(): void {
    if (this.#url !== null) URL.revokeObjectURL(this.#url);
    this.#url = null;
  }

  #forget(): void {
    this.#asked += 1;
    this._busy = false;
    this._failed = null;
  }

  async #take(): Promise<void> {
    const session = this.#session.session;
    if (!session || this._busy) return;
    this.#forget();
    const asked = this.#asked;
    this._busy = true;
    try {
      const query = { session: this.session, format: this._format, withPrivate: this._withPrivate };
      const file = await session.saved.export(query);
      if (asked !== this.#asked) return;
      this.#letGo();
      this.#url = saveFile(file, this.renderRoot);
      // First: what stands beside an open dialog is not read out.
      this.#dialog?.close();
      this.#widget.announce(msg(str`${file.name} is among your downloads.`));
    } catch (error) {
      if (!(error instanceof FiresideError)) throw error;
      if (asked === this.#asked) this._failed = error.code;
    } finally {
      if (asked === this.#asked) this._busy = false;
    }
  }

  readonly #submitted = (event: Event): void => {
    event.preventDefault();
    void this.#take();
  };

  /** A press beside the dialog is one on its backdrop, which belongs to the dialog itself. */
  readonly #pressed = (event: MouseEvent): void => {
    if (event.target === this.#dialog) this.#dialog?.close();
  };

  protected override render(): TemplateResult | typeof nothing {
    if (!this.#session.session) return renderUnbound(this.#session.binding);
    return html`
      <button class="quiet" aria-haspopup="dialog" @click=${() => this.#dialog?.showModal()}>
        ${downloadIcon} ${this.session === null ? msg('Take everything along') : msg('Take along')}
      </button>
      <dialog aria-labelledby="title" @close=${() => this.#forget()} @click=${this.#pressed}>
        <form @submit=${this.#submitted}>
          <div class="head">
            <h3 id="title">${this.session === null ? msg('Take everything along') : msg('Take this session along')}</h3>
            <button
              type="button"
              class="quiet icon-only"
              aria-label=${msg('Close')}
              @click=${() => this.#dialog?.close()}
            >
              ${closeIcon}
            </button>
          </div>
          <fieldset>
            <legend>${msg('As a file')}</legend>
            ${this.#renderFormat('md', msg('Markdown, for reading'))}
            ${this.#renderFormat('json', msg('JSON, for programs'))}
          </fieldset>
          ${this.#renderPrivate()}
          ${this._failed === null ? this.#renderButton() : renderProblem(this._failed, () => void this.#take())}
        </form>
      </dialog>
    `;
  }

  #renderFormat(format: Format, name: string): TemplateResult {
    return html`<label>
      <input
        type="radio"
        name="format"
        value=${format}
        .checked=${this._format === format}
        @change=${() => (this._format = format)}
      />
      ${name}
    </label>`;
  }

  #renderPrivate(): TemplateResult {
    return html`<div class="own">
      <label>
        <input
          type="checkbox"
          aria-describedby="own"
          .checked=${this._withPrivate}
          @change=${(event: Event) => (this._withPrivate = (event.target as HTMLInputElement).checked)}
        />
        ${msg('With my private notes')}
      </label>
      <p id="own" class="muted small">${msg('Whoever you give the file to can read them.')}</p>
    </div>`;
  }

  #renderButton(): TemplateResult {
    return html`<button class="primary" aria-disabled=${this._busy ? 'true' : 'false'}>
      ${this._busy ? msg('One moment…') : html`${downloadIcon} ${msg('Download')}`}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fireside-take-along': FiresideTakeAlong;
  }
}
