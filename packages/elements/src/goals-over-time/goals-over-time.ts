import { Subject, type FiresideSession, type SharedDocument } from '@fireside/client';
import { FiresideError, readGoals, type ErrorCode, type Goal } from '@fireside/protocol';
import type { SessionSummary } from '@fireside/protocol/http';
import { msg, str, updateWhenLocaleChanges } from '@lit/localize';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { ObservedWidth } from '../controllers/observed-width.ts';
import { SessionController } from '../controllers/session-controller.ts';
import { SharedController } from '../controllers/shared-controller.ts';
import { WidgetController } from '../controllers/widget-controller.ts';
import { followed } from '../followed.ts';
import { formatDate } from '../format.ts';
import { nameOf } from '../lines/people.ts';
import { renderProblem } from '../problem.ts';
import { sessionLinkStyles } from '../session-link.ts';
import { controls } from '../styles/controls.ts';
import { tokens } from '../styles/tokens.ts';
import { renderUnbound } from '../unbound.ts';
import { goalsOverTimeStyles } from './goals-over-time.styles.ts';
import { datedEntries, lanesOf, type Lane } from './lanes.ts';
import { loadSessions, meetingsOf, nextOf } from './meetings.ts';
import { renderPicture } from './picture.ts';
import { scaleOf } from './scale.ts';
import { renderLegend, shapesOf } from './shapes.ts';
import { tableStyles } from './table.styles.ts';
import { renderTable } from './table.ts';
import { ticksOf, tickWords } from './ticks.ts';

/** Goals that are shown at once. */
const FIRST = 20;
/** From this width of its own box on (px), the words stand beside the lines; the styles say the same. */
const WIDE = 720;
const LABEL = 240 + 16;
/** Widths that differ by less (px) make the same picture. */
const GRAIN = 8;
/** Pixels of a point: for a pointer, and for a finger. */
const TARGET = 24;
const TOUCHED = 44;

/**
 * Goals and sessions over time, as a picture or as a table: when each goal was set, what was done and said, how it ended,
 * and the session in which that was.
 *
 * @summary Goals, then and now.
 */
export class FiresideGoalsOverTime extends LitElement {
  static override properties = {
    _sessions: { state: true, attribute: false },
    _failed: { state: true, attribute: false },
    _table: { state: true, attribute: false },
    _all: { state: true, attribute: false },
  };
  static override styles = [tokens, controls, sessionLinkStyles, goalsOverTimeStyles, tableStyles];

  /** Null until they have come. */
  declare protected _sessions: readonly SessionSummary[] | null;
  declare protected _failed: ErrorCode | null;
  /** The table is shown, instead of the picture. */
  declare protected _table: boolean;
  /** Whether every goal is shown, however many there are. */
  declare protected _all: boolean;
  readonly #session = new SessionController(this, (one) => [one.status, one.documents]);
  readonly #widget = new WidgetController(this);
  readonly #width = new ObservedWidth(this, (pixels) => Math.floor(pixels / GRAIN) * GRAIN);
  /** Of each line the point that the focus comes to. */
  readonly #walked = new Map<string, string>();
  /** What the point that is pointed at stands for: followed apart, so that no picture is made anew for it. */
  readonly #told = new Subject('');
  readonly #touch = window.matchMedia('(pointer: coarse)');
  #loading: AbortController | null = null;
  /** Of what the sessions were asked for: they change when one is finished. */
  #asked = '';
  #rtl = false;
  /** How wide the picture was when its end was scrolled to. */
  #shownWidth = 0;

  constructor() {
    super();
    this._sessions = null;
    this._failed = null;
    this._table = false;
    this._all = false;
    updateWhenLocaleChanges(this);
    new SharedController(this, () => {
      const document = this.#document();
      return document ? [document.doc.getMap('goals')] : [];
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#loading?.abort();
    this.#asked = '';
  }

  protected override willUpdate(): void {
    this.#rtl = getComputedStyle(this).direction === 'rtl';
    const session = this.#session.session;
    const document = this.#document();
    if (!this.isConnected || !session || !document?.synced) return;
    const { session: meeting } = session.status.value;
    const asked = `${meeting?.id} ${meeting?.state}`;
    if (asked === this.#asked) return;
    this.#asked = asked;
    void this.#load(session, document);
  }

  /** The newest is in view, unless somebody is at another place of the picture. */
  protected override updated(): void {
    const scroll = this.renderRoot.querySelector('.scroll');
    const width = scroll?.scrollWidth ?? 0;
    if (scroll && width !== this.#shownWidth && !scroll.matches(':focus-within')) {
      scroll.scrollLeft = this.#rtl ? -width : width;
    }
    this.#shownWidth = width;
  }

  async #load(session: FiresideSession, { doc }: SharedDocument): Promise<void> {
    this.#loading?.abort();
    const loading = new AbortController();
    this.#loading = loading;
    this._failed = null;
    const dates = readGoals(doc).flatMap((goal) => datedEntries(goal).map(({ at }) => at));
    try {
      const since = dates.reduce((first, at) => Math.min(first, at), session.now());
      const sessions = await loadSessions(session.saved, since, loading.signal);
      if (!loading.signal.aborted) this._sessions = sessions;
    } catch (error) {
      if (loading.signal.aborted) return;
      if (!(error instanceof FiresideError)) throw error;
      this._failed = error.code;
    }
  }

  #document(): SharedDocument | null {
    return this.#session.session?.documents.value.mentorship ?? null;
  }

  #retry(): void {
    const session = this.#session.session;
    const document = this.#document();
    if (session && document) void this.#load(session, document);
  }

  protected override render(): TemplateResult | typeof nothing {
    const session = this.#session.session;
    if (!session) return renderUnbound(this.#session.binding);
    const document = this.#document();
    if (!document) return nothing;
    const goals = readGoals(document.doc);
    return html`<section aria-label=${msg('Goals over time')}>
      ${goals.length === 0 ? this.#renderEmpty(document) : this.#renderGoals(session, goals)}
    </section>`;
  }

  #renderEmpty({ synced }: SharedDocument): TemplateResult {
    return html`<p class="muted">
      ${
        synced
          ? msg('No goals yet. Once you have set one, what comes of it stands here over time.')
          : msg('One moment…')
      }
    </p>`;
  }

  #renderGoals(session: FiresideSession, goals: readonly Goal[]): TemplateResult {
    const zone = session.status.value.person?.tz ?? null;
    const now = session.now();
    const meetings = meetingsOf(this._sessions ?? []);
    const lanes = lanesOf(goals, { meetings, now, zone });
    const shown = this._all ? lanes : lanes.slice(0, FIRST);
    const dayOf = (at: number): string => formatDate(at, zone, now);
    return html`
      ${this.#renderChoice()} ${this.#renderState()}
      ${lanes.reduce((sum, { marks }) => sum + marks.length, 0) === 1 ? renderBeginning() : nothing}
      ${
        this._table
          ? renderTable({ lanes: shown, widget: this.#widget, dayOf, nameOf: (person) => nameOf(session, person) })
          : this.#renderPicture(session, shown, dayOf)
      }
      ${
        shown.length === lanes.length
          ? nothing
          : html`<button class="quiet all" @click=${() => void this.#showAll()}>
              ${msg(str`Show all ${lanes.length} goals`)}
            </button>`
      }
    `;
  }

  #renderChoice(): TemplateResult {
    return html`<div class="choice" role="group" aria-label=${msg('Shown as')}>
      ${this.#renderShownAs(false, msg('Picture'))} ${this.#renderShownAs(true, msg('Table'))}
    </div>`;
  }

  #renderShownAs(table: boolean, words: string): TemplateResult {
    const chosen = this._table === table;
    const choose = (): void => {
      this._table = table;
      this.#told.set('');
    };
    return html`<button
      class="small-target ${chosen ? 'chosen' : ''}"
      aria-pressed=${chosen ? 'true' : 'false'}
      @click=${choose}
    >
      ${words}
    </button>`;
  }

  /** The goals are here without the server; only the ways to the sessions are not. */
  #renderState(): TemplateResult | typeof nothing {
    if (this._failed !== null) return renderProblem(this._failed, () => this.#retry());
    return this._sessions === null
      ? html`<p class="muted small" role="status">${msg('Opening the sessions…')}</p>`
      : nothing;
  }

  #renderPicture(session: FiresideSession, lanes: readonly Lane[], dayOf: (at: number) => string): TemplateResult {
    const zone = session.status.value.person?.tz ?? null;
    const now = session.now();
    const meetings = meetingsOf(this._sessions ?? []);
    const next = nextOf(this._sessions ?? [], now);
    const target = this.#touch.matches ? TOUCHED : TARGET;
    const moments = [
      now,
      ...(next === null ? [] : [next]),
      ...meetings.map(({ from }) => from),
      ...lanes.flatMap(({ marks }) => marks.map(({ at }) => at)),
    ];
    const box = this.#width.value;
    const scale = scaleOf(moments, { width: box >= WIDE ? box - LABEL : box, gap: target });
    return html`
      ${renderPicture({
        lanes,
        meetings,
        next,
        now,
        scale,
        ticks: ticksOf(scale, zone),
        rtl: this.#rtl,
        target,
        widget: this.#widget,
        dayOf,
        monthOf: (tick) => tickWords(tick, zone),
        walked: this.#walked,
        tell: (words) => this.#told.set(words),
      })}
      <p class="told" aria-hidden="true">${followed(this.#told, renderTold)}</p>
      ${renderLegend(shapesOf(lanes, meetings.length > 0, next !== null))}
    `;
  }

  async #showAll(): Promise<void> {
    this._all = true;
    await this.updateComplete;
    const rows = this.renderRoot.querySelectorAll(this._table ? 'tbody' : '.lane:not(.axis)');
    rows[FIRST]?.querySelector<HTMLElement | SVGElement>('.mark[tabindex="0"], .session-link')?.focus();
  }
}

function renderTold(words: string): TemplateResult {
  return words === ''
    ? html`<span class="muted">${msg('Point at a sign to read what it stands for.')}</span>`
    : html`${words}`;
}

function renderBeginning(): TemplateResult {
  return html`<p class="muted">
    ${msg('This is the beginning: it grows with every step that is done and all that is written down.')}
  </p>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'fireside-goals-over-time': FiresideGoalsOverTime;
  }
}
