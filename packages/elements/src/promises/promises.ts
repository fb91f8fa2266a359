import type { FiresideSession, SharedDocument } from '@fireside/client';
import { readPromises, type Promised } from '@fireside/protocol';
import { msg, str, updateWhenLocaleChanges } from '@lit/localize';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import { LazyActs } from '../controllers/lazy-acts.ts';
import { SessionController } from '../controllers/session-controller.ts';
import { SharedController } from '../controllers/shared-controller.ts';
import { WidgetController } from '../controllers/widget-controller.ts';
import { moreIcon } from '../icons/signs.ts';
import { AddLine } from '../lines/add-line.ts';
import { FocusKeeper } from '../lines/focus-keeper.ts';
import { renderLineForm } from '../lines/line-form.ts';
import { LineEditing } from '../lines/line-editing.ts';
import { lines } from '../lines/lines.styles.ts';
import { editorOf, nameOf } from '../lines/people.ts';
import { renderUnloaded } from '../lines/unloaded.ts';
import { controls } from '../styles/controls.ts';
import { tokens } from '../styles/tokens.ts';
import { renderUnbound } from '../unbound.ts';
import type { Until } from './due-fields.ts';
import { dueWords } from './due-words.ts';
import { promisesStyles } from './promises.styles.ts';
import { fromBefore, promiseView } from './view.ts';

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
  };
  static override styles = [tokens, controls, lines, promisesStyles];

  /** Only what is open from last time, to be ticked. */
  declare owed: boolean;
  declare protected _open: string | null;
  /** What the open form says in *Until*. */
  declare protected _until: Until;

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
    updateWhenLocaleChanges(this);
    new SharedController(this, () => {
      const doc = this.#document()?.doc;
      return doc ? [doc.getMap('promises')] : [];
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
      this._until = untilOf(promise.due);
      this.#editing.start(promise.id, 'line');
    });
  }

  protected override render(): TemplateResult | typeof nothing {
    const session = this.#session.session;
    const document = this.#document();
    if (!session) return renderUnbound(this.#session.binding);
    if (!document) return nothing;
    const all = this.#promises();
    const view = promiseView(all, session.now());
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
        ${document.writable ? this.#add.render({ label: msg('Add a promise'), more: this.#newFields(session) }) : nothing}
        ${renderUnloaded(this.#acts)}
        ${
          view.kept.length === 0
            ? nothing
            : html`<details>
                <summary>${msg(str`Kept before: ${view.kept.length}`)}</summary>
                ${this.#renderRows(session, document, view.kept)}
              </details>`
        }
      </section>
    `;
  }

  #renderOwed(session: FiresideSession, document: SharedDocument, shown: readonly Promised[]): TemplateResult {
    return html`
      <section aria-label=${msg('Open from last time')}>
        <h2>${msg('Open from last time')}</h2>
        ${this.#renderRows(session, document, shown)}
      </section>
    `;
  }

  #newFields(session: FiresideSession): TemplateResult | undefined {
    const { person, mentorship } = session.status.value;
    return this.#acts.here?.renderDueFields({
      members: mentorship?.members ?? [],
      self: person?.id ?? '',
      owner: person?.id ?? '',
      due: 'next',
      until: this.#editing.id === null ? this._until : 'next',
      onUntil: (until) => (this._until = until),
    });
  }

  #renderRows(session: FiresideSession, document: SharedDocument, promises: readonly Promised[]): TemplateResult {
    return html`<ul class="rows" role="list">
      ${repeat(
        promises,
        (promise) => promise.id,
        (promise) => this.#renderRow(session, document.writable, promise),
      )}
    </ul>`;
  }

  #renderRow(session: FiresideSession, writable: boolean, promise: Promised): TemplateResult {
    const { id, text, owner, due, keptAt } = promise;
    const kept = keptAt !== null;
    const editor = editorOf(session.presence.value, `promises:${id}`);
    const who = [nameOf(session, owner), kept ? msg('kept') : dueWords(due)].filter((words) => words !== '');
    const editable = writable && !this.owed;
    return html`
      <li class="row ${kept ? 'done' : ''}" data-row>
        <input
          type="checkbox"
          data-home
          aria-label=${text}
          .checked=${live(kept)}
          ?disabled=${!writable}
          @change=${() => this.#acts.do((acts) => acts.keep(promise))}
        />
        ${
          this.#editing.id === id
            ? renderLineForm(this.#editing, {
                label: msg('Promise'),
                value: text,
                more: this.#editFields(session, promise),
              })
            : html`
                <span
                  class="title"
                  aria-hidden="true"
                  ?data-editable=${editable}
                  @click=${() => editable && this.#edit(promise)}
                  >${text}</span
                >
                <span class="end">${who.join(' · ')}</span>
                ${editable ? this.#renderMore(promise) : nothing}
              `
        }
        ${editor === null ? nothing : html`<p class="below meta">${editor}</p>`}
        ${this._open === id && editable && this.#editing.id !== id ? this.#acts.here?.renderActions(promise) : nothing}
      </li>
    `;
  }

  #editFields(session: FiresideSession, { owner, due }: Promised): TemplateResult | undefined {
    const { person, mentorship } = session.status.value;
    return this.#acts.here?.renderDueFields({
      members: mentorship?.members ?? [],
      self: person?.id ?? '',
      owner,
      due,
      until: this._until,
      onUntil: (until) => (this._until = until),
    });
  }

  #renderMore({ id, text }: Promised): TemplateResult {
    const open = this._open === id;
    return html`<button
      class="more quiet icon-only small-target"
      aria-label=${msg(str`More about “${text}”`)}
      aria-expanded=${open ? 'true' : 'false'}
      @click=${() => (this._open = open ? null : id)}
    >
      ${moreIcon}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fireside-promises': FiresidePromises;
  }
}
