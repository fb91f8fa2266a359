import type { FiresideSession, SaveState, SessionStatus } from '@fireside/client';
import type { Session } from '@fireside/protocol';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { followed } from '../followed.ts';
import { backIcon, savedNotesIcon, wrapUpIcon } from '../icons/header.ts';
import { dotted } from '../lines/dotted.ts';
import type { View } from '../widget.ts';
import { modeWords, namesOf, timeWords, whenWords } from './header-words.ts';
import { canWrapUp } from './moment.ts';
import { isTrouble, saveWords } from './save-words.ts';

/** Milliseconds. */
const SAVED_FOR = 600;

export interface HeaderOptions {
  readonly session: FiresideSession;
  readonly view: View;
  readonly show: (view: View) => void;
}

export function renderHeader({ session, view, show }: HeaderOptions): TemplateResult {
  const { value: status } = session.status;
  const meeting = status.session;
  const now = session.now();
  const time = meeting ? timeWords(meeting, now) : '';
  return html`
    <header part="header">
      <div class="title">
        <h2>${titleOf(view, namesOf(status))}</h2>
        <p class="muted small">
          ${view.kind === 'saved-notes' ? namesOf(status) : meeting ? dotted(momentWords(meeting, status, now)) : nothing}
        </p>
      </div>
      <div class="state">
        ${renderObservers(session)} ${time ? html`<span class="muted small number">${time}</span>` : nothing}
        ${renderSaveState(session)}
      </div>
      ${renderActions(session, view, show)}
    </header>
  `;
}

function momentWords(meeting: Session, status: SessionStatus, now: number): string[] {
  return [modeWords(meeting), ...whenWords(meeting, status, now)].filter((words) => words !== '');
}

function titleOf(view: View, names: string): string {
  switch (view.kind) {
    case 'session':
      return names;
    case 'wrap-up':
      return msg('Wrap up');
    case 'saved-notes':
      return msg('Saved notes');
  }
}

/** Nobody reads unseen, nor unheard. */
function renderObservers(session: FiresideSession): TemplateResult {
  const words = session.presence.value
    .filter((one) => one.role === 'observer' && !one.self)
    .map((one) => html`<span class="small dot">${msg(str`${one.name} reads along`)}</span>`);
  return html`<span class="observers" aria-live="polite">${words}</span>`;
}

function renderSaveState(session: FiresideSession): TemplateResult | typeof nothing {
  const { value: documents } = session.documents;
  if (!documents.session && !documents.mentorship) return nothing;
  return html`${followed(session.save, renderSaved, calm)}`;
}

/** *Saved* is said when it stays so: while somebody types, the words would change with every key, there and back. */
function calm(shown: SaveState, next: SaveState): number {
  return shown.kind === 'saving' && next.kind === 'saved' ? SAVED_FOR : 0;
}

function renderSaved(save: SaveState): TemplateResult {
  const look = isTrouble(save) ? 'trouble' : save.kind === 'saving' ? 'busy' : '';
  // Not read out at every key: trouble and its end are announced apart.
  return html`<span class="save small dot ${look}" role="status" aria-live="off">${saveWords(save)}</span>`;
}

function renderActions(
  session: FiresideSession,
  view: View,
  show: (view: View) => void,
): TemplateResult | typeof nothing {
  const { value: status } = session.status;
  if (status.person?.role === 'observer') return nothing;
  if (view.kind !== 'session') {
    const back = status.entered ? msg('Back to the talk') : msg('Back to the session');
    return html`<div class="actions">
      <button class="back" @click=${() => show({ kind: 'session' })}>${backIcon}${back}</button>
    </div>`;
  }
  return html`<div class="actions">
    <button class="saved-notes" @click=${() => show({ kind: 'saved-notes', session: null })}>
      ${savedNotesIcon}${msg('Saved notes')}
    </button>
    ${
      canWrapUp(status)
        ? html`<button class="wrap-up" @click=${() => show({ kind: 'wrap-up' })}>
            ${wrapUpIcon}${msg('Wrap up')}
          </button>`
        : nothing
    }
  </div>`;
}
