import type { ErrorCode } from '@fireside/protocol';
import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { backIcon } from '../icons/header.ts';
import { renderProblem } from '../problem.ts';

export interface ReadingView {
  readonly read: string;
  readonly at: string | null;
  readonly words: readonly string[];
  /** The way back, where the list is not beside it. */
  readonly back: { readonly words: string; readonly go: () => void } | null;
  /** Another one when the session has become something else. */
  readonly version: number;
  /** "It did not happen", where nobody has said whether it did. */
  readonly didNotHappen: (() => void) | null;
  readonly failed: ErrorCode | null;
}

export function renderReading(view: ReadingView): TemplateResult {
  const { read, at, words, back, version } = view;
  return html`
    ${back === null ? nothing : html`<button class="back quiet" @click=${back.go}>${backIcon} ${back.words}</button>`}
    ${keyed(
      version,
      html`<fireside-recap .session=${read} .words=${words} .at=${at}
        >${view.didNotHappen === null ? nothing : renderAnswer(view.didNotHappen, view.failed)}</fireside-recap
      >`,
    )}
  `;
}

function renderAnswer(didNotHappen: () => void, failed: ErrorCode | null): TemplateResult {
  return html`<div class="answer" slot="answer">
    <button @click=${didNotHappen}>${msg('It did not happen')}</button>
    <span class="muted small">${msg('Its agenda then moves to the next session.')}</span>
    ${failed === null ? nothing : renderProblem(failed)}
  </div>`;
}
