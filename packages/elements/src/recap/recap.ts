import { FiresideError, isEmptyRichText, privateNotesOf, readRichText, type ErrorCode } from '@fireside/protocol';
import type { SessionDetail } from '@fireside/protocol/http';
import { msg, str, updateWhenLocaleChanges } from '@lit/localize';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { ownScreen, PrivateCover } from '../controllers/private-cover.ts';
import { SessionController } from '../controllers/session-controller.ts';
import { SharedController } from '../controllers/shared-controller.ts';
import { formatDate, formatDayAndTime } from '../format.ts';
import { lockIcon } from '../icons/recap.ts';
import { renderProblem } from '../problem.ts';
import { renderRichText } from '../rich-text/render-rich-text.ts';
import { richText } from '../rich-text/rich-text.styles.ts';
import { controls } from '../styles/controls.ts';
import { tokens } from '../styles/tokens.ts';
import { renderUnbound } from '../unbound.ts';
import { factsOf, isEmptyRecap, renderSections } from './recap-sections.ts';
import { recapStyles } from './recap.styles.ts';

/**
 * What one session left behind, as the server keeps it, and the private notes of this person beside it.
 *
 * @summary The recap of a session.
 */
export class FiresideRecap extends LitElement {
  static override properties = {
    session: {},
    _detail: { state: true, attribute: false },
    _failed: { state: true, attribute: false },
  };
  static override styles = [tokens, controls, richText, recapStyles];

  /** The id of the session. */
  declare session: string;
  declare protected _detail: SessionDetail | null;
  declare protected _failed: ErrorCode | null;

  readonly #session = new SessionController(this, (one) => [one.status, one.documents, ownScreen(one)]);
  readonly #cover = new PrivateCover(this, this.#session);
  /** What is being asked for, or was: an answer to another question is late. */
  #asked = '';
  #focusWhenShown = false;

  constructor() {
    super();
    this.session = '';
    this._detail = null;
    this._failed = null;
    updateWhenLocaleChanges(this);
    new SharedController(this, () => {
      const own = this.#session.session?.documents.value.private?.doc;
      return own && this.session !== '' ? [privateNotesOf(own, this.session)] : [];
    });
  }

  /** Puts the focus on the heading, at once or when it is there. */
  focusHeading(): void {
    this.#focusWhenShown = true;
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#asked = '';
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('session')) this.#asked = '';
    const ready = this.#session.session?.status.value.phase === 'ready';
    if (this.isConnected && ready && this.session !== '' && this.#asked !== this.session) void this.#load();
  }

  protected override updated(): void {
    const heading = this.#focusWhenShown ? this.renderRoot.querySelector<HTMLElement>('h3') : null;
    if (!heading) return;
    this.#focusWhenShown = false;
    heading.focus();
  }

  async #load(): Promise<void> {
    const session = this.#session.session;
    const { session: id } = this;
    if (!session) return;
    this.#asked = id;
    this._detail = null;
    this._failed = null;
    try {
      const detail = await session.detail(id);
      if (this.#asked === id) this._detail = detail;
    } catch (error) {
      if (!(error instanceof FiresideError)) throw error;
      if (this.#asked === id) this._failed = error.code;
    }
  }

  protected override render(): TemplateResult | typeof nothing {
    const session = this.#session.session;
    if (!session) return renderUnbound(this.#session.binding);
    if (this._failed !== null) return renderProblem(this._failed, () => void this.#load());
    const detail = this._detail;
    if (detail === null) return html`<p class="waiting" role="status">${msg('Opening the recap…')}</p>`;
    const zone = session.status.value.person?.tz ?? null;
    const now = session.now();
    const day = detail.startsAt ?? detail.wrappedUpAt;
    const { recap } = detail;
    return html`
      <article aria-labelledby="day">
        <div>
          <h3 id="day" tabindex="-1">${day === null ? msg('A session without a date') : formatDate(day, zone, now)}</h3>
          <p class="muted">${factsOf(detail)}</p>
        </div>
        ${recap === null ? html`<p class="muted">${stateWords(detail)}</p>` : nothing}
        ${recap !== null && isEmptyRecap(recap.content) ? html`<p class="muted">${msg('Nothing was written down.')}</p>` : nothing}
        ${recap === null ? nothing : renderSections({ recap, zone })} ${this.#renderOwn()}
        ${
          recap !== null && recap.revision > 1
            ? html`<p class="muted small">
                ${msg(str`Added to afterwards, last on ${formatDayAndTime(recap.at, zone)}.`)}
              </p>`
            : nothing
        }
      </article>
    `;
  }

  #renderOwn(): TemplateResult | typeof nothing {
    const own = this.#session.session?.documents.value.private;
    const nodes = own ? readRichText(privateNotesOf(own.doc, this.session)) : [];
    if (isEmptyRichText(nodes)) return nothing;
    return html`<section class="own">
      <h4>${lockIcon} ${msg('Only for me')}</h4>
      ${this.#cover.render(html`<div class="rich-text reading">${renderRichText(nodes)}</div>`)}
    </section>`;
  }
}

function stateWords({ state, unanswered }: SessionDetail): string {
  if (unanswered) return msg('Did this take place? Nothing was written down.');
  switch (state) {
    case 'scheduled':
      return msg('This session lies ahead.');
    case 'live':
      return msg('This session is under way.');
    case 'cancelled':
      return msg('This session was cancelled.');
    case 'did-not-happen':
      return msg('This session did not happen.');
    case 'wrapped-up':
    case 'archived':
      return msg('Nothing was written down.');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fireside-recap': FiresideRecap;
  }
}
