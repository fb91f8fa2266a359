import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';

export interface MoveView {
  /** What will be moved. */
  readonly lines: readonly string[];
  readonly move: () => void;
  readonly close: () => void;
}

/** Asks once, with the words themselves: what the others have read cannot be unread. */
export function renderMoveForm({ lines, move, close }: MoveView): TemplateResult {
  const escape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    close();
  };
  return html`
    <div class="move-form notice" role="group" aria-labelledby="moving" @keydown=${escape}>
      <p id="moving">
        ${
          lines.length > 0
            ? msg('Move this to the shared notes, where the others can read it?')
            : msg('Put the caret on the lines that you want to move.')
        }
      </p>
      ${
        lines.length > 0
          ? html`<ul class="moved">
              ${lines.map((line) => html`<li><bdi>${line}</bdi></li>`)}
            </ul>`
          : ''
      }
      <div class="answers">
        ${lines.length > 0 ? html`<button class="primary small-target" @click=${move}>${msg('Move')}</button>` : ''}
        <button class="small-target" @click=${close}>${msg('Cancel')}</button>
      </div>
    </div>
  `;
}
