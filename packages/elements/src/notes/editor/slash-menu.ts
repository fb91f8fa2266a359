/**
 * The list that "/" opens below the caret (ARIA Authoring Practices, listbox popup): the focus stays in the text, which
 * says by `aria-activedescendant` what is chosen.
 */
import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Choice } from './choices.ts';

export const MENU_ID = 'choices';
export const choiceId = (choice: Choice): string => `choice-${choice.id}`;

export function renderSlashMenu(
  choices: readonly Choice[],
  active: number,
  choose: (choice: Choice) => void,
): TemplateResult {
  return html`
    <div class="choices" role="listbox" id=${MENU_ID} aria-label=${msg('Make of this line')} @mousedown=${keepFocus}>
      ${choices.map(
        (choice, index) => html`
          <div
            role="option"
            id=${choiceId(choice)}
            aria-selected=${index === active ? 'true' : 'false'}
            @click=${() => choose(choice)}
          >
            <span class="sign">${choice.icon ?? nothing}</span>
            <span>${choice.name}</span>
            ${choice.says === '' ? nothing : html`<span class="says">${choice.says}</span>`}
          </div>
        `,
      )}
    </div>
  `;
}

/** Puts the list below the place `caret` of the viewport, or above it where there is more room, inside of `page`. */
export function placeMenu(
  menu: HTMLElement,
  page: HTMLElement,
  caret: { left: number; top: number; bottom: number },
): void {
  const box = page.getBoundingClientRect();
  const rtl = getComputedStyle(page).direction === 'rtl';
  const start = rtl ? box.right - caret.left : caret.left - box.left;
  const seen = window.visualViewport?.height ?? window.innerHeight;
  const above = caret.bottom + menu.offsetHeight > seen && caret.top > menu.offsetHeight;
  const top = above ? caret.top - box.top - menu.offsetHeight - 4 : caret.bottom - box.top + 4;
  // Through the style object: a strict policy forbids style attributes.
  menu.style.setProperty('inset-block-start', `${top}px`);
  menu.style.setProperty('inset-inline-start', `${Math.max(0, Math.min(start, box.width - menu.offsetWidth))}px`);
}

/** The option that follows the keys; null for a key that is none of the list's. */
export function stepTo(key: string, active: number, count: number): number | null {
  const to = { ArrowDown: active + 1, ArrowUp: active - 1 }[key];
  return to === undefined || count === 0 ? null : (to + count) % count;
}

function keepFocus(event: MouseEvent): void {
  event.preventDefault();
}
