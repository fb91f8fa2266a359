/** The list of all sessions by month. */
import type { SessionSummary } from '@fireside/protocol/http';
import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import { formatDate, formatMonth, type Zone } from '../format.ts';
import { dotted } from '../lines/dotted.ts';
import { language } from '../localize.ts';
import { dayOf, type Month } from './months.ts';
import type { Unread } from './unread.ts';
import { walkRows } from './walk-rows.ts';
import { renderWay } from './way.ts';

export interface ListView {
  readonly months: readonly Month[];
  /** The session that is read. */
  readonly read: string | null;
  readonly unread: Unread;
  readonly href: (session: string) => string | null;
  readonly open: (session: string) => void;
  readonly zone: Zone;
  readonly now: number;
}

export function renderSessionList(view: ListView): TemplateResult {
  const { months, read, unread, zone } = view;
  const address = view.href(''); // the same for all but for the id
  return html`<div
    class="months"
    role="list"
    aria-label=${msg('Sessions, the latest first')}
    @keydown=${(event: KeyboardEvent) => walkRows(event)}
  >
    ${repeat(
      months,
      ({ key }) => key,
      (month) =>
        // Thousands of rows are not rendered anew because one of them is opened.
        guard(
          [
            month,
            month.sessions.some(({ id }) => id === read) ? read : null,
            unread.version,
            zone,
            address,
            language(),
          ],
          () => renderMonth(month, view),
        ),
    )}
  </div>`;
}

function renderMonth({ key, at, sessions }: Month, view: ListView): TemplateResult {
  return html`<div role="listitem">
    <h3 id="month-${key}">${at === null ? msg('Without a date') : formatMonth(at, view.zone)}</h3>
    <ul role="list" aria-labelledby="month-${key}">
      ${repeat(
        sessions,
        ({ id }) => id,
        (one) => html`<li>${renderRow(one, view)}</li>`,
      )}
    </ul>
  </div>`;
}

function renderRow(session: SessionSummary, view: ListView): TemplateResult {
  const { id } = session;
  const state = stateOf(session);
  return renderWay({
    href: view.href(id),
    open: () => view.open(id),
    session: id,
    current: id === view.read,
    className: 'row',
    content: html`<span class="day"
        ><strong>${dayWords(session, view)}</strong> ${renderNews(session, view.unread)}</span
      >${state === '' ? nothing : html` <span class="line state">${state}</span>`}${renderLines(session, state)}`,
  });
}

/** "21 November" */
export function dayWords(session: SessionSummary, { zone, now }: Pick<ListView, 'zone' | 'now'>): string {
  const day = dayOf(session);
  return day === null ? msg('Without a date') : formatDate(day, zone, now);
}

function renderNews(session: SessionSummary, unread: Unread): TemplateResult | typeof nothing {
  const news = unread.of(session);
  if (news === null) return nothing;
  return html`<span class="tag">${news === 'new' ? msg('New') : msg('Added to')}</span>`;
}

/** What became of it, where that was something else than a session with notes. */
function stateOf({ state, unanswered, lines }: SessionSummary): string {
  if (unanswered) return msg('Did this take place?');
  if (state === 'cancelled') return msg('cancelled');
  if (state === 'did-not-happen') return msg('did not happen');
  return lines.length === 0 ? msg('Nothing was written down.') : '';
}

function renderLines({ lines }: SessionSummary, state: string): TemplateResult | typeof nothing {
  if (lines.length === 0 || state !== '') return nothing;
  return html` <span class="line">${dotted(lines)}</span>`;
}
