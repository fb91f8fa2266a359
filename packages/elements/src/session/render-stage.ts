import type { FiresideSession } from '@fireside/client';
import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { openIcon } from '../icons/header.ts';
import { walkTabs } from '../tabs.ts';
import type { Moment } from './moment.ts';

export const TABS = ['agenda', 'notes', 'goals'] as const;
export type Tab = (typeof TABS)[number];

export interface StageOptions {
  readonly session: FiresideSession;
  readonly moment: Moment;
  /** Wrap-up, recap or saved notes, in place of the panels; null for the panels. */
  readonly main: TemplateResult | null;
  readonly narrow: boolean;
  readonly notes: TemplateResult | typeof nothing;
  /** In the lobby: whether the notes are shown. */
  readonly notesOpen: boolean;
  readonly openNotes: (open: boolean) => void;
  /** What the others have changed since the last visit. */
  readonly since: TemplateResult | typeof nothing;
  readonly tab: Tab;
  readonly choose: (tab: Tab) => void;
}

/**
 * The room and the panels. They keep their elements from the lobby to the recap, so that a line that was begun, a scroll
 * position or a picture is not lost on the way.
 */
export function renderStage(options: StageOptions): TemplateResult {
  const { session, main, moment, narrow, since, tab } = options;
  const { person, entered, session: meeting } = session.status.value;
  const lobby = moment === 'lobby';
  // No camera runs behind another view: without a call, the room is there in the lobby only.
  const faces = person?.role !== 'observer' && (entered || (lobby && main === null));
  const tabbed = narrow && !lobby && main === null;
  return html`
    <div
      class="stage"
      data-layout=${lobby ? 'lobby' : 'live'}
      data-tab=${tab}
      ?data-main=${main !== null}
      ?data-alone=${!faces}
      ?data-faceless=${!faces || meeting?.mode !== 'video'}
    >
      ${faces ? html`<fireside-room class="faces" part="room"></fireside-room>` : nothing}
      ${tabbed ? html`<fireside-clock class="clock"></fireside-clock>` : nothing}
      ${tabbed ? renderTabs(options) : nothing} ${renderPanel('notes', tabbed, renderNotes(options, lobby))}
      ${renderPanel('agenda', tabbed, html`${since}<fireside-agenda ?clock-elsewhere=${tabbed}></fireside-agenda>`)}
      ${renderPanel('goals', tabbed, html`<fireside-goals></fireside-goals>`)}
      ${main === null ? nothing : html`<div class="main" tabindex="-1">${main}</div>`}
    </div>
  `;
}

function renderPanel(tab: Tab, tabbed: boolean, content: TemplateResult | typeof nothing): TemplateResult {
  return html`<div
    class=${tab}
    id="panel-${tab}"
    role=${tabbed ? 'tabpanel' : nothing}
    aria-labelledby=${tabbed ? `tab-${tab}` : nothing}
  >
    ${content}
  </div>`;
}

/** Before the session they are one press away: to prepare, with the other or for oneself. */
function renderNotes({ notes, notesOpen, openNotes }: StageOptions, lobby: boolean): TemplateResult {
  const open = notesOpen ? 'true' : 'false';
  return html`
    ${
      lobby
        ? html`<div class="opens-notes">
            <button
              class="quiet"
              aria-expanded=${open}
              aria-controls="notes-here"
              @click=${() => openNotes(!notesOpen)}
            >
              ${openIcon}${msg('Notes')}
            </button>
            <p class="muted small">${msg('Prepare together, or only for yourself')}</p>
          </div>`
        : nothing
    }
    <div class="notes-here" id="notes-here" ?hidden=${lobby && !notesOpen}>${notes}</div>
  `;
}

function tabName(tab: Tab): string {
  switch (tab) {
    case 'agenda':
      return msg('Agenda');
    case 'notes':
      return msg('Notes');
    case 'goals':
      return msg('Goals');
  }
}

function renderTabs({ session, tab, choose }: StageOptions): TemplateResult {
  // An observer has no goals to see.
  const tabs = TABS.filter((one) => one !== 'goals' || session.documents.value.mentorship !== null);
  return html`<div
    class="tabs"
    role="tablist"
    aria-label=${msg('Panels')}
    @keydown=${(e: KeyboardEvent) => walkTabs(e, tabs, tab, choose)}
  >
    ${tabs.map(
      (one) =>
        html`<button
          role="tab"
          id="tab-${one}"
          aria-selected=${one === tab}
          aria-controls="panel-${one}"
          tabindex=${one === tab ? 0 : -1}
          @click=${() => choose(one)}
        >
          ${tabName(one)}
        </button>`,
    )}
  </div>`;
}
