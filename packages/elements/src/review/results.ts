/** What was found, by session. */
import type { Member } from '@fireside/protocol';
import type { Found as Hit, FoundKind, SessionSummary } from '@fireside/protocol/http';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { formatNames, type Zone } from '../format.ts';
import { lockIcon } from '../icons/recap.ts';
import { dotted } from '../lines/dotted.ts';
import { isPast } from './months.ts';
import type { Place } from './places.ts';
import type { Found } from './searching.ts';
import { dayWords } from './session-list.ts';
import { walkRows } from './walk-rows.ts';
import { renderWay } from './way.ts';

export interface ResultsView {
  readonly found: Found;
  /** The session that is read, and the record in it. */
  readonly read: string | null;
  readonly at: string | null;
  readonly members: readonly Member[];
  readonly href: (session: string) => string | null;
  readonly open: (session: string, at: string | null) => void;
  readonly goTo: (place: Place) => void;
  /** Covers what only this person may read, while others see their screen. */
  readonly cover: (content: TemplateResult) => TemplateResult;
  readonly zone: Zone;
  readonly now: number;
}

type FoundIn = SessionSummary & { readonly found?: readonly Hit[]; readonly more?: number };

/** Arrow keys walk along what was found; up from the first leads back to the box. */
export function renderResults(view: ResultsView, back: () => void): TemplateResult {
  const { found, sessions } = view.found.list;
  return html`<div class="results" @keydown=${(event: KeyboardEvent) => walkRows(event, back)}>
    ${
      found && found.length > 0
        ? html`<div>
            <h3 id="elsewhere">${msg('Goals and more')}</h3>
            <ul role="list" aria-labelledby="elsewhere">
              ${found.map((hit) => html`<li>${renderElsewhere(hit, view)}</li>`)}
            </ul>
          </div>`
        : nothing
    }
    ${repeat(
      sessions as readonly FoundIn[],
      ({ id }) => id,
      (one) => renderSession(one, view),
    )}
  </div>`;
}

function renderSession(session: FoundIn, view: ResultsView): TemplateResult {
  const { id, found = [], more = 0 } = session;
  const lead = (content: TemplateResult, className: string, at: string | null, current: boolean): TemplateResult =>
    renderWay({ href: view.href(id), open: () => view.open(id, at), content, className, session: id, current });
  return html`<div>
    <h3 id="found-${id}">${dotted([dayWords(session, view), ...stateWords(session)])}</h3>
    <ul role="list" aria-labelledby="found-${id}">
      ${found.map((hit) => {
        const current = id === view.read && hit.record !== null && hit.record === view.at;
        const row = lead(renderHit(hit, view), 'hit', hit.record, current);
        return html`<li>${hit.kind === 'private-notes' ? view.cover(row) : row}</li>`;
      })}
      ${more > 0 ? html`<li>${lead(html`${moreWords(more)}`, 'hit more', null, false)}</li>` : nothing}
    </ul>
  </div>`;
}

/** What is found may be prepared, and not have been yet. */
function stateWords(session: SessionSummary): string[] {
  if (isPast(session)) return [];
  return [session.state === 'live' ? msg('under way') : msg('lies ahead')];
}

/** What belongs to no session leads to where it stands. */
function renderElsewhere(hit: Hit, view: ResultsView): TemplateResult {
  const place = hit.kind === 'goal' ? 'goals' : hit.kind === 'promise' ? 'promises' : null;
  const content = renderHit(hit, view);
  if (place === null) return html`<div class="hit">${content}</div>`;
  return renderWay({ href: null, open: () => view.goTo(place), content, className: 'hit' });
}

function renderHit({ kind, people, text }: Hit, { members }: ResultsView): TemplateResult {
  const names = members.filter(({ id }) => people.includes(id)).map(({ name }) => name);
  const own = kind === 'private-notes';
  return html`<span class="kind"
      >${own ? lockIcon : nothing}<span
        >${dotted(names.length === 0 || own ? [kindWords(kind)] : [kindWords(kind), formatNames(names)])}</span
      ></span
    >
    <span class="snippet"
      ><bdi>${text.map((piece) => (piece.hit ? html`<mark>${piece.text}</mark>` : piece.text))}</bdi></span
    >`;
}

function moreWords(more: number): string {
  return more === 1 ? msg('and 1 more here') : msg(str`and ${more} more here`);
}

function kindWords(kind: FoundKind): string {
  switch (kind) {
    case 'notes':
      return msg('Notes');
    case 'private-notes':
      return msg('Only for me');
    case 'item':
      return msg('Agenda');
    case 'comment':
      return msg('Comment');
    case 'takeaway':
      return msg('Takeaway');
    case 'decision':
      return msg('Decision');
    case 'promise':
      return msg('Promise');
    case 'goal':
      return msg('Goal');
    case 'addendum':
      return msg('Added later');
  }
}

/** How much was found, in words. */
export function foundWords({ list }: Found): string {
  const count = list.sessions.length;
  const elsewhere = list.found?.length ?? 0;
  if (count + elsewhere === 0) return msg('Nothing was found.');
  const sessions =
    list.before !== null
      ? msg(str`Found in more than ${count} sessions`)
      : count === 1
        ? msg('Found in 1 session')
        : msg(str`Found in ${count} sessions`);
  if (elsewhere === 0) return sessions;
  const goals = msg(str`Goals and more: ${elsewhere}`);
  return count === 0 ? goals : `${sessions}. ${goals}`;
}
