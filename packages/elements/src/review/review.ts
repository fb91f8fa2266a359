import type { FiresideSession } from '@fireside/client';
import { FiresideError, type ErrorCode } from '@fireside/protocol';
import { msg, updateWhenLocaleChanges } from '@lit/localize';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { LazyPart } from '../controllers/lazy-part.ts';
import { ObservedWidth } from '../controllers/observed-width.ts';
import { ownScreen, PrivateCover } from '../controllers/private-cover.ts';
import { SessionController } from '../controllers/session-controller.ts';
import { WidgetController } from '../controllers/widget-controller.ts';
import { printStyles } from '../print/print.styles.ts';
import { renderProblem } from '../problem.ts';
import { controls } from '../styles/controls.ts';
import { tokens } from '../styles/tokens.ts';
import { renderUnbound } from '../unbound.ts';
import { EndOfList } from './end-of-list.ts';
import { renderListEnd } from './list-end.ts';
import { listStyles } from './list.styles.ts';
import { isPast } from './months.ts';
import { renderNews } from './news.ts';
import { placeName, renderPlaces, type Place } from './places.ts';
import { ReadingFocus } from './reading-focus.ts';
import { renderReading } from './reading.ts';
import { renderSearch } from './render-search.ts';
import { foundWords } from './results.ts';
import { reviewStyles } from './review.styles.ts';
import { renderSearchForm } from './search-form.ts';
import { Searching } from './searching.ts';
import { renderSessionList } from './session-list.ts';
import { SavedSessions } from './sessions.ts';
import { Unread } from './unread.ts';

/** Below this width of its own box (px) the list and what is read are shown one at a time. */
const NARROW = 760;

/**
 * The saved notes of a mentorship: all its sessions, the latest first, a search over them, promises and goals over time, and
 * beside them what is read.
 *
 * @summary Saved notes.
 */
export class FiresideReview extends LitElement {
  static override properties = {
    session: {},
    at: { attribute: false },
    _place: { state: true, attribute: false },
    _failed: { state: true, attribute: false },
  };
  static override styles = [tokens, controls, reviewStyles, listStyles, printStyles];

  /** The session that is read; null: the list, with the latest one beside it where there is room. */
  declare session: string | null;
  /** The record in it that is scrolled to and marked. */
  declare at: string | null;
  declare protected _place: Place;
  /** Why the last thing that was pressed did not work. */
  declare protected _failed: ErrorCode | null;

  readonly #session = new SessionController(this, (one) => [one.status, one.documents, ownScreen(one)]);
  readonly #widget = new WidgetController(this);
  readonly #cover = new PrivateCover(this, this.#session);
  readonly #width = new ObservedWidth(this, (pixels) => pixels < NARROW);
  readonly #promises = new LazyPart(this, () => import('../owed/define.ts'));
  readonly #takeAlong = new LazyPart(this, () => import('../take-along/define.ts'));
  readonly #goals = new LazyPart(this, () => import('../goals-over-time/define.ts'));
  readonly #focus = new ReadingFocus(this, (session) => this.#entry(session) ?? this.#tab());
  readonly #searching = new Searching(this, {
    session: () => this.#session.session,
    tell: (found) => this.#widget.announce(foundWords(found)),
  });
  #of: FiresideSession | null = null;
  #sessions = new SavedSessions(this);
  #unread = new Unread();
  /** What the list was last asked for: something may have become of a session since. */
  #state = '';
  /** Raised when what is read has become something else. */
  #version = 0;

  constructor() {
    super();
    this.session = null;
    this.at = null;
    this._place = 'sessions';
    this._failed = null;
    updateWhenLocaleChanges(this);
    new EndOfList(this, () => this.#endReached());
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const session = this.#session.session;
    if (session !== this.#of) this.#begin(session);
    if (session && this.isConnected) this.#follow(session);
    if (changed.has('session') && this.session !== null) this.#unread.opened(this.session);
  }

  #begin(session: FiresideSession | null): void {
    this.#of = session;
    if (session === null) return;
    this.#sessions = new SavedSessions(this);
    this.#unread = new Unread();
    this.#state = '';
  }

  #follow(session: FiresideSession): void {
    const { phase, session: meeting } = session.status.value;
    if (phase !== 'ready') return;
    this.#unread.begin(session.documents.value.private, session.now());
    const state = `${meeting?.id} ${meeting?.state}`;
    const before = this.#state;
    this.#state = state;
    if (!this.#sessions.begun) void this.#sessions.more(session);
    else if (before !== '' && before !== state) void this.#sessions.renew(session);
  }

  /** One at a time: there is no room for both, or what is looked at needs all of it. */
  get #single(): boolean {
    if (this.#width.value) return true;
    const { all } = this.#sessions;
    if (all === null ? this.session === null : all.length === 0) return true;
    return this._place !== 'sessions';
  }

  #go(session: string | null, at: string | null): void {
    this.#focus.follow();
    this.session = session;
    this.at = at;
    // Arranged by the page, it keeps to itself what it shows.
    if (this.#widget.view.kind === 'saved-notes') this.#widget.show({ kind: 'saved-notes', session, at });
  }

  /** What stands in the session that is open here and not over is read where it is written. */
  #openFound({ status }: FiresideSession, id: string, at: string | null): void {
    const found = this.#searching.found?.list.sessions.find((one) => one.id === id);
    const here = status.value.session?.id === id && this.#widget.view.kind === 'saved-notes';
    if (here && found && !isPast(found)) this.#widget.show({ kind: 'session' });
    else this.#go(id, at);
  }

  async #more(): Promise<string | null> {
    const session = this.#session.session;
    return session ? this.#sessions.more(session) : null;
  }

  #endReached(): void {
    if (this.#searching.active) void this.#searching.more();
    else void this.#more();
  }

  /** By the button: the focus goes on where the new ones begin. */
  async #showMore(load: () => Promise<string | null>): Promise<void> {
    const first = await load();
    await this.updateComplete;
    this.#entry(first)?.focus();
  }

  #entry(id: string | null): HTMLElement | null {
    const entries = [...this.renderRoot.querySelectorAll<HTMLElement>('.list:not([hidden]) [data-session]')];
    return entries.find((one) => one.dataset.session === id) ?? null;
  }

  readonly #toBox = (): void => this.renderRoot.querySelector('input')?.focus();

  readonly #clear = (): void => {
    this.#searching.clear();
    this.#toBox();
  };

  async #choose(place: Place): Promise<void> {
    this._place = place;
    const wasSearching = this.#searching.active;
    if (wasSearching) this.#searching.clear();
    if (place !== 'sessions' && this.session !== null) {
      this.#focus.forgetPlace();
      this.#go(null, null); // what was read would cover the place
    }
    await this.updateComplete;
    if (wasSearching) this.#tab()?.focus();
  }

  #tab(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>(`#tab-${this._place}`);
  }

  /** Searching is over all sessions; what was found has the reading view beside it. */
  readonly #typed = (text: string): void => {
    this.#searching.type(text);
    if (this.#searching.active) this._place = 'sessions';
  };

  async #markAllRead(): Promise<void> {
    const session = this.#session.session;
    if (!session || !this.#unread.markAll(session.documents.value.private, session.now())) return;
    this.requestUpdate();
    this.#widget.announce(msg('Everything is marked as read.'));
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('.row')?.focus();
  }

  async #didNotHappen(id: string): Promise<void> {
    const session = this.#session.session;
    if (!session) return;
    this._failed = null;
    try {
      await session.didNotHappen(id);
      this.#version += 1;
      this.#sessions.change(session, id, { state: 'did-not-happen', unanswered: false });
      this.#widget.announce(msg('Noted. What was on its agenda moves on.'));
      await this.updateComplete;
      this.renderRoot.querySelector('fireside-recap')?.focusHeading(); // the button is gone
    } catch (error) {
      if (!(error instanceof FiresideError)) throw error;
      this._failed = error.code;
    }
  }

  protected override render(): TemplateResult | typeof nothing {
    const session = this.#session.session;
    if (!session) return renderUnbound(this.#session.binding);
    const single = this.#single;
    const read = this.session ?? (single ? null : (this.#sessions.all?.[0]?.id ?? null));
    return html`
      <section
        aria-label=${msg('Saved notes')}
        ?data-single=${single}
        ?data-open=${single && read !== null}
        data-place=${this._place}
      >
        <div class="column">
          <div class="head">${this.#renderForm(session)}</div>
          ${this.#searching.active ? this.#renderSearch(session, read) : nothing} ${this.#renderPlace(session, read)}
        </div>
        <div class="reading">${read === null ? nothing : this.#renderReading(read, single)}</div>
      </section>
    `;
  }

  #renderForm(session: FiresideSession): TemplateResult {
    return html`
      ${renderSearchForm({
        searching: this.#searching,
        members: session.status.value.mentorship?.members ?? [],
        type: this.#typed,
        clear: this.#clear,
        down: () => this.renderRoot.querySelector<HTMLElement>('.results :is(a, button)')?.focus(),
      })}
      ${this.#searching.active ? nothing : renderPlaces(this._place, (place) => void this.#choose(place))}
    `;
  }

  #renderSearch(session: FiresideSession, read: string | null): TemplateResult {
    return html`<div class="list" aria-busy=${this.#searching.asking ? 'true' : 'false'}>
      ${renderSearch({
        searching: this.#searching,
        read,
        at: this.at,
        members: session.status.value.mentorship?.members ?? [],
        href: (id) => this.#widget.noteHref(id),
        open: (id, at) => this.#openFound(session, id, at),
        goTo: (place) => void this.#choose(place),
        cover: (content) => this.#cover.render(content),
        zone: session.status.value.person?.tz ?? null,
        now: session.now(),
        up: this.#toBox,
        more: () => void this.#showMore(() => this.#searching.more()),
      })}
    </div>`;
  }

  /** It stays while somebody searches: thousands of rows and the place in them need not come back. */
  #renderPlace(session: FiresideSession, read: string | null): TemplateResult {
    return html`<div
      class="list"
      id="place"
      role="tabpanel"
      aria-labelledby="tab-${this._place}"
      ?hidden=${this.#searching.active}
    >
      ${
        this._place === 'promises'
          ? this.#renderPart(this.#promises, html`<fireside-owed></fireside-owed>`)
          : this._place === 'goals'
            ? this.#renderPart(this.#goals, html`<fireside-goals-over-time></fireside-goals-over-time>`)
            : this.#renderSessions(session, read)
      }
    </div>`;
  }

  #renderPart(part: LazyPart<unknown>, content: TemplateResult): TemplateResult {
    if (part.need() !== null) return content;
    return part.failed
      ? renderProblem('unreachable', () => part.retry())
      : html`<p class="message">${msg('One moment…')}</p>`;
  }

  #renderSessions(session: FiresideSession, read: string | null): TemplateResult {
    return html`
      ${
        this.#sessions.months.length === 0 || this.#takeAlong.need() === null
          ? nothing
          : html`<fireside-take-along class="take-along" .session=${null}></fireside-take-along>`
      }
      ${this.#renderNews(session)}
      ${renderSessionList({
        months: this.#sessions.months,
        read,
        unread: this.#unread,
        href: (id) => this.#widget.noteHref(id),
        open: (id) => this.#go(id, null),
        zone: session.status.value.person?.tz ?? null,
        now: session.now(),
      })}
      ${renderListEnd(this.#sessions, () => void this.#showMore(() => this.#more()))}
    `;
  }

  #renderNews(session: FiresideSession): TemplateResult | typeof nothing {
    return renderNews({
      fresh: (this.#sessions.all ?? []).filter((one) => this.#unread.of(one) !== null),
      open: (id) => this.#go(id, null),
      markAll: session.documents.value.private?.writable ? () => void this.#markAllRead() : null,
    });
  }

  #renderReading(read: string, single: boolean): TemplateResult {
    return renderReading({
      read,
      at: this.at,
      words: this.#searching.active ? this.#searching.words : [],
      back: single ? { words: this.#backWords(), go: () => this.#go(null, null) } : null,
      version: this.#version,
      didNotHappen: this.#sessions.find(read)?.unanswered ? () => void this.#didNotHappen(read) : null,
      failed: this._failed,
    });
  }

  #backWords(): string {
    if (this.#searching.active) return msg('Search results');
    return this._place === 'sessions' ? msg('All sessions') : placeName(this._place);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fireside-review': FiresideReview;
  }
}
