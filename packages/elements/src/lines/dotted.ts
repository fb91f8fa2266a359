import { html, type TemplateResult } from 'lit';

/** "Bo · by next time": parts that each keep their direction to themselves, with the dot as text, so that a copy has it too. */
export function dotted(parts: readonly string[]): TemplateResult[] {
  return parts.map((part, at) => html`${at === 0 ? '' : ' · '}<bdi>${part}</bdi>`);
}
