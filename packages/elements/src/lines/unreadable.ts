/** What another program wrote and nobody can read: said as such, kept, and never shown as something else. */
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';

/** The words of a record, or that there are none to read. */
export function readable(text: string): string {
  return text === '' ? msg('(cannot be read)') : text;
}

/** How many values of a list are no records at all. */
export function renderUnreadable(count: number): TemplateResult | typeof nothing {
  if (count === 0) return nothing;
  return html`<p class="meta">
    ${count === 1 ? msg('1 entry cannot be read; it is kept.') : msg(str`${count} entries cannot be read; they are kept.`)}
  </p>`;
}
