import type { SessionSummary } from '@fireside/protocol/http';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';

export interface NewsView {
  /** The sessions that have something new, the latest first. */
  readonly fresh: readonly SessionSummary[];
  readonly open: (session: string) => void;
  /** Null where it cannot be noted. */
  readonly markAll: (() => void) | null;
}

/** What has come since this person last looked, and the way there. */
export function renderNews({ fresh, open, markAll }: NewsView): TemplateResult | typeof nothing {
  const [first] = fresh;
  if (!first) return nothing;
  const one = fresh.length === 1;
  return html`<div class="news">
    <p>${one ? msg('1 session has something new') : msg(str`${fresh.length} sessions have something new`)}</p>
    <button class="small-target" @click=${() => open(first.id)}>${one ? msg('Open it') : msg('Open the first')}</button>
    ${
      markAll === null
        ? nothing
        : html`<button class="quiet small-target" @click=${markAll}>${msg('Mark all as read')}</button>`
    }
  </div>`;
}
