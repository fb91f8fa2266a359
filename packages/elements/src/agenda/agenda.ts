import type { FiresideSession, SharedDocument } from '@fireside/client';
import { readAgenda, readBacklog, readClock, type AgendaItem, type BacklogItem, type Clock } from '@fireside/protocol';
import { msg, str, updateWhenLocaleChanges } from '@lit/localize';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { LazyActs } from '../controllers/lazy-acts.ts';
import { SessionController } from '../controllers/session-controller.ts';
import { SharedController } from '../controllers/shared-controller.ts';
import { WidgetController } from '../controllers/widget-controller.ts';
import { formatDate } from '../format.ts';
import { AddLine } from '../lines/add-line.ts';
import { FocusKeeper } from '../lines/focus-keeper.ts';
import { LineEditing } from '../lines/line-editing.ts';
import { lines } from '../lines/lines.styles.ts';
import { editorOf, nameOf } from '../lines/people.ts';
import { renderUnloaded } from '../lines/unloaded.ts';
import { controls } from '../styles/controls.ts';
import { tokens } from '../styles/tokens.ts';
import { renderUnbound } from '../unbound.ts';
import { renderItem } from './agenda-item.ts';
import { agendaStyles } from './agenda.styles.ts';
import { renderLater } from './later.ts';
import { Ticking } from './ticking.ts';
import { agendaView, minutesLeft } from './view.ts';

/**
 * The shared agenda of the session, and below it what is parked for later.
 *
 * @summary What the pair wants to talk about, in their order.
 */
export class FiresideAgenda extends LitElement {
  static override properties = { _open: { state: true, attribute: false } };
  static override styles = [tokens, controls, lines, agendaStyles];

  /** The item whose buttons are shown. */
  declare protected _open: string | null;

  readonly #widget = new WidgetController(this);
  // Before the session's controller: on disconnect it commits while there still is a session.
  readonly #keeper = new FocusKeeper(this);
  readonly #editing = new LineEditing(this, {
    keeper: this.#keeper,
    session: () => this.#session.session,
    kind: 'agenda',
    commit: (id, fields) => this.#acts.here?.edit(id, fields),
  });
  readonly #session = new SessionController(this, (one) => [one.status, one.documents, one.presence]);
  readonly #acts = new LazyActs(this, async () => {
    const { AgendaActs } = await import('./acts.ts');
    return new AgendaActs({
      session: () => this.#session.session,
      announce: (text) => this.#widget.announce(text),
      offerUndo: (offer) => {
        this._open = null;
        this.#widget.offerUndo(offer);
      },
    });
  });
  readonly #add = new AddLine(this, {
    acts: this.#acts,
    add: (acts, line) => acts.add(line),
    addBlock: (acts, block) => acts.addBlock(block),
  });

  constructor() {
    super();
    this._open = null;
    updateWhenLocaleChanges(this);
    new SharedController(this, () => {
      const documents = this.#session.session?.documents.value;
      const own = documents?.session?.doc;
      const shared = documents?.mentorship?.doc;
      return [
        ...(own ? [own.getMap('agenda'), own.getMap('clock')] : []),
        ...(shared ? [shared.getMap('backlog')] : []),
      ];
    });
    new Ticking(this, () => this.#clock()?.current != null);
  }

  protected override willUpdate(): void {
    const { id } = this.#editing;
    // Somebody deleted or parked it meanwhile; what was written goes in, for the case that it comes back.
    if (id !== null && !this.#items().some((item) => item.id === id && item.state !== 'parked')) this.#editing.stop();
  }

  #document(): SharedDocument | null {
    return this.#session.session?.documents.value.session ?? null;
  }

  #items(): AgendaItem[] {
    const document = this.#document();
    return document ? readAgenda(document.doc) : [];
  }

  #clock(): Clock | null {
    const session = this.#session.session;
    const document = this.#document();
    return document && session?.status.value.session?.state === 'live' ? readClock(document.doc) : null;
  }

  protected override render(): TemplateResult | typeof nothing {
    const session = this.#session.session;
    const document = this.#document();
    if (!session) return renderUnbound(this.#session.binding);
    if (!document) return nothing;
    const backlog = session.documents.value.mentorship;
    const view = agendaView(this.#items(), backlog ? readBacklog(backlog.doc) : []);
    const { writable } = document;
    return html`
      <section aria-label=${msg('Agenda')}>
        ${this.#renderHeader(session, view.planned, writable)} ${this.#renderItems(session, view.items, document)}
        ${writable ? this.#add.render({ label: msg('Add an agenda item') }) : nothing} ${renderUnloaded(this.#acts)}
        ${renderLater({
          parked: view.parked,
          backlog: view.backlog,
          parkedWritable: writable,
          backlogWritable: backlog?.writable ?? false,
          meta: (item) => this.#words(session, item),
          acts: this.#acts,
        })}
      </section>
    `;
  }

  #renderHeader(session: FiresideSession, planned: number, writable: boolean): TemplateResult {
    const { session: meeting, mentorship } = session.status.value;
    const length = meeting?.minutes ?? 0;
    const plan =
      planned === 0
        ? ''
        : planned <= length
          ? msg(str`${planned} of ${length} minutes planned`)
          : msg(str`${planned} minutes planned for a session of ${length}`);
    if (meeting?.state !== 'scheduled' || !writable) {
      return html`<header>
        <h2>${msg('Agenda')}</h2>
        <p class="muted small number">${plan}</p>
      </header>`;
    }
    const invitation = mentorship?.members.length === 2 ? msg('Both of you can add.') : msg('All of you can add.');
    return html`<header class="inviting">
      <h2>${msg('What you bring today')}</h2>
      <p class="muted number">${plan === '' ? invitation : `${invitation} ${plan}.`}</p>
    </header>`;
  }

  #renderItems(session: FiresideSession, items: readonly AgendaItem[], document: SharedDocument): TemplateResult {
    if (items.length === 0) {
      if (!document.synced) return html`<p class="empty">${msg('Opening the agenda…')}</p>`;
      return html`<p class="empty">
        ${document.writable ? msg('Nothing here yet. What would make this session worth it?') : msg('No agenda was written.')}
      </p>`;
    }
    const clock = this.#clock();
    return html`<ol class="rows" role="list">
      ${repeat(
        items,
        (item) => item.id,
        (item, index) =>
          renderItem({
            item,
            writable: document.writable,
            now: clock?.current?.item === item.id,
            clockable: session.status.value.session?.state === 'live',
            open: this._open === item.id,
            first: index === 0,
            last: index === items.length - 1,
            meta: this.#meta(session, item, clock),
            editing: this.#editing,
            toggle: () => (this._open = this._open === item.id ? null : item.id),
            acts: this.#acts,
          }),
      )}
    </ol>`;
  }

  #meta(session: FiresideSession, item: AgendaItem, clock: Clock | null): string[] {
    const words = this.#words(session, item);
    if (clock?.current?.item === item.id) words.push(clockWords(minutesLeft(item, clock, session.now())));
    const editor = editorOf(session.presence.value, `agenda:${item.id}`);
    if (editor !== null) words.push(editor);
    return words;
  }

  /** Who wrote it and where it came from. */
  #words(session: FiresideSession, item: BacklogItem): string[] {
    const words = [item.author === null ? msg('from the template') : nameOf(session, item.author)];
    const from = item.origin?.startsAt ?? null;
    if (from !== null) {
      const zone = session.status.value.person?.tz ?? null;
      words.push(msg(str`carried from ${formatDate(from, zone, session.now())}`));
    } else if (item.origin !== null) {
      words.push(msg('carried from an earlier session'));
    }
    return words;
  }
}

function clockWords(left: number | null): string {
  if (left === null) return msg('talking about it now');
  if (left > 0) return msg(str`${left} min left`);
  return left === 0 ? msg('time is up') : msg(str`${-left} min longer than planned`);
}

declare global {
  interface HTMLElementTagNameMap {
    'fireside-agenda': FiresideAgenda;
  }
}
