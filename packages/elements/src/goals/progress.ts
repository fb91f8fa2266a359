import { readGoals, type Goal, type GoalEntry } from '@fireside/protocol';
import { msg, updateWhenLocaleChanges } from '@lit/localize';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { SessionController } from '../controllers/session-controller.ts';
import { SharedController } from '../controllers/shared-controller.ts';
import { formatDate } from '../format.ts';
import { entryWords } from '../goal-entry-words.ts';
import { readable } from '../lines/unreadable.ts';
import { tokens } from '../styles/tokens.ts';
import { renderUnbound } from '../unbound.ts';
import { progressSince } from './history.ts';
import { progressStyles } from './progress.styles.ts';

/**
 * What came of the goals since the session before was wrapped up, in words with dates. Nothing where nothing did, and in
 * the first session.
 *
 * @summary Progress since last time, for the agenda.
 */
export class FiresideProgress extends LitElement {
  static override styles = [tokens, progressStyles];

  readonly #session = new SessionController(this, (one) => [one.status, one.documents]);

  constructor() {
    super();
    updateWhenLocaleChanges(this);
    new SharedController(this, () => {
      const document = this.#session.session?.documents.value.mentorship;
      return document ? [document.doc.getMap('goals')] : [];
    });
  }

  protected override render(): TemplateResult | typeof nothing {
    const session = this.#session.session;
    if (!session) return renderUnbound(this.#session.binding);
    const since = session.status.value.session?.lastTime ?? null;
    const document = session.documents.value.mentorship;
    if (!document || since === null) return nothing;
    const moved = readGoals(document.doc)
      .map((goal) => ({ goal, entries: progressSince(goal, since) }))
      .filter(({ entries }) => entries.length > 0);
    if (moved.length === 0) return nothing;
    const zone = session.status.value.person?.tz ?? null;
    const day = (at: number): string => formatDate(at, zone, session.now());
    return html`
      <p class="heading" id="heading">${msg('Progress since last time')}</p>
      <ul aria-labelledby="heading" role="list">
        ${moved.map(({ goal, entries }) => renderGoal(goal, entries, day))}
      </ul>
    `;
  }
}

function renderGoal(goal: Goal, entries: readonly GoalEntry[], day: (at: number) => string): TemplateResult {
  return html`<li>
    <p class="goal">${readable(goal.title)}</p>
    <ul role="list">
      ${entries.map(
        (entry) =>
          html`<li class="entry">
            <span class="words">${readable(entryWords(goal, entry))}</span>, <span class="day">${day(entry.at)}</span>
          </li>`,
      )}
    </ul>
  </li>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'fireside-progress': FiresideProgress;
  }
}
