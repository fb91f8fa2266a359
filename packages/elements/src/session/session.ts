import { createSession, type FiresideSession, type SessionOptions } from '@fireside/client';
import { FiresideError, isErrorCode, type ErrorCode } from '@fireside/protocol';
import { ContextProvider } from '@lit/context';
import { msg, updateWhenLocaleChanges } from '@lit/localize';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { sessionContext } from '../context.ts';
import { MinuteController } from '../controllers/minute-controller.ts';
import { ObservedWidth } from '../controllers/observed-width.ts';
import { followed } from '../followed.ts';
import { direction, language, useLocale } from '../localize.ts';
import { controls } from '../styles/controls.ts';
import { tokens } from '../styles/tokens.ts';
import { widgetContext, type View } from '../widget.ts';
import { Elsewhere } from './elsewhere.ts';
import { tellHost } from './host-events.ts';
import { lobbyStageStyles } from './lobby-stage.styles.ts';
import { momentOf, viewOf, type Moment } from './moment.ts';
import { Parts } from './parts.ts';
import { announceOthers } from './remote-news.ts';
import { renderHeader } from './render-header.ts';
import { renderAllKept, renderNotices } from './render-notices.ts';
import { renderSaid } from './render-said.ts';
import { goneWords, isGone, renderMessage, renderStatus } from './render-status.ts';
import { renderStage, type Tab } from './render-stage.ts';
import { SaveAnnouncer } from './save-announcer.ts';
import { SessionOwner } from './session-owner.ts';
import { sessionStyles } from './session.styles.ts';
import { stageStyles } from './stage.styles.ts';
import { tokenFrom, type GetToken } from '../token-source.ts';
import { UndoFocus } from './undo-focus.ts';
import { ViewFocus } from './view-focus.ts';
import { noteHref, Views } from './views.ts';
import { WidgetService } from './widget-service.ts';

/** Below this width of its own box (px) the panels are tabs. */
const NARROW = 640;

/**
 * One session of a mentorship: room, agenda, notes and goals, from the lobby to the recap. It owns the session and gives
 * it to the elements inside; with children the page arranges them, without it lays everything out itself.
 *
 * @summary The whole widget.
 * @slot - Elements of Fireside, arranged by the page.
 * @csspart widget - The box.
 * @csspart header - Names, time, save state, *Saved notes* and *Wrap up*.
 * @csspart room - The room, in the layout of the widget.
 * @fires {FiresideReadyEvent} fireside-ready
 * @fires {FiresideJoinEvent} fireside-join
 * @fires {FiresideLeaveEvent} fireside-leave
 * @fires {FiresideWrappedUpEvent} fireside-wrapped-up
 * @fires {FiresideSaveStateEvent} fireside-save-state
 * @fires {FiresideErrorEvent} fireside-error
 * @fires {FiresideCallStateEvent} fireside-call-state
 * @fires {FiresideDeviceErrorEvent} fireside-device-error
 * @fires {FiresideViewEvent} fireside-view
 */
export class FiresideSessionElement extends LitElement {
  static override styles = [tokens, controls, sessionStyles, stageStyles, lobbyStageStyles];
  static override properties = {
    server: {},
    mentorship: {},
    session: {},
    tokenUrl: { attribute: 'token-url' },
    lang: { reflect: true },
    noOffline: { type: Boolean, attribute: 'no-offline' },
    notes: {},
    notesHref: { attribute: 'notes-href' },
    getToken: { attribute: false },
    _session: { state: true, attribute: false },
    _tab: { state: true, attribute: false },
    _notesOpen: { state: true, attribute: false },
    _arranged: { state: true, attribute: false },
    _afterwards: { state: true, attribute: false },
  };

  /** Origin (and path) of the Fireside server. */
  declare server: string;
  /** The mentorship whose session is opened. */
  declare mentorship: string;
  /** A session of it, by id; without one, what *Join* would open. */
  declare session: string | null;
  /** Where this page gives host tokens: a same-origin POST that answers `{token}`. */
  declare tokenUrl: string | null;
  /** BCP 47; without one, the person's, then the page's. */
  declare lang: string;
  /** Keeps nothing on this device. */
  declare noOffline: boolean;
  /** The saved session that is read, by id; empty: the list of them; null: the session. It follows where the person goes. */
  declare notes: string | null;
  /** The address of a saved session on this page's site, with `{session}` and `{mentorship}` for the ids. */
  declare notesHref: string | null;
  /** Asks the page for a host token; may be set at any time. It goes before `token-url`. */
  declare getToken: GetToken | null;

  declare protected _session: FiresideSession | null;
  declare protected _tab: Tab;
  /** In the lobby: the notes are opened, to prepare. */
  declare protected _notesOpen: boolean;
  /** Whether the page has put elements inside. */
  declare protected _arranged: boolean;
  /** The id of the session whose agenda and notes are shown after its wrap-up, instead of the recap. */
  declare protected _afterwards: string | null;

  readonly #widget = new WidgetService((session) => noteHref(this.notesHref, this.mentorship, session));
  readonly #views: Views;
  readonly #sessionProvider = new ContextProvider(this, { context: sessionContext, initialValue: null });
  readonly #width = new ObservedWidth(this, (pixels) => pixels < NARROW);
  readonly #parts = new Parts(this);
  readonly #children = new MutationObserver(() => this.#countChildren());
  #elsewhere: Elsewhere | null = null;
  #stops: (() => void)[] = [];
  #notesNeeded = false;
  #state: string | null = null;
  readonly #undo = new UndoFocus(this.#widget);

  constructor() {
    super();
    this.server = '';
    this.mentorship = '';
    this.session = null;
    this.tokenUrl = null;
    this.noOffline = false;
    this.notes = null;
    this.notesHref = null;
    this.getToken = null;
    this._session = null;
    this._tab = 'agenda';
    this._notesOpen = false;
    this._arranged = false;
    this._afterwards = null;
    this.#views = new Views(this, this.#widget);
    new ContextProvider(this, { context: widgetContext, initialValue: this.#widget });
    new MinuteController(this, () => this._session?.now() ?? Date.now());
    new SessionOwner(this, {
      identity: () => this.#identity(),
      create: ({ server, mentorship, noOffline }, signal) => {
        const session = this.createSession({ server, mentorship, noOffline, signal, getToken: () => this.#token() });
        if (this.session !== null) session.open(this.session);
        return session;
      },
      changed: (session) => this.#adopt(session),
    });
    for (const observable of [this.#widget.view, this.#widget.undo]) {
      observable.subscribe(() => this.requestUpdate());
    }
    this.#widget.view.subscribe(() => this.#followView());
    this.#widget.about.subscribe(() => {
      this._tab = 'notes';
      this._notesOpen = true;
    });
    new ViewFocus(this, () => this.#view());
    updateWhenLocaleChanges(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#children.observe(this, { childList: true, subtree: true });
    this.#countChildren();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#children.disconnect();
    this.#widget.announcer.clear();
  }

  /** Makes the session; a test or a demonstration may make another one. */
  protected createSession(options: SessionOptions): FiresideSession {
    return createSession(options);
  }

  #identity(): { server: string; mentorship: string; noOffline: boolean } | null {
    const { server, mentorship, noOffline } = this;
    if (server === '' || mentorship === '' || (this.getToken === null && this.tokenUrl === null)) return null;
    return { server, mentorship, noOffline };
  }

  async #token(): Promise<string> {
    if (this.getToken !== null) return this.getToken();
    if (this.tokenUrl !== null) return tokenFrom(this.tokenUrl)();
    throw new FiresideError('no-token-source');
  }

  #adopt(session: FiresideSession | null): void {
    for (const stop of this.#stops) stop();
    this.#stops = [];
    this._session = session;
    this.#elsewhere = null;
    this.#sessionProvider.setValue(session);
    if (session === null) return;
    const update = (): void => this.requestUpdate();
    this.#elsewhere = new Elsewhere(session, update);
    const save = new SaveAnnouncer(this.#widget);
    this.#state = null;
    this.#stops = [
      // The save state, which changes with every key, is followed where it is shown.
      ...[session.status, session.documents, session.waitingElsewhere, session.kept, session.presence].map((one) =>
        one.subscribe(update),
      ),
      session.status.subscribe(() => this.#followStatus(session)),
      session.save.subscribe(() => save.tell(session.save.value)),
      () => save.stop(),
      tellHost(session, this),
      announceOthers(session, (text) => this.#widget.announce(text)),
    ];
    this.#followStatus(session);
  }

  #followView(): void {
    const view = this.#widget.view.value;
    if (view.kind !== 'session' || view.writing === undefined) return;
    this._afterwards = view.writing;
    this._tab = 'notes';
  }

  #followStatus({ status }: FiresideSession): void {
    const { session, person } = status.value;
    const state = session?.state ?? null;
    // Whoever pressed the button: both hear it.
    if (this.#state === 'live' && state === 'wrapped-up') this.#widget.announce(msg('The session is wrapped up.'));
    if (this.#state === 'scheduled' && isGone(state)) this.#widget.announce(goneWords(state));
    this.#state = state;
    void this.#chooseLanguage(person?.locale ?? null);
  }

  async #chooseLanguage(ofPerson: string | null): Promise<void> {
    const page = document.documentElement.lang;
    const tag = [this.lang, ofPerson, page, navigator.language].find((one) => one) ?? 'en';
    await useLocale(tag).catch(() => undefined); // the language before stays; the browser has logged why
    this.requestUpdate();
  }

  /** What the page has put inside, and what of it comes as a chunk. */
  #countChildren(): void {
    this._arranged = this.childElementCount > 0;
    if (this.querySelector('fireside-notes')) this.#parts.notes.need();
    if (this.querySelector('fireside-review')) this.#parts.review.need();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('lang')) void this.#chooseLanguage(this._session?.status.value.person?.locale ?? null);
    if (changed.has('notes')) this.#views.follow();
    if (changed.has('session') && changed.get('session') !== undefined) this._session?.open(this.session);
  }

  #view(): View {
    const { _session: session } = this;
    return session ? viewOf(this.#widget.view.value, session.status.value) : { kind: 'session' };
  }

  readonly #show = (view: View): void => this.#widget.show(view);

  async #answerKept(
    session: FiresideSession,
    ...[id, choice]: Parameters<FiresideSession['answerKept']>
  ): Promise<void> {
    try {
      await session.answerKept(id, choice);
      this.#widget.announce(msg('Done'));
    } catch (error) {
      this.#widget.announce(errorCode(error));
    }
  }

  protected override render(): TemplateResult {
    return html`
      <div
        class="widget"
        part="widget"
        lang=${language()}
        dir=${direction() === 'rtl' ? 'rtl' : nothing}
        @keydown=${this.#undo.pressed}
        @focusout=${this.#undo.left}
      >
        ${this.#renderContent()}
        <fireside-toast class="toast" .offer=${this.#widget.undo.value} @done=${this.#undo.done}></fireside-toast>
        <div class="visually-hidden" aria-live="polite">${followed(this.#widget.announcer.said, renderSaid)}</div>
      </div>
    `;
  }

  #renderContent(): TemplateResult {
    const { _session: session } = this;
    const slot = this._arranged ? html`<slot></slot>` : nothing;
    const status = session?.status.value;
    if (!session || !status || status.phase !== 'ready' || !status.session) {
      const kept = session ? renderAllKept(session, (id, choice) => void this.#answerKept(session, id, choice)) : [];
      return html`${renderStatus(status ?? null, () => session?.retry())} ${kept} ${slot}`;
    }
    const moment = momentOf(status, status.session);
    const view = this.#view();
    const main = this.#renderMain(view, moment, status.session.id);
    if (status.session.state === 'live') this.#parts.clock.need();
    if (session.documents.value.session?.synced && status.person?.role !== 'observer') this.#parts.prepare();
    return html`
      ${renderHeader({ session, view, show: this.#show })}
      ${renderNotices(session, this.#elsewhere?.names() ?? [], (id, choice) => void this.#answerKept(session, id, choice))}
      ${moment === 'recap' && view.kind === 'session' ? this.#renderAfterBar(session, status.session.id) : nothing}
      ${
        main === null && (moment === 'gone' || moment === 'early' || moment === 'over')
          ? renderMessage(moment, status.session, session)
          : this._arranged
            ? html`${main === null ? nothing : html`<div class="main" tabindex="-1">${main}</div>`}<slot
                  ?hidden=${main !== null}
                ></slot>`
            : renderStage({
                session,
                moment,
                main,
                narrow: this.#width.value,
                notes: this.#renderNotes(moment),
                notesOpen: this._notesOpen,
                openNotes: (open) => (this._notesOpen = open),
                since: this.#renderSince(session),
                tab: this._tab,
                choose: (tab) => (this._tab = tab),
              })
      }
    `;
  }

  /** Notes are loaded when their panel is first seen, and then stay. */
  #renderNotes(moment: Moment): TemplateResult | typeof nothing {
    const shown = moment === 'lobby' ? this._notesOpen : !this.#width.value || this._tab === 'notes';
    this.#notesNeeded ||= shown;
    const { notes } = this.#parts;
    return this.#notesNeeded ? this.#parts.render(notes, html`<fireside-notes></fireside-notes>`) : nothing;
  }

  /** Nothing new is known before the server's state is there, and to nobody who has no document of their own. */
  #renderSince({ documents }: FiresideSession): TemplateResult | typeof nothing {
    const { session, private: own } = documents.value;
    if (!session?.synced || !own) return nothing;
    return this.#parts.renderQuietly(this.#parts.since, html`<fireside-since></fireside-since>`);
  }

  #renderMain(view: View, moment: Moment, session: string): TemplateResult | null {
    if (view.kind === 'wrap-up')
      return this.#parts.render(this.#parts.wrapUp, html`<fireside-wrap-up></fireside-wrap-up>`);
    if (view.kind === 'saved-notes') {
      return this.#parts.render(
        this.#parts.review,
        html`<fireside-review .session=${view.session} .at=${view.at ?? null}></fireside-review>`,
      );
    }
    if (moment !== 'recap' || this._afterwards === session) return null;
    return this.#parts.render(this.#parts.recap, html`<fireside-recap .session=${session}></fireside-recap>`);
  }

  #renderAfterBar(session: FiresideSession, id: string): TemplateResult {
    const writing = this._afterwards === id;
    return html`<div class="notices">
      <div class="notice">
        <div class="grow">
          ${writing ? nothing : html`<h2>${msg('Recap')}</h2>`}
          <p>${msg('This session has been wrapped up.')}</p>
        </div>
        <button @click=${() => (this._afterwards = writing ? null : id)}>
          ${writing ? msg('Recap') : msg('Agenda and notes')}
        </button>
        <button @click=${() => session.open(null)}>${msg('Next session')}</button>
      </div>
    </div>`;
  }
}

function errorCode(error: unknown): ErrorCode {
  return error instanceof FiresideError && isErrorCode(error.code) ? error.code : 'internal';
}

declare global {
  interface HTMLElementTagNameMap {
    'fireside-session': FiresideSessionElement;
  }
}
