/** What stands above the text: tools, the carets of the others, "Write about…", questions and sentences. */
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { renderItemMenu, type ItemMenuView } from './item-menu.ts';
import { renderToolbar, type ToolbarView } from './toolbar.ts';
import type { Other } from './watch.ts';

export interface BarsView extends Omit<ToolbarView, 'end'> {
  readonly others: readonly Other[];
  readonly jumpTo: (other: Other) => void;
  readonly about: ItemMenuView;
  /** Forms that are open. */
  readonly below: readonly (TemplateResult | typeof nothing)[];
  /** A sentence about what could not be done; empty when there is none. */
  readonly said: string;
}

export function renderBars({ others, jumpTo, about, below, said, ...toolbar }: BarsView): TemplateResult {
  const jump = (other: Other): TemplateResult => html`
    <button class="quiet small-target jump" @click=${() => jumpTo(other)}>${msg(str`Jump to ${other.name}`)}</button>
  `;
  const end = html`<div class="end">${others.map(jump)} ${renderItemMenu(about)}</div>`;
  return html`
    <div class="bars">
      ${renderToolbar({ ...toolbar, end })} ${below}
      ${said === '' ? nothing : html`<p class="said" role="alert">${said}</p>`}
    </div>
  `;
}
