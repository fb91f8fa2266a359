import type { ErrorCode } from '@fireside/protocol';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { errorWords, type ErrorWords } from '../error-words.ts';

/** Why what was pressed for did not work; the button stays. `wordsOf`: where the call has words of its own. */
export function renderRefused(
  code: ErrorCode | null,
  wordsOf: (code: ErrorCode) => ErrorWords = errorWords,
): TemplateResult | typeof nothing {
  if (code === null) return nothing;
  const words = wordsOf(code);
  return html`<div class="notice" role="alert">
    <p><strong>${words.happened}</strong> ${words.now} <span class="muted small">${msg(str`Code: ${code}`)}</span></p>
  </div>`;
}
