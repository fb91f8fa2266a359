import type { FiresideSession } from '@fireside/client';
import type { ErrorCode } from '@fireside/protocol';
import { msg } from '@lit/localize';
import { html, type nothing, type TemplateResult } from 'lit';
import { leaveIcon } from '../icons/room.ts';
import { renderPresence } from './render-presence.ts';
import { renderRefused } from './render-refused.ts';

export interface MeetingOptions {
  readonly session: FiresideSession;
  readonly entering: boolean;
  readonly refused: ErrorCode | null;
  readonly join: () => void;
  readonly cancel: TemplateResult | typeof nothing;
  readonly announcements: TemplateResult;
}

/** The room of a session by phone or in person: it has no call, but *Join* and *Leave* all the same. */
export function renderMeeting({
  session,
  entering,
  refused,
  join,
  cancel,
  announcements,
}: MeetingOptions): TemplateResult {
  const { entered, session: meeting } = session.status.value;
  const phone = meeting?.mode === 'phone';
  if (entered) {
    return html`<div class="row meeting">
      <p>${phone ? msg('You talk by phone.') : msg('You meet in person.')}</p>
      ${renderPresence(session)}
      <span class="controls">
        <button class="danger" @click=${() => void session.leave()}>${leaveIcon}${msg('Leave')}</button>
      </span>
      ${announcements}
    </div>`;
  }
  return html`<div class="lobby meeting">
    <h3>${phone ? msg('You talk by phone today') : msg('You meet in person today')}</h3>
    <p class="muted">
      ${msg('Agenda, notes and goals are here for each of you. No camera and no microphone is used.')}
    </p>
    ${renderRefused(refused)}
    <div class="row">
      <button class="primary large join" aria-disabled=${entering} @click=${join}>
        ${entering ? msg('Joining…') : msg('Join')}
      </button>
      ${renderPresence(session)}
    </div>
    ${cancel} ${announcements}
  </div>`;
}
