import type { FiresideSession } from '@fireside/client';
import { msg, str } from '@lit/localize';
import { html, type TemplateResult } from 'lit';

/** Who of the others is in the session now; looking at the lobby makes nobody present. Who comes is said aloud. */
export function renderPresence(session: FiresideSession): TemplateResult {
  const others = session.presence.value.filter((one) => !one.self && one.role !== 'observer');
  return html`<div class="presence" aria-live="polite">
    ${
      others.length === 0
        ? html`<p class="muted small">${msg('Nobody else is here yet')}</p>`
        : others.map((one) => html`<p class="small dot">${msg(str`${one.name} is here`)}</p>`)
    }
  </div>`;
}
