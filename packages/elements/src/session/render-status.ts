import type { FiresideSession, SessionStatus } from '@fireside/client';
import type { Session, SessionState } from '@fireside/protocol';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { errorWords } from '../error-words.ts';
import { renderProblem } from '../problem.ts';

/** Before there is a session to show: waiting for the page, loading, failed, ended. */
export function renderStatus(status: SessionStatus | null, retry: () => void): TemplateResult {
  if (status === null) {
    const code = 'no-token-source';
    return html`<div class="middle">
      <h3>${msg('Waiting for the page')}</h3>
      <p>${msg('This page has not said yet which session to open and who you are.')}</p>
      <p>${errorWords(code).now}</p>
      <p class="muted small">${msg('Needed: server, mentorship, and token-url or getToken.')}</p>
      <p class="muted small">${msg(str`Code: ${code}`)}</p>
    </div>`;
  }
  const { error, retrying } = status;
  if (status.phase === 'ended')
    return html`<div class="middle">${renderProblem(error?.code ?? 'not-allowed', retry)}</div>`;
  if (!error) return html`<div class="middle"><p class="waiting">${msg('Opening your session…')}</p></div>`;
  return html`<div class="middle">
    ${renderProblem(error.code, retry)}
    ${retrying ? html`<p class="waiting small">${msg('Trying again by itself…')}</p>` : nothing}
  </div>`;
}

/** Where there is a session but nothing of it to work with: for an observer outside of it, or when it did not come to be. */
export function renderMessage(
  moment: 'gone' | 'early' | 'over',
  meeting: Session,
  session: FiresideSession,
): TemplateResult {
  // The focus comes here when what had it is gone.
  return html`<div class="middle main" tabindex="-1">${words(moment, meeting, session)}</div>`;
}

function words(moment: 'gone' | 'early' | 'over', meeting: Session, session: FiresideSession): TemplateResult {
  switch (moment) {
    case 'early':
      return html`
        <h3>${msg('The session has not begun')}</h3>
        <p>${msg('You read along from the moment it begins. This page notices by itself.')}</p>
      `;
    case 'over':
      return html`
        <h3>${msg('The session is over')}</h3>
        <p>${msg('What was said and written stays with those who met.')}</p>
      `;
    case 'gone':
      return html`
        <h3>${goneWords(meeting.state === 'cancelled' ? 'cancelled' : 'did-not-happen')}</h3>
        <p>
          ${msg('Nothing of its agenda is lost: open topics have moved to your next session, parked ones are in the backlog.')}
        </p>
        <p class="muted">${msg('Where no date is planned yet, the next session waits for one.')}</p>
        <p><button class="primary" @click=${() => session.open(null)}>${msg('Open the next session')}</button></p>
      `;
  }
}

type Gone = 'cancelled' | 'did-not-happen';

export function isGone(state: SessionState | null): state is Gone {
  return state === 'cancelled' || state === 'did-not-happen';
}

export function goneWords(state: Gone): string {
  return state === 'cancelled' ? msg('This session was cancelled') : msg('This session didn’t happen');
}
