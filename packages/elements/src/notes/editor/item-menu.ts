/** "Write about…": a menu button with the items of the agenda (ARIA Authoring Practices, menu button). */
import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { chevronDownIcon } from '../../icons/text.ts';
import type { NotesItem } from './write-about.ts';

export interface ItemMenuView {
  readonly items: readonly NotesItem[];
  readonly open: boolean;
  readonly setOpen: (open: boolean) => void;
  readonly choose: (item: NotesItem) => void;
}

export function renderItemMenu(view: ItemMenuView): TemplateResult | typeof nothing {
  const { items, open, setOpen, choose } = view;
  if (items.length === 0) return nothing;
  return html`
    <div class="item-menu" @keydown=${(event: KeyboardEvent) => walk(event, view)} @focusout=${leave(setOpen)}>
      <button
        class="quiet small-target"
        aria-haspopup="menu"
        aria-expanded=${open ? 'true' : 'false'}
        @click=${() => setOpen(!open)}
      >
        ${msg('Write about…')} ${chevronDownIcon}
      </button>
      <div role="menu" aria-label=${msg('Write about…')} ?hidden=${!open}>
        ${items.map(
          (item) => html`
            <button class="quiet" role="menuitem" tabindex="-1" @click=${() => choose(item)}>${item.title}</button>
          `,
        )}
      </div>
    </div>
  `;
}

function leave(setOpen: (open: boolean) => void): (event: FocusEvent) => void {
  return (event) => {
    const menu = event.currentTarget as HTMLElement;
    if (!(event.relatedTarget instanceof Node && menu.contains(event.relatedTarget))) setOpen(false);
  };
}

function walk(event: KeyboardEvent, { open, setOpen }: ItemMenuView): void {
  const menu = event.currentTarget as HTMLElement;
  const entries = [...menu.querySelectorAll<HTMLElement>('[role=menuitem]')];
  const at = entries.indexOf(event.target as HTMLElement);
  if (event.key === 'Escape' && open) {
    event.stopPropagation();
    setOpen(false);
    menu.querySelector('button')?.focus();
    return;
  }
  const to = { ArrowDown: at + 1, ArrowUp: at < 0 ? entries.length - 1 : at - 1, Home: 0, End: entries.length - 1 }[
    event.key
  ];
  if (to === undefined) return;
  event.preventDefault();
  setOpen(true);
  // It may only just be shown.
  requestAnimationFrame(() => entries[(to + entries.length) % entries.length]?.focus());
}
