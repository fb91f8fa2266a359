import { msg, str } from '@lit/localize';
import type { ErrorCode } from '@fireside/protocol';
import { html, nothing, type TemplateResult } from 'lit';
import { errorWords } from './error-words.ts';
import { retryIcon } from './icons/signs.ts';

/** An error as a person should meet it: what happened, what to do, *Try again* where that can help, the code in small print. */
export function renderProblem(code: ErrorCode, retry?: () => void): TemplateResult {
  const words = errorWords(code);
  return html`
    <div class="problem" role="alert">
      <h3>${words.happened}</h3>
      <p>${words.now}</p>
      ${retry ? html`<p><button class="primary" @click=${retry}>${retryIcon}${msg('Try again')}</button></p>` : nothing}
      <p class="muted small">${msg(str`Code: ${code}`)}</p>
    </div>
  `;
}
