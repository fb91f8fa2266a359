/** The rows of a saved session, and the sections that hold them. */
import { html, nothing, type TemplateResult } from 'lit';

export type Rendered = TemplateResult | typeof nothing;

interface Row {
  /** The id of the record. */
  readonly id: string;
  readonly sign: TemplateResult | string;
  readonly good?: boolean;
  readonly text: string;
  /** Who, by when: at the end, in small words. */
  readonly end: readonly string[];
  /** What has become of it, on a line of its own. */
  readonly below?: readonly string[];
}

export function renderRow({ id, sign, good, text, end, below = [] }: Row): TemplateResult {
  return html`<li class="row" data-record=${id}>
    <span class="sign ${good ? 'good' : ''}" aria-hidden="true">${sign}</span>
    <span class="text">${text}</span>
    <span class="end">${joined(end)}</span>
    ${below.length === 0 ? nothing : html`<span class="below">${joined(below)}</span>`}
  </li>`;
}

export function joined(words: readonly string[]): string {
  return words.filter((one) => one !== '').join(' · ');
}

/** Nothing where there are no rows. */
export function renderSection(title: string, rows: readonly TemplateResult[]): Rendered {
  if (rows.length === 0) return nothing;
  return html`<section>
    <h4>${title}</h4>
    <ul role="list" aria-label=${title}>
      ${rows}
    </ul>
  </section>`;
}
