import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { LazyPart } from '../controllers/lazy-part.ts';
import { renderProblem } from '../problem.ts';

/** Where there are no settings of a call: what may be silenced, loaded when somebody opens it. */
export function renderAnnouncements(part: LazyPart<unknown>): TemplateResult {
  const toggled = ({ currentTarget }: Event): void => {
    if (currentTarget instanceof HTMLDetailsElement && currentTarget.open) part.need();
  };
  return html`<details class="folded" @toggle=${toggled}>
    <summary>${msg('Said to screen readers')}</summary>
    ${part.failed ? renderProblem('unreachable', () => part.retry()) : nothing}
    <fireside-announcements></fireside-announcements>
  </details>`;
}
