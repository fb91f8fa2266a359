/** What can be done with an opened row of any list: each a button with its sign, and its word where there is room. */
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { downIcon, editIcon, upIcon } from '../icons/row-actions.ts';
import { trashIcon } from '../icons/signs.ts';

interface RowButton {
  readonly icon: TemplateResult;
  readonly word: string;
  /** Its accessible name, which says what it is about. */
  readonly name: string;
  readonly act: () => void;
  /** There is nothing to do just now; said to those who only hear it, and the button keeps the focus. */
  readonly off?: boolean;
}

export function renderEdit(title: string, act: () => void): TemplateResult {
  return renderButton({ icon: editIcon, word: msg('Edit'), name: msg(str`Edit “${title}”`), act });
}

/** One place up and down among the rows that are shown. */
export function renderMoves(
  title: string,
  { first, last, step }: { first: boolean; last: boolean; step: (by: -1 | 1) => void },
): TemplateResult {
  const up = { icon: upIcon, word: msg('Move up'), name: msg(str`Move up “${title}”`) };
  const down = { icon: downIcon, word: msg('Move down'), name: msg(str`Move down “${title}”`) };
  return html`${renderButton({ ...up, off: first, act: () => step(-1) })}
  ${renderButton({ ...down, off: last, act: () => step(1) })}`;
}

export function renderDelete(title: string, act: () => void): TemplateResult {
  return renderButton({ icon: trashIcon, word: msg('Delete'), name: msg(str`Delete “${title}”`), act });
}

function renderButton({ icon, word, name, act, off }: RowButton): TemplateResult {
  return html`<button
    class="quiet small-target"
    title=${word}
    aria-label=${name}
    aria-disabled=${off === undefined ? nothing : String(off)}
    @click=${() => off !== true && act()}
  >
    ${icon} <span class="word">${word}</span>
  </button>`;
}
