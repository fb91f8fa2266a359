import type { FiresideSession } from '@fireside/client';
import { msg, str, updateWhenLocaleChanges } from '@lit/localize';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { SessionController } from '../controllers/session-controller.ts';
import { WidgetController } from '../controllers/widget-controller.ts';
import { controls } from '../styles/controls.ts';
import { tokens } from '../styles/tokens.ts';
import { renderUnbound } from '../unbound.ts';
import { Looking } from './looking.ts';
import { People } from './people.ts';
import { sinceLines } from './since-lines.ts';
import { sinceStyles } from './since.styles.ts';

/** So many lines are shown at once. */
const SHORT = 6;
/** So many are read out, of more their number. */
const READ_OUT = 3;

/**
 * "Since you last looked": what the others have changed, once. Nothing where there is nothing new, and for whoever has no
 * document of their own.
 *
 * @summary What the others have changed since the last visit.
 */
export class FiresideSince extends LitElement {
  static override properties = {
    _lines: { state: true, attribute: false },
    _all: { state: true, attribute: false },
  };
  static override styles = [tokens, controls, sinceStyles];

  declare protected _lines: readonly string[];
  /** The long list is shown in full. */
  declare protected _all: boolean;

  readonly #session = new SessionController(this, (one) => [one.status]);
  readonly #widget = new WidgetController(this);
  /** The list has no height while there is none; its width tells when its place is shown. */
  readonly #place = new ResizeObserver(() => this.#looking?.look());
  #of: FiresideSession | null = null;
  #listed: FiresideSession | null = null;
  #looking: Looking | null = null;

  constructor() {
    super();
    this._lines = [];
    this._all = false;
    updateWhenLocaleChanges(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#place.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#place.disconnect();
    this.#follow(null);
  }

  protected override willUpdate(): void {
    if (this.isConnected) this.#follow(this.#session.session);
  }

  #follow(session: FiresideSession | null): void {
    if (session === this.#of) return;
    this.#looking?.stop();
    this.#of = session;
    this.#looking = null;
    if (session === null) return;
    // Where it was only moved in the page, its list stays.
    if (session !== this.#listed) this._lines = [];
    this.#listed = session;
    const people = new People(session);
    this.#looking = new Looking(session, {
      placed: () => this.checkVisibility(),
      show: async (news) => {
        const lines = await sinceLines(session, people, news);
        if (this.#of === session && lines.length > 0) this.#show(lines);
      },
    });
  }

  #show(lines: readonly string[]): void {
    this._lines = lines;
    this._all = false;
    const read = lines.length <= READ_OUT ? lines.join('. ') : msg(str`${lines.length} changes`);
    this.#widget.announce(`${msg('Since you last looked')}: ${read}`);
  }

  readonly #dismiss = (): void => {
    this._lines = [];
    // Tab goes on from here, not from the start of the page.
    this.tabIndex = -1;
    this.focus();
  };

  async #expand(): Promise<void> {
    this._all = true;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`li:nth-child(${SHORT + 1})`)?.focus();
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.#session.session) return renderUnbound(this.#session.binding);
    const state = this.#session.session.status.value.session?.state;
    if (this._lines.length === 0 || (state !== 'scheduled' && state !== 'live')) return nothing;
    const shown = this._all ? this._lines : this._lines.slice(0, SHORT);
    const more = this._lines.length - shown.length;
    return html`<section aria-labelledby="title">
      <h2 id="title">${msg('Since you last looked')}</h2>
      <ul role="list">
        ${shown.map((line, at) => html`<li tabindex=${at === SHORT ? -1 : nothing}><span>${line}</span></li>`)}
      </ul>
      <div class="buttons">
        ${
          more > 0
            ? html`<button class="quiet small-target" aria-expanded="false" @click=${() => void this.#expand()}>
                ${msg(str`and ${more} more`)}
              </button>`
            : nothing
        }
        <button class="small-target" @click=${this.#dismiss}>${msg('Got it')}</button>
      </div>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fireside-since': FiresideSince;
  }
}
