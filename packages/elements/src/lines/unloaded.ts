import { html, nothing, type TemplateResult } from 'lit';
import type { LazyActs } from '../controllers/lazy-acts.ts';
import { errorWords } from '../error-words.ts';

/** Why nothing happened; what was typed is still there. */
export function renderUnloaded(acts: Pick<LazyActs<unknown>, 'failed'>): TemplateResult | typeof nothing {
  if (!acts.failed) return nothing;
  const { happened, now } = errorWords('unreachable');
  return html`<p class="line-problem" role="alert">${happened} ${now}</p>`;
}
