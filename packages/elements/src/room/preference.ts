import { html, nothing, type TemplateResult } from 'lit';

export interface Preference {
  readonly name: string;
  readonly about?: string | TemplateResult;
  readonly on: boolean;
  readonly change: (on: boolean) => void;
}

/** What a person likes or not: a check box that holds at once. Goes with `preferenceStyles`. */
export function renderPreference({ name, about, on, change }: Preference): TemplateResult {
  return html`<label class="check">
    <input
      type="checkbox"
      .checked=${on}
      @change=${(event: Event) => change((event.currentTarget as HTMLInputElement).checked)}
    />
    <span>${name}${about ? html`<span class="muted small">${about}</span>` : nothing}</span>
  </label>`;
}
