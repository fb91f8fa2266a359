import type { FiresideSession, SharedDocument } from '@fireside/client';
import { countUnreadablePromises, readPromises, setPromiseKept, type Promised } from '@fireside/protocol';
import { msg, str, updateWhenLocaleChanges } from '@lit/localize';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { SessionController } from '../controllers/session-controller.ts';
import { SharedController } from '../controllers/shared-controller.ts';
import { WidgetController } from '../controllers/widget-controller.ts';
import { formatDate } from '../format.ts';
import { FocusKeeper } from '../lines/focus-keeper.ts';
import { lines } from '../lines/lines.styles.ts';
import { nameOf } from '../lines/people.ts';
import { renderUnreadable } from '../lines/unreadable.ts';
import { sessionLinkStyles } from '../session-link.ts';
import { controls } from '../styles/controls.ts';
import { tokens } from '../styles/tokens.ts';
import { renderUnbound } from '../unbound.ts';
import { renderOwedRow } from './owed-row.ts';
import { owedStyles } from './owed.styles.ts';
import { owedView, type OwedGroup } from './view.ts';

/** Rows of one list that are shown at once. */
const FIRST = 50;

/**
 * All promises of the mentorship over time: what is owed, by whom, since when and from which session; what was kept is
 * folded below.
 *
 * @summary Promises over time.
 */
export class FiresideOwed extends LitElement {
  static override properties = {
    _all: { state: true, attribute: false },
    _keptShown: { state: true, attribute: false },
  };
  static override styles = [tokens, controls, lines, sessionLinkStyles, owedStyles];

  /** The lists of which every row is shown, by their title. */
  declare protected _all: ReadonlySet<string>;
  /** Whether what was kept is unfolded. */
  declare protected _keptShown: boolean;

  readonly #session = new SessionController(this, (one) => [one.status, one.documents]);
  readonly #widget = new WidgetController(this);

  constructor() {
    super();
    this._all = new Set();
    this._keptShown = false;
    updateWhenLocaleChanges(this);
    new FocusKeeper(this);
    new SharedController(this, () => {
      const document = this.#session.session?.documents.value.mentorship;
      return document ? [document.doc.getMap('promises')] : [];
    });
  }

  #keep(session: FiresideSession, { doc }: SharedDocument, { id, text, keptAt }: Promised): void {
    setPromiseKept(doc, id, keptAt === null ? session.now() : null);
    this.#widget.offerUndo({
      text: keptAt === null ? msg(str`Kept: “${text}”`) : msg(str`Open again: “${text}”`),
      undo: () => setPromiseKept(doc, id, keptAt),
    });
  }

  async #showAll(list: string, { currentTarget }: Event): Promise<void> {
    const rows = currentTarget instanceof Element ? currentTarget.previousElementSibling : null;
    this._all = new Set([...this._all, list]);
    await this.updateComplete;
    const next = rows?.children[FIRST]; // where the pressed button was
    next?.querySelector<HTMLElement>('[data-home], .session-link')?.focus();
  }

  protected override render(): TemplateResult | typeof nothing {
    const session = this.#session.session;
    if (!session) return renderUnbound(this.#session.binding);
    const document = session.documents.value.mentorship;
    const { person, mentorship } = session.status.value;
    if (!document || !person) return nothing;
    const view = owedView(readPromises(document.doc), session.now(), mentorship?.members ?? [], person.id);
    const lists = view.groups.map((group) => this.#renderGroup(session, document, group));
    return html`
      <section aria-label=${msg('Promises over time')}>
        ${lists.length === 0 ? html`<p class="empty">${this.#emptyWords(document)}</p>` : lists}
        ${renderUnreadable(countUnreadablePromises(document.doc))} ${this.#renderKept(session, document, view.kept)}
      </section>
    `;
  }

  /** Nothing is known before the server's state is there. */
  #emptyWords({ synced }: SharedDocument): string {
    return synced ? msg('Nothing is promised just now.') : msg('One moment…');
  }

  #renderGroup(
    session: FiresideSession,
    document: SharedDocument,
    { kind, name, promises }: OwedGroup,
  ): TemplateResult {
    const title = kind === 'yours' ? msg('Yours') : kind === 'member' ? name : msg('Former members');
    return html`<div class="group">
      <h3><bdi>${title}</bdi></h3>
      ${this.#renderRows(session, document, { list: `${kind} ${name}`, title, promises, folded: false })}
    </div>`;
  }

  /** Over the years these become hundreds: rows are made when somebody wants to see them. */
  #renderKept(
    session: FiresideSession,
    document: SharedDocument,
    promises: readonly Promised[],
  ): TemplateResult | typeof nothing {
    if (promises.length === 0) return nothing;
    const toggled = ({ currentTarget }: Event): void => {
      if (currentTarget instanceof HTMLDetailsElement) this._keptShown = currentTarget.open;
    };
    const title = msg(str`Kept: ${promises.length}`);
    return html`<details @toggle=${toggled}>
      <summary data-rest>${title}</summary>
      ${
        this._keptShown
          ? html`<div class="group">
              ${this.#renderRows(session, document, { list: 'kept', title, promises, folded: true })}
            </div>`
          : nothing
      }
    </details>`;
  }

  #renderRows(
    session: FiresideSession,
    document: SharedDocument,
    { list, title, promises, folded }: { list: string; title: string; promises: readonly Promised[]; folded: boolean },
  ): TemplateResult {
    const shown = this._all.has(list) ? promises : promises.slice(0, FIRST);
    return html`<ul class="rows" role="list" aria-label=${title}>
        ${repeat(
          shown,
          ({ id }) => id,
          (promise) => this.#renderRow(session, document, promise, folded),
        )}
      </ul>
      ${
        shown.length === promises.length
          ? nothing
          : html`<button class="quiet" @click=${(event: Event) => void this.#showAll(list, event)}>
              ${msg(str`Show all ${promises.length}`)}
            </button>`
      }`;
  }

  #renderRow(session: FiresideSession, document: SharedDocument, promise: Promised, folded: boolean): TemplateResult {
    const { person } = session.status.value;
    return renderOwedRow({
      promise,
      name: nameOf(session, promise.owner),
      folded,
      own: promise.owner === person?.id,
      writable: document.writable,
      widget: this.#widget,
      dayOf: (at) => formatDate(at, person?.tz ?? null, session.now()),
      keep: () => this.#keep(session, document, promise),
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fireside-owed': FiresideOwed;
  }
}
