import type { FiresideSession, SharedDocument } from '@fireside/client';
import {
  countUnreadableItems,
  isDoubted,
  readAgenda,
  readBacklog,
  readClock,
  type AgendaItem,
  type Clock,
  type Comment,
} from '@fireside/protocol';
import { msg, updateWhenLocaleChanges } from '@lit/localize';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { LazyActs } from '../controllers/lazy-acts.ts';
import { LazyPart } from '../controllers/lazy-part.ts';
import { SessionController } from '../controllers/session-controller.ts';
import { SharedController } from '../controllers/shared-controller.ts';
import { WidgetController } from '../controllers/widget-controller.ts';
import { AddLine } from '../lines/add-line.ts';
import { FocusKeeper } from '../lines/focus-keeper.ts';
import { LineEditing } from '../lines/line-editing.ts';
import { lines } from '../lines/lines.styles.ts';
import { editorOf } from '../lines/people.ts';
import { renderUnloaded } from '../lines/unloaded.ts';
import { renderUnreadable } from '../lines/unreadable.ts';
import { controls } from '../styles/controls.ts';
import { tokens } from '../styles/tokens.ts';
import { renderUnbound } from '../unbound.ts';
import type { UndoOffer } from '../widget.ts';
import { renderItem } from './agenda-item.ts';
import { agendaStyles } from './agenda.styles.ts';
import type { AgendaDetails } from './details.ts';
import { renderHeader } from './header.ts';
import { agendaView, type AgendaView } from './view.ts';

/** Rows above which those out of sight are not laid out. */
const LONG = 40;

type Comments = ReadonlyMap<string, readonly Comment[]>;

/** What one update shows, read once. */
interface Shown {
  readonly session: FiresideSession;
  readonly document: SharedDocument;
  readonly view: AgendaView;
  /** Null while the session is not live. */
  readonly clock: Clock | null;
  readonly comments: Comments;
  readonly details: AgendaDetails | null;
}

/**
 * The shared agenda of the session, and below it what is parked for later.
 *
 * @summary What the pair wants to talk about, in their order.
 */
export class FiresideAgenda extends LitElement {
  static override properties = {
    clockElsewhere: { type: Boolean, attribute: 'clock-elsewhere' },
    _open: { state: true, attribute: false },
  };
  static override styles = [tokens, controls, lines, agendaStyles];

  /** The page shows `<fireside-clock>` itself. */
  declare clockElsewhere: boolean;
  /** The item whose buttons and comments are shown. */
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
    if (this.#details.failed) this.#details.retry();
    return new AgendaActs({
      ...this.#services,
      host: this,
      writeAbout: (item) => this.#widget.writeAbout(item),
      close: () => (this._open = null),
    });
  });
  readonly #details = new LazyPart(this, async () => {
    const { AgendaDetails } = await import('./details.ts');
    return new AgendaDetails(this, this.#services);
  });
  readonly #progress = new LazyPart(this, () => import('../goals/define-progress.ts'));
  readonly #add = new AddLine(this, {
    acts: this.#acts,
    add: (acts, line, fields) => acts.add(line, fields),
    addBlock: (acts, block) => acts.addBlock(block),
  });
  readonly #services = {
    session: (): FiresideSession | null => this.#session.session,
    announce: (text: string): void => this.#widget.announce(text),
    offerUndo: (offer: UndoOffer): void => this.#widget.offerUndo(offer),
  };

  constructor() {
    super();
    this.clockElsewhere = false;
    this._open = null;
    updateWhenLocaleChanges(this);
    new SharedController(this, () => {
      const documents = this.#session.session?.documents.value;
      const own = documents?.session?.doc;
      const shared = documents?.mentorship?.doc;
      return [
        ...(own ? ['agenda', 'clock', 'comments', 'ready'].map((root) => own.getMap(root)) : []),
        ...(shared ? ['backlog', 'comments'].map((root) => shared.getMap(root)) : []),
      ];
    });
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

  readonly #toggle = (item: string): void => {
    const open = this._open === item ? null : item;
    this.#acts.do(() => (this._open = open)); // what it shows comes with them
  };

  protected override render(): TemplateResult | typeof nothing {
    const details = this.#details.need();
    const session = this.#session.session;
    const document = this.#document();
    if (!session) return renderUnbound(this.#session.binding);
    if (!document) return nothing;
    const backlog = session.documents.value.mentorship;
    const shown: Shown = {
      session,
      document,
      view: agendaView(this.#items(), backlog ? readBacklog(backlog.doc) : []),
      clock: this.#clock(),
      comments: details?.readComments(document.doc) ?? new Map(),
      details,
    };
    const { view, comments } = shown;
    const { writable } = document;
    const ofBacklog: Comments = (backlog && details?.readComments(backlog.doc)) ?? new Map();
    return html`
      <section aria-label=${msg('Agenda')}>
        ${renderHeader(session, view.planned, isPrepared(shown), details)}
        ${shown.clock && !this.clockElsewhere ? html`<fireside-clock></fireside-clock>` : nothing}
        ${this.#renderItems(shown)} ${renderUnreadable(countUnreadableItems(document.doc))}
        ${
          writable
            ? this.#add.render({ label: msg('Add an agenda item'), more: this.#acts.here?.renderNew() })
            : nothing
        }
        ${renderUnloaded(this.#acts)}
        ${isPrepared(shown) ? details?.preparing.render(session, view.items.length === 0) : nothing}
        ${details?.renderLater({
          parked: view.parked,
          backlog: view.backlog,
          parkedWritable: writable,
          backlogWritable: backlog?.writable ?? false,
          words: (item) => details.itemWords(session, item),
          comments: (where, item) => (where === 'session' ? comments : ofBacklog).get(item) ?? [],
          open: this._open,
          toggle: this.#toggle,
          acts: this.#acts,
        })}
      </section>
    `;
  }

  #renderItems(shown: Shown): TemplateResult {
    const { document, view } = shown;
    if (view.items.length === 0) {
      if (!document.synced) return html`<p class="empty">${msg('Opening the agenda…')}</p>`;
      if (!document.writable) return html`<p class="empty">${msg('No agenda was written.')}</p>`;
      return html`<p class="empty">${msg('Nothing here yet. What would make this session worth it?')}</p>`;
    }
    const progress = view.items.find((item) => item.kind === 'progress')?.id;
    return html`<div class="list">
      <ol class="rows ${view.items.length > LONG ? 'long' : ''}" role="list">
        ${repeat(
          view.items,
          (item) => item.id,
          (item, index) => this.#renderRow(shown, item, index, item.id === progress),
        )}
      </ol>
      <div class="drop" hidden></div>
    </div>`;
  }

  #renderRow(shown: Shown, item: AgendaItem, index: number, progress: boolean): ReturnType<typeof renderItem> {
    const { session, document, view, clock, comments, details } = shown;
    const now = clock?.current?.item === item.id;
    const words = details?.itemWords(session, item) ?? [];
    if (now) words.push(msg('talking about it now')); // the clock says how long
    const editor = editorOf(session.presence.value, `agenda:${item.id}`);
    if (editor !== null) words.push(editor);
    const doubted = details !== null && document.writable && isDoubted(item);
    const measured = progress && this.#progress.need() !== null;
    return renderItem({
      item,
      writable: document.writable,
      now,
      clockable: clock !== null,
      open: this._open === item.id,
      first: index === 0,
      last: index === view.items.length - 1,
      words,
      comments: comments.get(item.id) ?? [],
      noted: details?.noted.has(item.id) ?? false,
      below: doubted ? 'doubt' : measured ? 'progress' : null,
      editing: this.#editing,
      toggle: () => this.#toggle(item.id),
      acts: this.#acts,
      details,
    });
  }
}

/** Before the session, where one may write. */
function isPrepared({ session, document }: Shown): boolean {
  return session.status.value.session?.state === 'scheduled' && document.writable;
}

declare global {
  interface HTMLElementTagNameMap {
    'fireside-agenda': FiresideAgenda;
  }
}
