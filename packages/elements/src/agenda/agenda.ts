import type { FiresideSession, SharedDocument } from '@fireside/client';
import {
  addItem,
  addItems,
  deleteBacklogItem,
  deleteItem,
  editItem,
  moveItem,
  readAgenda,
  readBacklog,
  readClock,
  restoreBacklogItem,
  restoreItem,
  setClock,
  setItemState,
  takeUp,
  type AgendaItem,
  type BacklogItem,
  type Clock,
} from '@fireside/protocol';
import { msg, str, updateWhenLocaleChanges } from '@lit/localize';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { SessionController } from '../controllers/session-controller.ts';
import { SharedController } from '../controllers/shared-controller.ts';
import { WidgetController } from '../controllers/widget-controller.ts';
import { formatDate } from '../format.ts';
import { AddLine } from '../lines/add-line.ts';
import { FocusKeeper } from '../lines/focus-keeper.ts';
import { fieldText, LineEditing } from '../lines/line-editing.ts';
import { lines } from '../lines/lines.styles.ts';
import { editorOf, nameOf } from '../lines/people.ts';
import { controls } from '../styles/controls.ts';
import { tokens } from '../styles/tokens.ts';
import { renderUnbound } from '../unbound.ts';
import { renderItem, type ItemCommands } from './agenda-item.ts';
import { agendaStyles } from './agenda.styles.ts';
import { renderLater } from './later.ts';
import { Ticking } from './ticking.ts';
import { agendaView, indexOfStep, minutesLeft } from './view.ts';

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
    commit: (id, fields) => this.#commit(id, fields),
  });
  readonly #session = new SessionController(this, (one) => [one.status, one.documents, one.presence]);
  readonly #add = new AddLine(this, {
    add: (line) => this.#addOne(line),
    addBlock: (block) => this.#addBlock(block),
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
    new Ticking(this, () => this.#clock() !== null);
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

  #bound(): { session: FiresideSession; document: SharedDocument; author: string } | null {
    const session = this.#session.session;
    const document = this.#document();
    const person = session?.status.value.person;
    return session && document && person ? { session, document, author: person.id } : null;
  }

  #addOne(title: string): void {
    const bound = this.#bound();
    if (bound) addItem(bound.document.doc, { title, author: bound.author });
  }

  #addBlock(titles: readonly string[]): void {
    const bound = this.#bound();
    if (!bound) return;
    const { doc } = bound.document;
    const { author } = bound;
    const ids = addItems(
      doc,
      titles.map((title) => ({ title, author })),
    );
    this.#widget.offerUndo({
      text: msg(str`${ids.length} items added`),
      undo: () => ids.forEach((id) => deleteItem(doc, id)),
    });
  }

  #commit(id: string, fields: FormData): void {
    const document = this.#document();
    if (!document?.writable) return;
    const title = fieldText(fields, 'title').trim();
    const minutes = fieldText(fields, 'minutes').trim();
    editItem(document.doc, id, {
      ...(title === '' ? {} : { title }), // an emptied title means: as it was
      minutes: minutes === '' ? null : Math.min(600, Math.max(1, Math.round(Number(minutes)))),
    });
  }

  readonly #commands: ItemCommands = {
    tick: (item) => {
      const doc = this.#document()?.doc;
      if (!doc) return;
      const done = item.state !== 'discussed';
      setItemState(doc, item.id, done ? 'discussed' : 'open');
      if (done && readClock(doc)?.item === item.id) setClock(doc, null);
    },
    toggle: (item) => {
      this._open = this._open === item.id ? null : item.id;
    },
    step: (item, step) => {
      const doc = this.#document()?.doc;
      const all = this.#items();
      const index = indexOfStep(all, item.id, step);
      if (!doc || index === null) return;
      moveItem(doc, item.id, index);
      const shown = this.#items().filter((one) => one.state !== 'parked');
      const place = shown.findIndex((one) => one.id === item.id) + 1;
      this.#widget.announce(msg(str`“${item.title}” is number ${place} of ${shown.length} now`));
    },
    park: (item) => {
      const doc = this.#document()?.doc;
      if (!doc) return;
      setItemState(doc, item.id, 'parked');
      if (readClock(doc)?.item === item.id) setClock(doc, null);
      this.#offerUndo(msg(str`Parked “${item.title}”`), () => setItemState(doc, item.id, item.state));
    },
    remove: (item) => this.#remove(item),
    talk: (item) => {
      const bound = this.#bound();
      if (!bound) return;
      const { doc } = bound.document;
      setClock(doc, readClock(doc)?.item === item.id ? null : { item: item.id, startedAt: bound.session.now() });
    },
  };

  #remove(item: AgendaItem): void {
    const doc = this.#document()?.doc;
    if (!doc) return;
    deleteItem(doc, item.id);
    this.#offerUndo(msg(str`Deleted “${item.title}”`), () => restoreItem(doc, item.id));
  }

  #takeUp(item: BacklogItem): void {
    const documents = this.#session.session?.documents.value;
    const id = this.#session.session?.status.value.session?.id;
    if (!documents?.mentorship || !documents.session || id === undefined) return;
    takeUp(documents.mentorship.doc, documents.session.doc, item.id, id);
    this.#widget.announce(msg(str`“${item.title}” is on the agenda`));
  }

  #removeBacklog(item: BacklogItem): void {
    const doc = this.#session.session?.documents.value.mentorship?.doc;
    if (!doc) return;
    deleteBacklogItem(doc, item.id);
    this.#offerUndo(msg(str`Deleted “${item.title}”`), () => restoreBacklogItem(doc, item.id));
  }

  #offerUndo(text: string, undo: () => void): void {
    this._open = null;
    this.#widget.offerUndo({ text, undo });
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
        ${writable ? this.#add.render({ label: msg('Add an agenda item') }) : nothing}
        ${renderLater({
          parked: view.parked,
          backlog: view.backlog,
          parkedWritable: writable,
          backlogWritable: backlog?.writable ?? false,
          meta: (item) => this.#words(session, item),
          reopen: (item) => setItemState(document.doc, item.id, 'open'),
          takeUp: (item) => this.#takeUp(item),
          removeParked: (item) => this.#remove(item),
          removeBacklog: (item) => this.#removeBacklog(item),
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
            now: clock?.item === item.id,
            clockable: session.status.value.session?.state === 'live',
            open: this._open === item.id,
            first: index === 0,
            last: index === items.length - 1,
            meta: this.#meta(session, item, clock),
            editing: this.#editing,
            does: this.#commands,
          }),
      )}
    </ol>`;
  }

  #meta(session: FiresideSession, item: AgendaItem, clock: Clock | null): string[] {
    const words = this.#words(session, item);
    if (clock?.item === item.id) words.push(clockWords(minutesLeft(item, clock, session.now())));
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
