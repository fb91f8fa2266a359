import type { FiresideSession, SharedDocument } from '@fireside/client';
import { countUnreadableGoals, readGoals, type Goal } from '@fireside/protocol';
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
import { fieldText, LineEditing } from '../lines/line-editing.ts';
import { lines } from '../lines/lines.styles.ts';
import { editorOf, nameOf } from '../lines/people.ts';
import { renderUnloaded } from '../lines/unloaded.ts';
import { readable, renderUnreadable } from '../lines/unreadable.ts';
import { controls } from '../styles/controls.ts';
import { tokens } from '../styles/tokens.ts';
import { renderUnbound } from '../unbound.ts';
import { renderGoal } from './goal-row.ts';
import { goalsStyles } from './goals.styles.ts';
import { goalsShown, statusSince, stepsOf } from './view.ts';

/**
 * The goals of the mentorship with their steps, and the promises: before a session what is open from last time.
 *
 * @summary What the mentee works towards, over all sessions.
 */
export class FiresideGoals extends LitElement {
  static override properties = {
    _open: { state: true, attribute: false },
    _unfolded: { state: true, attribute: false },
  };
  static override styles = [tokens, controls, lines, goalsStyles];

  /** The goal whose steps and buttons are shown. */
  declare protected _open: string | null;
  /** The goal whose earlier history is shown. */
  declare protected _unfolded: string | null;

  readonly #widget = new WidgetController(this);
  // Before the session's controller: on disconnect it commits while there still is a session.
  readonly #keeper = new FocusKeeper(this);
  readonly #editing = new LineEditing(this, {
    keeper: this.#keeper,
    session: () => this.#session.session,
    kind: 'goals',
    commit: (id, fields) => this.#acts.here?.edit(id, fieldText(fields, 'line')),
  });
  readonly #session = new SessionController(this, (one) => [one.status, one.documents, one.presence]);
  readonly #acts = new LazyActs(this, async () => {
    const { GoalActs } = await import('./acts.ts');
    return new GoalActs({
      session: () => this.#session.session,
      announce: (text) => this.#widget.announce(text),
      offerUndo: (offer) => this.#widget.offerUndo(offer),
      close: () => (this._open = null),
    });
  });
  readonly #add = new AddLine(this, { acts: this.#acts, add: (acts, title) => acts.add(title) });
  readonly #addStep = new AddLine(this, {
    acts: this.#acts,
    add: (acts, title) => this._open !== null && acts.addStep(this._open, title),
  });
  readonly #addEntry = new AddLine(this, {
    acts: this.#acts,
    add: (acts, text) => this._open !== null && acts.addEntry(this._open, text),
  });

  constructor() {
    super();
    this._open = null;
    this._unfolded = null;
    updateWhenLocaleChanges(this);
    new SharedController(this, () => {
      const doc = this.#document()?.doc;
      return doc ? [doc.getMap('goals')] : [];
    });
  }

  protected override willUpdate(): void {
    const { id } = this.#editing;
    if (id !== null && !this.#isThere(id)) this.#editing.stop();
  }

  /** `id`: as `GoalActs.edit` takes it. */
  #isThere(id: string): boolean {
    const [goal, step, entry] = id.split('/');
    const found = this.#goals().find((one) => one.id === goal);
    if (!found || step === undefined) return found !== undefined;
    return entry === undefined
      ? found.milestones.some((one) => one.id === step)
      : found.history.some((one) => one.id === entry);
  }

  #document(): SharedDocument | null {
    return this.#session.session?.documents.value.mentorship ?? null;
  }

  #goals(): Goal[] {
    const document = this.#document();
    return document ? readGoals(document.doc) : [];
  }

  protected override render(): TemplateResult | typeof nothing {
    const session = this.#session.session;
    const document = this.#document();
    if (!session) return renderUnbound(this.#session.binding);
    if (!document) return nothing;
    // Before the session what is still open comes first; what is promised in it has its place afterwards.
    const before = session.status.value.session?.state === 'scheduled';
    return html`
      <section aria-label=${msg('Goals')}>
        ${before ? html`<fireside-promises owed></fireside-promises>` : nothing}
        <h2>${msg('Goals')}</h2>
        ${this.#renderGoals(session, document)} ${renderUnreadable(countUnreadableGoals(document.doc))}
        ${document.writable ? this.#add.render({ label: msg('Add a goal') }) : nothing} ${renderUnloaded(this.#acts)}
        ${before ? nothing : html`<fireside-promises></fireside-promises>`}
      </section>
    `;
  }

  #renderGoals(session: FiresideSession, document: SharedDocument): TemplateResult {
    const goals = goalsShown(this.#goals());
    if (goals.length === 0) {
      return html`<p class="empty">
        ${document.synced ? msg('No goals yet. What should be different in half a year?') : msg('Opening the goals…')}
      </p>`;
    }
    const { person } = session.status.value;
    const kept = goals.filter((goal) => goal.status !== 'let-go').length;
    return html`<ul class="rows" role="list">
      ${repeat(
        goals,
        (goal) => goal.id,
        (goal, index) =>
          renderGoal({
            goal,
            writable: document.writable,
            open: this._open === goal.id,
            first: index === 0,
            last: index >= kept - 1,
            end: stepWords(goal),
            meta: metaWords(session, goal),
            editing: this.#editing,
            addStep: this.#addStep.render({
              label: msg(str`Add a step to “${readable(goal.title)}”`),
              placeholder: msg('Add a step'),
            }),
            addEntry: this.#addEntry.render({
              label: msg(str`Write down what happened with “${readable(goal.title)}”`),
              placeholder: msg('Write down what happened'),
            }),
            unfolded: this._unfolded === goal.id,
            unfold: (open) => this.#unfold(goal.id, open),
            self: person?.id ?? '',
            nameOf: (id) => nameOf(session, id),
            dayOf: (at) => formatDate(at, person?.tz ?? null, session.now()),
            toggle: () => this.#toggle(goal.id),
            acts: this.#acts,
          }),
      )}
    </ul>`;
  }

  #toggle(goal: string): void {
    this._open = this._open === goal ? null : goal;
    this._unfolded = null;
  }

  #unfold(goal: string, open: boolean): void {
    if (open) this._unfolded = goal;
    else if (this._unfolded === goal) this._unfolded = null;
  }
}

function stepWords(goal: Goal): string {
  const steps = goal.status === 'open' ? stepsOf(goal) : null;
  if (!steps) return '';
  return steps.all === 1 ? msg(str`${steps.done} of 1 step`) : msg(str`${steps.done} of ${steps.all} steps`);
}

function metaWords(session: FiresideSession, goal: Goal): string[] {
  const words = goal.status === 'open' ? [] : [statusWords(session, goal)];
  const editor = editorOf(session.presence.value, `goals:${goal.id}`);
  return editor === null ? words : [...words, editor];
}

function statusWords(session: FiresideSession, goal: Goal): string {
  const since = statusSince(goal);
  if (since === null) return goal.status === 'reached' ? msg('reached') : msg('let go');
  const day = formatDate(since, session.status.value.person?.tz ?? null, session.now());
  return goal.status === 'reached' ? msg(str`reached ${day}`) : msg(str`let go ${day}`);
}

declare global {
  interface HTMLElementTagNameMap {
    'fireside-goals': FiresideGoals;
  }
}
