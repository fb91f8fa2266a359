import type { FiresideSession } from '@fireside/client';
import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { LazyPart } from '../controllers/lazy-part.ts';
import { renderProblem } from '../problem.ts';

const MINUTE = 60_000;

/** Before a session with a date: the quiet way to call it off, loaded when somebody opens it. */
export function renderCancel(session: FiresideSession, part: LazyPart<unknown>): TemplateResult | typeof nothing {
  const meeting = session.status.value.session;
  if (meeting?.state !== 'scheduled' || meeting.startsAt === null) return nothing;
  const over = session.now() >= meeting.startsAt + meeting.minutes * MINUTE;
  const toggled = ({ currentTarget }: Event): void => {
    if (currentTarget instanceof HTMLDetailsElement && currentTarget.open) part.need();
  };
  return html`<details class="folded" @toggle=${toggled}>
    <summary>${over ? msg('Did this take place?') : msg('Can’t make it?')}</summary>
    ${part.failed ? renderProblem('unreachable', () => part.retry()) : nothing}
    <fireside-cancel></fireside-cancel>
  </details>`;
}
