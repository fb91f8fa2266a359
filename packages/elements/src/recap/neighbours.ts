/** The ways to the sessions before and after the one that is read. */
import type { SessionDetail } from '@fireside/protocol/http';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { WidgetController } from '../controllers/widget-controller.ts';
import { formatDate, type Zone } from '../format.ts';
import { previousSessionIcon } from '../icons/reading.ts';
import { chevronRightIcon } from '../icons/recap.ts';
import { openSession, sessionHref } from '../session-link.ts';
import type { Rendered } from './rows.ts';

export interface Neighbours {
  readonly widget: WidgetController;
  readonly detail: SessionDetail;
  readonly zone: Zone;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly known: (id: string | null) => SessionDetail | null;
  /** Somebody goes there. */
  readonly going: (id: string) => void;
}

/** Two arrows, beside the title. */
export function renderArrows(neighbours: Neighbours): Rendered {
  const { older, newer } = neighbours.detail;
  if (older === null && newer === null) return nothing;
  return html`<nav class="arrows" aria-label=${msg('Earlier and later sessions')}>
    ${renderWay(neighbours, older, 'older', false)} ${renderWay(neighbours, newer, 'newer', false)}
  </nav>`;
}

/** The same with their dates, at the end. */
export function renderOnward(neighbours: Neighbours): Rendered {
  const { older, newer } = neighbours.detail;
  if (older === null && newer === null) return nothing;
  return html`<nav class="onward" aria-label=${msg('Read on')}>
    ${renderWay(neighbours, older, 'older', true)} ${renderWay(neighbours, newer, 'newer', true)}
  </nav>`;
}

function renderWay(
  neighbours: Neighbours,
  id: string | null,
  to: 'older' | 'newer',
  withWords: boolean,
): TemplateResult | typeof nothing {
  if (id === null) return nothing;
  const { widget, zone, now, known, going } = neighbours;
  const detail = known(id);
  const day = detail ? (detail.startsAt ?? detail.wrappedUpAt) : null;
  const name = nameOf(to, day === null ? null : formatDate(day, zone, now));
  const sign = to === 'older' ? previousSessionIcon : chevronRightIcon;
  const content = withWords ? (to === 'older' ? html`${sign}${name}` : html`${name}${sign}`) : sign;
  const look = `button way ${to} ${withWords ? '' : 'icon-only'}`;
  const href = sessionHref(widget, id);
  const open = (event: MouseEvent): void => {
    openSession(event, widget, { session: id });
    if (event.defaultPrevented) going(id);
  };
  const label = withWords ? nothing : name;
  return href === null
    ? html`<button class=${look} aria-label=${label} title=${label} @click=${open}>${content}</button>`
    : html`<a class=${look} href=${href} aria-label=${label} title=${label} @click=${open}>${content}</a>`;
}

function nameOf(to: 'older' | 'newer', day: string | null): string {
  if (day === null) return to === 'older' ? msg('Earlier session') : msg('Later session');
  return to === 'older' ? msg(str`Earlier: ${day}`) : msg(str`Later: ${day}`);
}
