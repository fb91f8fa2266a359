import type { FiresideSession } from '@fireside/client';
import { msg, str } from '@lit/localize';
import { html, type TemplateResult } from 'lit';

/** Who of the others is in the session now; looking at the lobby makes nobody present. */
export function renderPresence(session: FiresideSession): TemplateResult {
  const others = session.presence.value.filter((one) => !one.self && one.role !== 'observer');
  if (others.length === 0) return html`<p class="muted small here">${msg('Nobody else is here yet')}</p>`;
  return html`${others.map((one) => html`<p class="small dot here">${msg(str`${one.name} is here`)}</p>`)}`;
}
