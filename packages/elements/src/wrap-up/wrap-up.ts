import type { FiresideSession, SharedDocument } from '@fireside/client';
import {
  addOutcome,
  deleteOutcome,
  editOutcome,
  FiresideError,
  readAgenda,
  readNext,
  readOutcomes,
  restoreOutcome,
  setNext,
  type ErrorCode,
  type Outcome,
  type OutcomeKind,
} from '@fireside/protocol';
import { msg, str, updateWhenLocaleChanges } from '@lit/localize';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { loaded } from '../controllers/lazy-acts.ts';
import { SessionController } from '../controllers/session-controller.ts';
import { SharedController } from '../controllers/shared-controller.ts';
import { WidgetController } from '../controllers/widget-controller.ts';
import { errorWords } from '../error-words.ts';
import { AddLine } from '../lines/add-line.ts';
import { FocusKeeper } from '../lines/focus-keeper.ts';
import { fieldText, LineEditing } from '../lines/line-editing.ts';
import { lines } from '../lines/lines.styles.ts';
import { editorOf, nameOf } from '../lines/people.ts';
import { controls } from '../styles/controls.ts';
import { tokens } from '../styles/tokens.ts';
import { renderUnbound } from '../unbound.ts';
import { dateFinder, settleDatePromise } from './date-promise.ts';
import { proposalFor, renderNextDate, type Proposal } from './next-date.ts';
import { renderOutcomes } from './outcome-list.ts';
import { wrapUpStyles } from './wrap-up.styles.ts';
import { momentAt } from '../zoned-time.ts';

/**
 * "What stays of today?": takeaways, decisions, promises, the next date and what moves on, on one panel that both write.
 *
 * @summary The end of a session.
 */
export class FiresideWrapUp extends LitElement {
  static override properties = {
    _proposal: { state: true, attribute: false },
    _choosing: { state: true, attribute: false },
    _problem: { state: true, attribute: false },
    _finishing: { state: true, attribute: false },
    _failed: { state: true, attribute: false },
  };
  static override styles = [tokens, controls, lines, wrapUpStyles];

  /** What the date fields hold; null until somebody touched them. */
  declare protected _proposal: Proposal | null;
  /** Whether the date fields are shown; null: as long as there is no date. */
  declare protected _choosing: boolean | null;
  declare protected _problem: string;
  declare protected _finishing: boolean;
  declare protected _failed: ErrorCode | null;

  readonly #widget = new WidgetController(this);
  // Before the session's controller: on disconnect it commits while there still is a session.
  readonly #keeper = new FocusKeeper(this);
  readonly #editing = new LineEditing(this, {
    keeper: this.#keeper,
    session: () => this.#session.session,
    kind: 'outcomes',
    commit: (id, fields) => this.#commit(id, fieldText(fields, 'line')),
  });
  readonly #session = new SessionController(this, (one) => [one.status, one.documents, one.presence]);
  readonly #acts = loaded((kind: OutcomeKind, text: string) => this.#addOutcome(kind, text));
  readonly #addTakeaway = new AddLine(this, { acts: this.#acts, add: (add, text) => add('takeaway', text) });
  readonly #addDecision = new AddLine(this, { acts: this.#acts, add: (add, text) => add('decision', text) });

  constructor() {
    super();
    this._proposal = null;
    this._choosing = null;
    this._problem = '';
    this._finishing = false;
    this._failed = null;
    updateWhenLocaleChanges(this);
    new SharedController(this, () => {
      const doc = this.#document()?.doc;
      return doc ? [doc.getMap('outcomes'), doc.getMap('agenda')] : [];
    });
  }

  protected override willUpdate(): void {
    const doc = this.#document()?.doc;
    const { id } = this.#editing;
    if (doc && id !== null && !readOutcomes(doc).some((outcome) => outcome.id === id)) this.#editing.stop();
  }

  #document(): SharedDocument | null {
    return this.#session.session?.documents.value.session ?? null;
  }

  #addOutcome(kind: OutcomeKind, text: string): void {
    const doc = this.#document()?.doc;
    const author = this.#session.session?.status.value.person?.id;
    if (doc && author !== undefined) addOutcome(doc, { kind, text, author });
  }

  #commit(id: string, text: string): void {
    const document = this.#document();
    if (document?.writable && text.trim() !== '') editOutcome(document.doc, id, text);
  }

  #remove(outcome: Outcome): void {
    const doc = this.#document()?.doc;
    if (!doc) return;
    deleteOutcome(doc, outcome.id);
    this.#widget.offerUndo({
      text: msg(str`Deleted “${outcome.text}”`),
      undo: () => restoreOutcome(doc, outcome.id),
    });
  }

  #confirmDate(session: FiresideSession, proposal: Proposal): void {
    const doc = this.#document()?.doc;
    const { person, session: meeting } = session.status.value;
    if (!doc || !person || !meeting) return;
    const startsAt = momentAt(proposal, person.tz);
    if (startsAt === null) {
      this._problem = msg('Please choose a day and a time.');
    } else if (startsAt <= session.now()) {
      this._problem = msg('This lies in the past. Please choose a later date.');
    } else if (!Number.isInteger(proposal.minutes) || proposal.minutes < 5 || proposal.minutes > 600) {
      this._problem = msg('A session takes 5 to 600 minutes.');
    } else {
      setNext(doc, { startsAt, minutes: proposal.minutes, mode: meeting.mode, by: person.id });
      this.#settleDate();
    }
  }

  #notYet(): void {
    const doc = this.#document()?.doc;
    if (doc && readNext(doc) !== null) setNext(doc, null);
    this.#settleDate();
  }

  #settleDate(): void {
    this._choosing = false;
    this._problem = '';
    this._proposal = null;
    this.requestUpdate(); // the document's own update comes with the next frame only
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('.another')?.focus());
  }

  /** Nobody should lose a line because they did not press Enter. */
  #flush(): boolean {
    const promises = this.renderRoot.querySelector('fireside-promises');
    return this.#addTakeaway.flush() && this.#addDecision.flush() && (promises?.flush() ?? true);
  }

  async #finish(session: FiresideSession): Promise<void> {
    if (this._finishing || !this.#flush()) return;
    this._finishing = true;
    this._failed = null;
    settleDatePromise(session);
    try {
      await session.wrapUp();
      this.#widget.show({ kind: 'session' });
    } catch (error) {
      if (!(error instanceof FiresideError)) throw error;
      this._failed = error.code;
    } finally {
      this._finishing = false;
    }
  }

  protected override render(): TemplateResult | typeof nothing {
    const session = this.#session.session;
    const document = this.#document();
    if (!session) return renderUnbound(this.#session.binding);
    if (!document) return nothing;
    const together = session.status.value.mentorship?.members.length === 2;
    return html`
      <div class="panel">
        <div>
          <h2 class="question">${msg('What stays of today?')}</h2>
          <p class="muted">
            ${together ? msg('Both of you write here. Nothing is sent to anyone else.') : msg('All of you write here. Nothing is sent to anyone else.')}
          </p>
        </div>
        ${this.#renderOutcomes(session, document)}
        <div class="card"><fireside-promises></fireside-promises></div>
        ${this.#renderNext(session, document)} ${this.#renderMoving(document)} ${this.#renderFinish(session)}
      </div>
    `;
  }

  #renderOutcomes(session: FiresideSession, document: SharedDocument): TemplateResult {
    const outcomes = readOutcomes(document.doc);
    const list = (kind: OutcomeKind, label: string): TemplateResult | typeof nothing =>
      renderOutcomes({
        outcomes: outcomes.filter((outcome) => outcome.kind === kind),
        writable: document.writable,
        label,
        author: (outcome) => (outcome.author === null ? '' : nameOf(session, outcome.author)),
        editor: (outcome) => editorOf(session.presence.value, `outcomes:${outcome.id}`),
        editing: this.#editing,
        remove: (outcome) => this.#remove(outcome),
      });
    const { writable } = document;
    return html`
      <div class="card">
        <h2>${msg('Takeaways')}</h2>
        ${list('takeaway', msg('Takeaways'))}
        ${writable ? this.#addTakeaway.render({ label: msg('Add a takeaway') }) : nothing}
      </div>
      <div class="card">
        <h2>${msg('Decisions')}</h2>
        ${list('decision', msg('Decisions'))}
        ${writable ? this.#addDecision.render({ label: msg('Add a decision') }) : nothing}
      </div>
    `;
  }

  #renderNext(session: FiresideSession, document: SharedDocument): TemplateResult | typeof nothing {
    const { session: meeting, person } = session.status.value;
    if (!meeting || !document.writable) return nothing;
    const next = readNext(document.doc);
    const proposal = this._proposal ?? proposalFor(meeting, session.now(), person?.tz ?? null);
    return html`<div class="card" role="group" aria-labelledby="next">
      <h2 id="next">${msg('Next meeting')}</h2>
      ${renderNextDate({
        session,
        next,
        choosing: this._choosing ?? next === null,
        proposal,
        problem: this._problem,
        propose: (changed) => {
          this._proposal = changed;
          this._problem = '';
        },
        confirm: () => this.#confirmDate(session, proposal),
        another: () => {
          this._choosing = true;
          void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('input[name=day]')?.focus());
        },
        notYet: () => this.#notYet(),
      })}
      ${next === null ? this.#renderFinder(session) : nothing}
    </div>`;
  }

  #renderFinder(session: FiresideSession): TemplateResult | typeof nothing {
    const finder = dateFinder(session);
    if (!finder) return nothing;
    const own = finder.id === session.status.value.person?.id;
    return html`<p class="muted small">
      ${own ? msg('Without a date, finding one becomes a promise of yours.') : msg(str`Without a date, finding one becomes a promise of ${finder.name}.`)}
    </p>`;
  }

  #renderMoving(document: SharedDocument): TemplateResult | typeof nothing {
    const moving = readAgenda(document.doc).filter((item) => item.state !== 'discussed');
    if (moving.length === 0) return nothing;
    return html`<div class="card">
      <h2>${msg('Moves to next time')}</h2>
      <ul class="rows" role="list" aria-label=${msg('Moves to next time')}>
        ${moving.map(
          (item) =>
            html`<li class="row">
              <span class="title">${item.title}</span>
              <span class="end">${item.state === 'parked' ? msg('parked') : msg('open')}</span>
            </li>`,
        )}
      </ul>
    </div>`;
  }

  #renderFinish(session: FiresideSession): TemplateResult {
    const words = this._failed === null ? null : errorWords(this._failed);
    return html`<div class="finish">
      ${
        words === null
          ? nothing
          : html`<div class="problem" role="alert">
              <p><strong>${words.happened}</strong></p>
              <p>${words.now}</p>
              <p class="muted small">${msg(str`Code: ${this._failed ?? ''}`)}</p>
            </div>`
      }
      <button
        class="primary large"
        aria-disabled=${this._finishing ? 'true' : 'false'}
        @click=${() => void this.#finish(session)}
      >
        ${this._finishing ? msg('Saving and finishing…') : msg('Finish together')}
      </button>
      <p class="muted small">${msg('Each of you gets the same recap. The call goes on until you leave.')}</p>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fireside-wrap-up': FiresideWrapUp;
  }
}
