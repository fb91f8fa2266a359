import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { SessionBinding } from './controllers/session-controller.ts';

/** What an element shows while it has no session: nothing while one may come, and a plain sentence where none is around. */
export function renderUnbound(binding: SessionBinding): TemplateResult | typeof nothing {
  return binding === 'missing'
    ? html`<p class="muted small">${msg('This part works inside a fireside-session element only.')}</p>`
    : nothing;
}
