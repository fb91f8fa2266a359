/** What a row of the agenda has beside its title: the handle, the line of words, and what stands for one that cannot be read. */
import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { gripIcon } from '../icons/grip.ts';
import { trashIcon } from '../icons/signs.ts';
import type { ItemRow } from './agenda-item.ts';
import { renderMeta } from './row-meta.ts';

export function renderItemMeta(row: ItemRow): TemplateResult {
  const { item, writable, noted, words, comments, open, toggle, acts } = row;
  return renderMeta({
    title: item.title,
    words: noted && !writable ? [...words, msg('notes')] : words,
    comments: comments.length,
    commentable: false,
    open,
    toggle,
    notes: noted && writable ? () => acts.do((agenda) => agenda.writeAbout(item.id)) : null,
  });
}

/** For the pointer alone: keys and buttons move as well. */
export function renderGrip(row: ItemRow): TemplateResult | typeof nothing {
  const { item, writable, acts } = row;
  if (!writable || (row.first && row.last)) return nothing;
  return html`<span
    class="grip"
    aria-hidden="true"
    @pointerdown=${(event: PointerEvent) => acts.do((agenda) => agenda.drag(event, item.id))}
    >${gripIcon}</span
  >`;
}

/** What another one's software made, and ours cannot read. */
export function renderUnreadable(row: ItemRow): TemplateResult {
  const { item, writable, acts } = row;
  return html`
    <li class="row unreadable" data-row=${item.id}>
      ${renderGrip(row)}
      <span class="title muted">${msg('This item cannot be read; it is kept.')}</span>
      ${
        writable
          ? html`<button
              class="more quiet icon-only small-target"
              data-home
              aria-label=${msg('Delete the item that cannot be read')}
              title=${msg('Delete')}
              @click=${() => acts.do((agenda) => agenda.remove(item))}
            >
              ${trashIcon}
            </button>`
          : nothing
      }
    </li>
  `;
}
