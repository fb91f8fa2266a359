import type { FiresideSession, SharedDocument } from '@fireside/client';
import { countUnreadablePromises, readPromises, type Promised } from '@fireside/protocol';
import { msg, str, updateWhenLocaleChanges } from '@lit/localize';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { LazyActs } from '../controllers/lazy-acts.ts';
import { SessionController } from '../controllers/session-controller.ts';
import { SharedController } from '../controllers/shared-controller.ts';
import { WidgetController } from '../controllers/widget-controller.ts';
import { AddLine } from '../lines/add-line.ts';
import { FocusKeeper } from '../lines/focus-keeper.ts';
import { LineEditing } from '../lines/line-editing.ts';
import { lines } from '../lines/lines.styles.ts';
import { editorOf, nameOf } from '../lines/people.ts';
import { renderUnloaded } from '../lines/unloaded.ts';
import { renderUnreadable } from '../lines/unreadable.ts';
import { controls } from '../styles/controls.ts';
import { tokens } from '../styles/tokens.ts';
import { renderUnbound } from '../unbound.ts';
import type { Until } from './due-fields.ts';
import { fromWords, itemTitles } from './from-words.ts';
import { renderPromise } from './promise-row.ts';
import { promisesStyles } from './promises.styles.ts';
import { fromBefore, promiseView } from './view.ts';

/** Rows of a list that are shown at once: a key press must not wait for hundreds. */
const FIRST = 50;

/**
 * Who owes what, until when. With `owed`, what is open from before this session and nothing where nothing is.
 *
 * @summary The promises of the mentorship.
 */
export class FiresidePromises extends LitElement {
  static override properties = {
    owed: { type: Boolean },
    _open: { state: true, attribute: false },
    _until: { state: true, attribute: false },
    _editedUntil: { state: true, attribute: false },
    _keptShown: { state: true, attribute: false },
    _all: { state: true, attribute: false },
  };
  static override styles = [tokens, controls, lines, promisesStyles];

  /** Only what is open from last time. */
  declare owed: boolean;
  declare protected _open: string | null;
  /** What the form for a new one says in *Until*. */
  declare protected _until: Until;
  /** What the form of the one that is edited says there. */
  declare protected _editedUntil: Until;
  /** Whether what was kept before is unfolded. */
  declare protected _keptShown: boolean;
  /** Whether every row is shown, however many there are. */
  declare protected _all: boolean;

  readonly #widget = new WidgetController(this);
  // Before the session's controller: on disconnect it commits while there still is a session.
  readonly #keeper = new FocusKeeper(this);
  readonly #editing = new LineEditing(this, {
    keeper: this.#keeper,
    session: () => this.#session.session,
    kind: 'promises',
    commit: (id, fields) => this.#acts.here?.edit(id, fields),
  });
  readonly #session = new SessionController(this, (one) => [one.status, one.documents, one.presence]);
  readonly #acts = new LazyActs(this, async () => {
    const { PromiseActs } = await import('./acts.ts');
    return new PromiseActs({
      session: () => this.#session.session,
      announce: (text) => this.#widget.announce(text),
      offerUndo: (offer) => {
        this._open = null;
        this.#widget.offerUndo(offer);
      },
      edit: (promise) => this.#edit(promise),
    });
  });
  readonly #add = new AddLine(this, {
    acts: this.#acts,
    add: (acts, text, fields) => {
      acts.add(text, fields);
      this._until = 'next';
    },
  });

  constructor() {
    super();
    this.owed = false;
    this._open = null;
    this._until = 'next';
    this._editedUntil = '';
    this._keptShown = false;
    this._all = false;
    updateWhenLocaleChanges(this);
    new SharedController(this, () => {
      const { mentorship, session } = this.#session.session?.documents.value ?? {};
      return [
        ...(mentorship ? [mentorship.doc.getMap('promises'), mentorship.doc.getMap('backlog')] : []),
        ...(session ? [session.doc.getMap('agenda'), session.doc.getMap('clock')] : []),
      ];
    });
  }

  /** Adds what was typed without Enter; false when it was refused. */
  flush(): boolean {
    return this.#add.flush();
  }

  protected override willUpdate(): void {
    const { id } = this.#editing;
    if (id !== null && !this.#promises().some((one) => one.id === id)) this.#editing.stop();
  }

  #document(): SharedDocument | null {
    return this.#session.session?.documents.value.mentorship ?? null;
  }

  #promises(): Promised[] {
    const document = this.#document();
    return document ? readPromises(document.doc) : [];
  }

  #edit(promise: Promised): void {
    this.#acts.do(({ untilOf }) => {
      this._editedUntil = untilOf(promise.due);
      this.#editing.start(promise.id, 'line');
    });
  }

  protected override render(): TemplateResult | typeof nothing {
    const session = this.#session.session;
    const document = this.#document();
    if (!session) return renderUnbound(this.#session.binding);
    if (!document) return nothing;
    const view = promiseView(this.#promises(), session.now(), session.status.value.mentorship?.members ?? []);
    if (this.owed) {
      const shown = fromBefore(view.shown, session.status.value.session?.id ?? '');
      return shown.length === 0 ? nothing : this.#renderOwed(session, document, shown);
    }
    return html`
      <section aria-label=${msg('Promises')}>
        <h2>${msg('Promises')}</h2>
        ${
          view.shown.length === 0
            ? html`<p class="empty">${msg('Nothing is promised just now.')}</p>`
            : this.#renderRows(session, document, view.shown)
        }
        ${renderUnreadable(countUnreadablePromises(document.doc))}
        ${document.writable ? this.#add.render({ label: msg('Add a promise'), more: this.#newFields() }) : nothing}
        ${renderUnloaded(this.#acts)} ${this.#renderKept(session, document, view.kept)}
      </section>
    `;
  }

  #newFields(): TemplateResult | undefined {
    return this.#acts.here?.renderFields(null, this._until, (until) => (this._until = until));
  }

  #renderOwed(session: FiresideSession, document: SharedDocument, shown: readonly Promised[]): TemplateResult {
    return html`
      <section aria-label=${msg('Open from last time')}>
        <h2>${msg('Open from last time')}</h2>
        ${this.#renderRows(session, document, shown)} ${renderUnloaded(this.#acts)}
      </section>
    `;
  }

  /** Over the years these become hundreds: rows are made when somebody wants to see them. */
  #renderKept(
    session: FiresideSession,
    document: SharedDocument,
    kept: readonly Promised[],
  ): TemplateResult | typeof nothing {
    if (kept.length === 0) return nothing;
    const toggled = ({ currentTarget }: Event): void => {
      if (currentTarget instanceof HTMLDetailsElement) this._keptShown = currentTarget.open;
    };
    return html`<details @toggle=${toggled}>
      <summary>${msg(str`Kept before: ${kept.length}`)}</summary>
      ${this._keptShown ? this.#renderRows(session, document, kept) : nothing}
    </details>`;
  }

  #renderRows(session: FiresideSession, document: SharedDocument, promises: readonly Promised[]): TemplateResult {
    const inUse = [this._open, this.#editing.id];
    const shown = promises.filter(({ id }, at) => this._all || at < FIRST || inUse.includes(id));
    const titles = shown.some(({ from }) => from?.item != null) ? itemTitles(session) : new Map<string, string>();
    return html`<ul class="rows" role="list">
        ${repeat(
          shown,
          (promise) => promise.id,
          (promise) => this.#renderRow(session, document.writable, promise, titles),
        )}
      </ul>
      ${
        shown.length === promises.length
          ? nothing
          : html`<button class="quiet all" @click=${this.#showAll}>${msg(str`Show all ${promises.length}`)}</button>`
      }`;
  }

  async #showAll({ currentTarget }: Event): Promise<void> {
    const list = currentTarget instanceof Element ? currentTarget.previousElementSibling : null;
    this._all = true;
    await this.updateComplete;
    list?.children[FIRST]?.querySelector<HTMLElement>('[data-home]')?.focus(); // where the pressed button was
  }

  #renderRow(
    session: FiresideSession,
    writable: boolean,
    promise: Promised,
    titles: ReadonlyMap<string, string>,
  ): TemplateResult {
    const { id, owner } = promise;
    const open = this._open === id;
    const edited = this.#editing.id === id;
    const meta = [fromWords(promise, session, titles), editorOf(session.presence.value, `promises:${id}`)];
    return renderPromise({
      promise,
      owner: nameOf(session, owner),
      own: owner === session.status.value.person?.id,
      writable,
      open,
      meta: meta.filter((words) => words !== null),
      editing: this.#editing,
      fields: edited
        ? this.#acts.here?.renderFields(promise, this._editedUntil, (until) => (this._editedUntil = until))
        : undefined,
      actions: open && writable && !edited ? this.#acts.here?.renderActions(promise) : undefined,
      keep: () => this.#acts.do((acts) => acts.keep(promise)),
      edit: () => this.#edit(promise),
      toggle: () => (this._open = open ? null : id),
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fireside-promises': FiresidePromises;
  }
}
