import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { LineEditing } from './line-editing.ts';

/** The form of a record that is one line; its text field is called `line`. */
export function renderLineForm(
  editing: LineEditing,
  { label, value, more }: { label: string; value: string; more?: TemplateResult | undefined },
): TemplateResult {
  return html`
    <form
      class="edit"
      data-editing
      novalidate
      autocomplete="off"
      @submit=${editing.submitted}
      @keydown=${editing.pressed}
      @focusout=${editing.left}
      @paste=${editing.pasted}
    >
      <input
        name="line"
        type="text"
        enterkeyhint="done"
        aria-label=${label}
        aria-invalid=${editing.problem === '' ? nothing : 'true'}
        value=${value}
      />
      ${more ?? nothing}
      <button class="visually-hidden" tabindex="-1">${msg('Keep')}</button>
      ${editing.problem === '' ? nothing : html`<p class="line-problem" role="alert">${editing.problem}</p>`}
    </form>
  `;
}
