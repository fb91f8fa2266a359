/** Takeaways or decisions: what was written, by whom, with what can be done. */
import type { Outcome } from '@fireside/protocol';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { editIcon } from '../icons/row-actions.ts';
import { trashIcon } from '../icons/signs.ts';
import type { LineEditing } from '../lines/line-editing.ts';
import { renderLineForm } from '../lines/line-form.ts';

export interface OutcomeListView {
  readonly outcomes: readonly Outcome[];
  readonly writable: boolean;
  readonly label: string;
  readonly author: (outcome: Outcome) => string;
  readonly editor: (outcome: Outcome) => string | null;
  readonly editing: LineEditing;
  readonly remove: (outcome: Outcome) => void;
}

export function renderOutcomes(view: OutcomeListView): TemplateResult | typeof nothing {
  const { outcomes, label } = view;
  if (outcomes.length === 0) return nothing;
  return html`<ul class="rows outcomes" role="list" aria-label=${label}>
    ${repeat(
      outcomes,
      (outcome) => outcome.id,
      (outcome) => renderOutcome(outcome, view),
    )}
  </ul>`;
}

function renderOutcome(outcome: Outcome, view: OutcomeListView): TemplateResult {
  const { editing, writable, label } = view;
  const editor = view.editor(outcome);
  return html`
    <li class="row" data-row>
      ${
        editing.id === outcome.id
          ? renderLineForm(editing, { label, value: outcome.text })
          : html`
              <span
                class="title"
                ?data-editable=${writable}
                @click=${() => writable && editing.start(outcome.id, 'line')}
                >${outcome.text}</span
              >
              <span class="end">${editor ?? view.author(outcome)}</span>
              ${writable ? renderButtons(outcome, view) : nothing}
            `
      }
    </li>
  `;
}

function renderButtons(outcome: Outcome, { editing, remove }: OutcomeListView): TemplateResult {
  return html`
    <button
      class="quiet icon-only small-target"
      data-home
      aria-label=${msg(str`Edit “${outcome.text}”`)}
      @click=${() => editing.start(outcome.id, 'line')}
    >
      ${editIcon}
    </button>
    <button
      class="quiet icon-only small-target"
      aria-label=${msg(str`Delete “${outcome.text}”`)}
      @click=${() => remove(outcome)}
    >
      ${trashIcon}
    </button>
  `;
}
