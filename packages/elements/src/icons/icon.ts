import { html, type TemplateResult } from 'lit';

/**
 * An icon of Lucide (https://lucide.dev, ISC licence) as one path. It is decoration: the control has the name. The icons
 * stand in modules by where they are used, so that the first load has only its own.
 */
export const icon = (path: string): TemplateResult =>
  html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d=${path}></path></svg>`;

/** An icon that points forward or back: turned round where one reads from right to left. */
export const directedIcon = (path: string): TemplateResult =>
  html`<svg class="icon directed" viewBox="0 0 24 24" aria-hidden="true"><path d=${path}></path></svg>`;
