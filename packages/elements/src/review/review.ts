import { FiresideError, type ErrorCode } from '@fireside/protocol';
import type { SessionSummary } from '@fireside/protocol/http';
import { msg, updateWhenLocaleChanges } from '@lit/localize';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { SessionController } from '../controllers/session-controller.ts';
import { WidgetController } from '../controllers/widget-controller.ts';
import { formatDate } from '../format.ts';
import { backIcon } from '../icons/header.ts';
import { renderProblem } from '../problem.ts';
import { controls } from '../styles/controls.ts';
import { tokens } from '../styles/tokens.ts';
import { renderUnbound } from '../unbound.ts';
import { reviewStyles } from './review.styles.ts';

/**
 * The saved sessions of the mentorship, the latest first, and a reading view of each. In a narrow box one of the two is
 * shown at a time.
 *
 * @summary Saved notes.
 */
export class FiresideReview extends LitElement {
  static override properties = {
    session: {},
    _sessions: { state: true, attribute: false },
    _before: { state: true, attribute: false },
    _loading: { state: true, attribute: false },
    _failed: { state: true, attribute: false },
  };
  static override styles = [tokens, controls, reviewStyles];

  /** The session that is read; null: the list, with the latest one beside it where there is room. */
  declare session: string | null;
  /** Null until the first page has come. */
  declare protected _sessions: readonly SessionSummary[] | null;
  /** Where the next page begins; null on the last. */
  declare protected _before: string | null;
  declare protected _loading: boolean;
  declare protected _failed: ErrorCode | null;

  readonly #session = new SessionController(this, (one) => [one.status]);
  readonly #widget = new WidgetController(this);

  constructor() {
    super();
    this.session = null;
    this._sessions = null;
    this._before = null;
    this._loading = false;
    this._failed = null;
    updateWhenLocaleChanges(this);
  }

  protected override willUpdate(): void {
    const ready = this.#session.session?.status.value.phase === 'ready';
    const begun = this._sessions !== null || this._loading || this._failed !== null;
    if (this.isConnected && ready && !begun) void this.#load();
  }

  /** Loads the next page; answers the first session it brought. */
  async #load(): Promise<string | null> {
    const session = this.#session.session;
    if (!session || this._loading) return null;
    this._loading = true;
    this._failed = null;
    try {
      const page = await session.list(this._before ?? undefined);
      const known = this._sessions ?? [];
      const fresh = page.sessions.filter((one) => isPast(one) && !known.some((other) => other.id === one.id));
      this._sessions = [...known, ...fresh];
      this._before = page.before;
      return fresh[0]?.id ?? null;
    } catch (error) {
      if (!(error instanceof FiresideError)) throw error;
      this._failed = error.code;
      return null;
    } finally {
      this._loading = false;
    }
  }

  async #showEarlier(): Promise<void> {
    const first = await this.#load();
    await this.updateComplete;
    this.#entry(first)?.focus();
  }

  async #open(id: string): Promise<void> {
    this.session = id;
    await this.updateComplete;
    this.renderRoot.querySelector('fireside-recap')?.focusHeading();
  }

  async #back(): Promise<void> {
    const was = this.session;
    this.session = null;
    await this.updateComplete;
    this.#entry(was)?.focus();
  }

  #entry(id: string | null): HTMLElement | null {
    return (
      [...this.renderRoot.querySelectorAll<HTMLElement>('[data-session]')].find((one) => one.dataset.session === id) ??
      null
    );
  }

  async #didNotHappen(id: string): Promise<void> {
    const session = this.#session.session;
    if (!session) return;
    try {
      await session.didNotHappen(id);
      this._sessions = (this._sessions ?? []).map((one) =>
        one.id === id ? { ...one, state: 'did-not-happen', unanswered: false } : one,
      );
      this.#widget.announce(msg('Noted. What was on its agenda moves on.'));
    } catch (error) {
      if (!(error instanceof FiresideError)) throw error;
      this._failed = error.code;
    }
  }

  protected override render(): TemplateResult | typeof nothing {
    const session = this.#session.session;
    if (!session) return renderUnbound(this.#session.binding);
    const sessions = this._sessions ?? [];
    const read = this.session ?? sessions[0]?.id ?? null;
    return html`
      <section aria-label=${msg('Saved notes')} ?data-open=${this.session !== null}>
        <div class="list">${this.#renderList(sessions, read)} ${this.#renderState(sessions)}</div>
        <div class="reading">${read === null ? nothing : this.#renderReading(read, sessions)}</div>
      </section>
    `;
  }

  #renderList(sessions: readonly SessionSummary[], read: string | null): TemplateResult | typeof nothing {
    if (sessions.length === 0) return nothing;
    const { person } = this.#session.session?.status.value ?? {};
    const now = this.#session.session?.now() ?? 0;
    return html`<ul role="list" aria-label=${msg('Sessions, the latest first')}>
      ${repeat(
        sessions,
        (one) => one.id,
        (one) => {
          const day = one.startsAt ?? one.wrappedUpAt;
          return html`<li>
            <button
              data-session=${one.id}
              aria-current=${one.id === read ? 'true' : 'false'}
              @click=${() => void this.#open(one.id)}
            >
              <strong>${day === null ? msg('Without a date') : formatDate(day, person?.tz ?? null, now)}</strong>
              <span class="line">${lineOf(one)}</span>
            </button>
          </li>`;
        },
      )}
    </ul>`;
  }

  #renderState(sessions: readonly SessionSummary[]): TemplateResult | typeof nothing {
    if (this._failed !== null) return renderProblem(this._failed, () => void this.#load());
    if (this._loading && this._sessions === null) {
      return html`<p class="message" role="status">${msg('Opening the saved notes…')}</p>`;
    }
    if (this._before !== null) {
      return html`<button aria-disabled=${this._loading ? 'true' : 'false'} @click=${() => void this.#showEarlier()}>
        ${this._loading ? msg('One moment…') : msg('Show earlier')}
      </button>`;
    }
    return sessions.length > 0
      ? nothing
      : html`<p class="message">
          ${msg('Nothing is saved yet. What you write in a session stands here once you have wrapped it up.')}
        </p>`;
  }

  #renderReading(read: string, sessions: readonly SessionSummary[]): TemplateResult {
    const summary = sessions.find((one) => one.id === read);
    return html`
      <button class="back quiet" @click=${() => void this.#back()}>${backIcon} ${msg('All sessions')}</button>
      <fireside-recap .session=${read}></fireside-recap>
      ${
        summary?.unanswered
          ? html`<div class="answer">
              <button @click=${() => void this.#didNotHappen(read)}>${msg('It did not happen')}</button>
              <span class="muted small">${msg('Its agenda then moves to the next session.')}</span>
            </div>`
          : nothing
      }
    `;
  }
}

/** What lies ahead or goes on just now has nothing saved yet. */
function isPast({ state, unanswered }: SessionSummary): boolean {
  return unanswered || (state !== 'scheduled' && state !== 'live');
}

function lineOf({ state, unanswered, lines }: SessionSummary): string {
  if (unanswered) return msg('Did this take place?');
  if (state === 'cancelled') return msg('cancelled');
  if (state === 'did-not-happen') return msg('did not happen');
  return lines.length === 0 ? msg('Nothing was written down.') : lines.join('; ');
}

declare global {
  interface HTMLElementTagNameMap {
    'fireside-review': FiresideReview;
  }
}
