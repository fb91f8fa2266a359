import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { renderProblem } from '../problem.ts';
import type { SavedSessions } from './sessions.ts';

/** What stands below the list: the way to earlier sessions, or why there is nothing (more) to see. */
export function renderListEnd(sessions: SavedSessions, load: () => void): TemplateResult | typeof nothing {
  const { failed, loading, all, hasMore } = sessions;
  if (failed !== null) return renderProblem(failed, load);
  if (loading && all === null) return html`<p class="message" role="status">${msg('Opening the saved notes…')}</p>`;
  if (hasMore) return renderMore(msg('Show earlier'), loading, load);
  if (all === null || all.length > 0) return nothing;
  return html`<p class="message">
    ${msg('Nothing is saved yet. What you write in a session stands here once you have wrapped it up.')}
  </p>`;
}

/** The list goes on by itself where its end comes into view; this is the way for the keyboard, and after a failure. */
export function renderMore(words: string, loading: boolean, load: () => void): TemplateResult {
  return html`<button class="earlier" aria-disabled=${loading ? 'true' : 'false'} @click=${load}>
    ${loading ? msg('One moment…') : words}
  </button>`;
}
