/** What stands in place of the list while somebody searches. */
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { renderProblem } from '../problem.ts';
import { renderMore } from './list-end.ts';
import { NOTHING, type Search } from './query.ts';
import { foundWords, renderResults, type ResultsView } from './results.ts';
import type { Searching } from './searching.ts';

export interface SearchView extends Omit<ResultsView, 'found'> {
  readonly searching: Searching;
  /** Back to the box. */
  readonly up: () => void;
  readonly more: () => void;
}

export function renderSearch({ searching, up, more, ...view }: SearchView): TemplateResult {
  const { failed, found, asking } = searching;
  if (searching.words.length === 0) {
    return html`<p class="message">${msg('Type a word, the beginning of one, or “several in quotation marks”.')}</p>`;
  }
  if (failed !== null) return renderProblem(failed, () => void searching.ask());
  if (found === null) return html`<p class="message">${msg('Searching…')}</p>`;
  const { sessions, found: elsewhere = [], before } = found.list;
  if (sessions.length + elsewhere.length === 0) return renderNothing(searching, found.search);
  return html`
    <p class="count muted small">${foundWords(found)}</p>
    ${renderResults({ ...view, found }, up)} ${before === null ? nothing : renderMore(msg('Show more'), asking, more)}
  `;
}

function renderNothing(searching: Searching, { text, person, what, when }: Search): TemplateResult {
  const narrowed = person !== null || what !== NOTHING.what || when !== NOTHING.when;
  const everything = (): void => searching.narrow({ person: null, what: NOTHING.what, when: NOTHING.when });
  return html`<div class="message">
    <p><strong>${msg(str`Nothing was found for “${text.trim()}”.`)}</strong></p>
    <p>${msg('Try fewer words, another word, or only the beginning of one.')}</p>
    ${narrowed ? html`<p><button @click=${everything}>${msg('Search everything')}</button></p>` : nothing}
  </div>`;
}
