import type { FiresideSession } from '@fireside/client';
import { elapsed, readAgenda, readClock } from '@fireside/protocol';
import { msg, str, updateWhenLocaleChanges } from '@lit/localize';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { SessionController } from '../controllers/session-controller.ts';
import { SharedController } from '../controllers/shared-controller.ts';
import { where } from '../controllers/where.ts';
import { WidgetController } from '../controllers/widget-controller.ts';
import { formatNames } from '../format.ts';
import { backSoonIcon } from '../icons/call.ts';
import { hourglassIcon, nextIcon, pauseIcon, stopIcon } from '../icons/clock.ts';
import { clockIcon } from '../icons/row-actions.ts';
import { nameOf } from '../lines/people.ts';
import { controls } from '../styles/controls.ts';
import { tokens } from '../styles/tokens.ts';
import { renderUnbound } from '../unbound.ts';
import { ClockActs } from './acts.ts';
import { AwayTogether } from './away-together.ts';
import { ClockNews } from './clock-news.ts';
import { pauseWords, timeWords, totalWords } from './clock-words.ts';
import { clockStyles } from './clock.styles.ts';
import { TenSeconds } from './ten-seconds.ts';
import { clockView, pauseOf, type ClockView, type Pause, type Running } from './view.ts';

const MINUTE = 60_000;

interface Shown {
  readonly session: FiresideSession;
  readonly view: ClockView;
  readonly pause: Pause | null;
  readonly pauseWords: string;
  /** ms that the clock counts, or has stood still; null while nothing is counted. */
  readonly counted: number | null;
  readonly writable: boolean;
}

/**
 * The shared clock of a live session: what is talked about and how much time it has left, by the server's clock. Nothing
 * where the agenda is empty.
 *
 * @summary What is talked about now, for how long, and what comes next.
 * @cssstate empty - There is nothing to show.
 */
export class FiresideClock extends LitElement {
  static override styles = [tokens, controls, clockStyles];

  readonly #widget = new WidgetController(this);
  readonly #session = new SessionController(this, (one) => [
    one.status,
    one.documents,
    where(one.call, (a, b) => a.state !== b.state || a.self.away !== b.self.away),
  ]);
  readonly #acts = new ClockActs(() => this.#session.session, this.#widget);
  readonly #news = new ClockNews(
    this,
    () => this.#session.session,
    (text) => this.#widget.announce(text),
  );
  readonly #states = this.attachInternals().states;
  #shown: Shown | null = null;
  #hadFocus = false;

  constructor() {
    super();
    updateWhenLocaleChanges(this);
    new SharedController(this, () => {
      const doc = this.#session.session?.documents.value.session?.doc;
      return doc ? [doc.getMap('agenda'), doc.getMap('clock')] : [];
    });
    new TenSeconds(this, () => this.#shown?.counted ?? null);
    new AwayTogether(
      this,
      () => this.#session.session,
      (away) => this.#follow(away),
    );
  }

  /** The call's own *Be right back* was pressed, or is over. */
  #follow(away: boolean): void {
    const self = this.#session.session?.status.value.person?.id;
    if (self === undefined) return;
    if (!away) this.#acts.comeBack([self]);
    else if (this.#shown?.view.kind === 'running') this.#acts.stepAway(self);
  }

  protected override willUpdate(): void {
    this.#hadFocus = this.matches(':focus-within');
    this.#shown = this.#read();
    if (this.#session.session && this.#isEmpty()) this.#states.add('empty');
    else this.#states.delete('empty');
    this.#news.tell(this.#shown);
  }

  protected override updated(): void {
    if (!this.#hadFocus || this.shadowRoot?.activeElement) return;
    // The pressed button is gone; the next thing to press, or else the words, have the focus.
    const next = this.renderRoot.querySelector<HTMLElement>('button') ?? this.renderRoot.querySelector('section');
    next?.focus();
  }

  #isEmpty(): boolean {
    return this.#shown === null || (this.#shown.view.kind === 'none' && !this.#shown.pause);
  }

  #read(): Shown | null {
    const session = this.#session.session;
    const document = session?.documents.value.session;
    const { person, session: meeting } = session?.status.value ?? {};
    if (!session || !document || meeting?.state !== 'live') return null;
    const now = session.now();
    const clock = readClock(document.doc);
    const view = clockView(readAgenda(document.doc), clock, now);
    const pause = pauseOf(clock.away, person?.id, now);
    const names = formatNames((pause?.others ?? []).map((one) => nameOf(session, one)));
    const runs = view.kind === 'running' && view.time.kind !== 'arriving';
    return {
      session,
      view,
      pause,
      pauseWords: pause ? pauseWords(pause, names) : '',
      counted: pause ? pause.ms : runs ? elapsed(clock, now) : null,
      writable: document.writable,
    };
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.#session.session) return renderUnbound(this.#session.binding);
    const shown = this.#shown;
    if (!shown || this.#isEmpty()) return nothing;
    return html`<section aria-label=${msg('Clock')} tabindex="-1">
      ${this.#renderWords(shown)}
      ${shown.pause ? html`<p class="told">${pauseIcon}<span>${shown.pauseWords}</span></p>` : nothing}
      ${shown.writable ? this.#renderButtons(shown) : nothing}
    </section>`;
  }

  #renderWords({ session, view }: Shown): TemplateResult | typeof nothing {
    switch (view.kind) {
      case 'none':
      case 'idle':
        return nothing;
      case 'done':
        return html`<p class="muted">${msg('Everything is discussed')}</p>`;
      case 'running':
        return html`${renderItem(view)} ${this.#renderTotal(session, view)}`;
    }
  }

  #renderTotal(session: FiresideSession, { planned }: Running): TemplateResult | typeof nothing {
    const { session: meeting, person } = session.status.value;
    const start = meeting?.startsAt ?? null;
    const end = start === null ? null : start + (meeting?.minutes ?? 0) * MINUTE;
    const words = totalWords(planned, session.now(), end, person?.tz ?? null);
    return words === '' ? nothing : html`<p class="muted small number">${words}</p>`;
  }

  #renderButtons({ session, view, pause }: Shown): TemplateResult | typeof nothing {
    const person = session.status.value.person?.id;
    if (person === undefined) return nothing;
    const { state, self } = session.call.value;
    // In the call its own button says so, and this clock follows.
    const inCall = state === 'joined' || state === 'reconnecting';
    const running = view.kind === 'running' && view.time.kind !== 'arriving';
    const buttons = [
      pause?.self && !(inCall && self.away)
        ? html`<button class="primary" @click=${() => this.#acts.comeBack([person])}>${msg('I am back')}</button>`
        : nothing,
      pause && pause.others.length > 0
        ? html`<button @click=${() => this.#acts.comeBack(pause.others)}>${msg('Go on')}</button>`
        : nothing,
      view.kind === 'idle'
        ? html`<button class="next" @click=${() => this.#acts.begin(view.first.id)}>
            ${clockIcon}<span>${msg(str`Begin with “${view.first.title}”`)}</span>
          </button>`
        : nothing,
      view.kind === 'running'
        ? html`<button class="next" @click=${() => this.#acts.next(view)}>
            ${nextIcon}<span>${view.next ? msg(str`Next: “${view.next.title}”`) : msg('Mark as discussed')}</span>
          </button>`
        : nothing,
      running && !pause && !inCall
        ? html`<button class="quiet" @click=${() => this.#acts.stepAway(person)}>
            ${backSoonIcon}${msg('Be right back')}
          </button>`
        : nothing,
      view.kind === 'running' && !pause
        ? html`<button
            class="quiet icon-only stop"
            aria-label=${msg('Stop the clock')}
            title=${msg('Stop the clock')}
            @click=${() => this.#acts.stop()}
          >
            ${stopIcon}
          </button>`
        : nothing,
    ].filter((one) => one !== nothing);
    return buttons.length === 0 ? nothing : html`<div class="buttons">${buttons}</div>`;
  }
}

function renderItem({ item, time }: Running): TemplateResult {
  const words = timeWords(time);
  const beyond = time.kind === 'beyond';
  return html`
    <p class="item">
      <bdi class="title">${item.title}</bdi>
      ${beyond ? nothing : html`<span class="small number">${words}</span>`}
    </p>
    ${
      time.kind === 'left' || beyond
        ? html`<progress
            aria-label=${msg(str`Time of “${item.title}”`)}
            aria-valuetext=${words}
            max=${time.of}
            .value=${beyond ? time.of : time.of - time.ms}
          ></progress>`
        : nothing
    }
    ${beyond ? html`<p class="told">${hourglassIcon}<span>${words}</span></p>` : nothing}
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'fireside-clock': FiresideClock;
  }
}
