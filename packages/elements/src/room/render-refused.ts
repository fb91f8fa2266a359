import type { ErrorCode } from '@fireside/protocol';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { errorWords } from '../error-words.ts';

/** Why *Join* did not work; the button stays. */
export function renderRefused(code: ErrorCode | null): TemplateResult | typeof nothing {
  if (code === null) return nothing;
  const words = errorWords(code);
  return html`<div class="notice" role="alert">
    <p><strong>${words.happened}</strong> ${words.now} <span class="muted small">${msg(str`Code: ${code}`)}</span></p>
  </div>`;
}
