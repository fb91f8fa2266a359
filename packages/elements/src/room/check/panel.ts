import type { CheckResult, FiresideSession } from '@fireside/client';
import { FiresideError, type ErrorCode } from '@fireside/protocol';
import { msg, str, updateWhenLocaleChanges } from '@lit/localize';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { WidgetController } from '../../controllers/widget-controller.ts';
import { renderProblem } from '../../problem.ts';
import { controls } from '../../styles/controls.ts';
import { tokens } from '../../styles/tokens.ts';
import { panelStyles } from './panel.styles.ts';
import { renderSteps } from './render-steps.ts';
import { reportOf } from './report.ts';
import { summaryOf } from './summary.ts';

/**
 * Runs a connection check from the moment it is shown until it is taken away, and tells what each step found.
 *
 * @fires fireside-check-close - It is not needed any more.
 */
export class FiresideCheckPanel extends LitElement {
  static override styles = [tokens, controls, panelStyles];
  static override properties = {
    session: { attribute: false },
    followed: { attribute: false },
    _results: { state: true, attribute: false },
    _done: { state: true, attribute: false },
    _error: { state: true, attribute: false },
    _copied: { state: true, attribute: false },
  };

  declare session: FiresideSession | null;
  /** Whether the focus was where this is shown now, and goes along. */
  declare followed: boolean;
  declare protected _results: readonly CheckResult[];
  declare protected _done: boolean;
  /** Why it could not begin. */
  declare protected _error: ErrorCode | null;
  /** `by hand`: the page may not write to the clipboard, so the report is shown. */
  declare protected _copied: 'no' | 'yes' | 'by hand';
  readonly #widget = new WidgetController(this);
  #running: AbortController | null = null;
  #hadFocus = false;

  constructor() {
    super();
    this.session = null;
    this.followed = false;
    this._results = [];
    this._done = false;
    this._error = null;
    this._copied = 'no';
    updateWhenLocaleChanges(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (!this._done) void this.#run();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#running?.abort();
  }

  protected override willUpdate(): void {
    this.#hadFocus = this.hasUpdated ? this.matches(':focus-within') : this.followed;
  }

  protected override updated(): void {
    if (this.#hadFocus && !this.matches(':focus-within')) this.#focus('button'); // the pressed one is gone
  }

  async #run(): Promise<void> {
    const running = new AbortController();
    this.#running = running;
    this._done = false;
    this._error = null;
    this._copied = 'no';
    try {
      const onProgress = (results: readonly CheckResult[]): void => void (this._results = results);
      this._results = (await this.session?.checkConnection({ onProgress, signal: running.signal })) ?? [];
    } catch (error) {
      if (running.signal.aborted) return;
      if (!(error instanceof FiresideError)) throw error;
      this._error = error.code;
    }
    await this.#end();
  }

  /** Who waited for it is taken to the result; who went on elsewhere hears it. */
  async #end(): Promise<void> {
    const waited = this.matches(':focus-within');
    this._done = true;
    await this.updateComplete;
    if (waited) this.#focus('h3');
    else this.#widget.announce(this.#title());
  }

  #focus(what: string): void {
    this.renderRoot.querySelector<HTMLElement>(what)?.focus();
  }

  #close(): void {
    this.#running?.abort();
    this.dispatchEvent(new CustomEvent('fireside-check-close'));
  }

  get #report(): string {
    return reportOf(this._results, navigator.userAgent, new Date());
  }

  async #copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.#report);
      this._copied = 'yes';
    } catch {
      this._copied = 'by hand'; // an insecure page has no clipboard, and a page's policy may forbid it
      await this.updateComplete;
      this.renderRoot.querySelector('textarea')?.select();
    }
  }

  #title(): string {
    if (this._error) return msg('The check could not begin.');
    return this._done ? summaryOf(this._results).title : msg('Checking the connection…');
  }

  protected override render(): TemplateResult {
    const done = this._results.filter(({ outcome }) => outcome !== 'running').length;
    return html`<section class="card" aria-label=${msg('Connection check')}>
      <h3 tabindex="-1">${this.#title()}</h3>
      ${this._done && !this._error ? html`<p>${summaryOf(this._results).meaning}</p>` : nothing}
      ${this._error ? renderProblem(this._error) : renderSteps(this._results)}
      <div class="row">
        ${this._done ? this.#renderDone() : html`<button @click=${() => this.#close()}>${msg('Stop')}</button>`}
        <span class="muted small number" role="status">
          ${this._done ? this.#copiedWords() : msg(str`${done} of ${this._results.length}`)}
        </span>
      </div>
      ${
        this._copied === 'by hand'
          ? html`<textarea
              class="small"
              readonly
              rows="6"
              aria-label=${msg('The report')}
              .value=${this.#report}
            ></textarea>`
          : nothing
      }
    </section>`;
  }

  #renderDone(): TemplateResult {
    return html`
      ${
        this._error
          ? nothing
          : html`<button class="primary" @click=${() => void this.#copy()}>${msg('Copy the report')}</button>`
      }
      <button @click=${() => void this.#run()}>${msg('Check again')}</button>
      <button class="quiet" @click=${() => this.#close()}>${msg('Close')}</button>
    `;
  }

  #copiedWords(): string {
    if (this._copied === 'no') return '';
    return this._copied === 'yes' ? msg('Copied') : msg('Copy it from here:');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fireside-check-panel': FiresideCheckPanel;
  }
}
