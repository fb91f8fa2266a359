/** What points look like, around (0, 0): told apart by their shape. */
import { msg } from '@lit/localize';
import { html, svg, type TemplateResult } from 'lit';
import type { Lane, MarkKind } from './lanes.ts';

export type Shape = MarkKind | 'session' | 'planned';

export function renderShape(shape: Shape): TemplateResult {
  switch (shape) {
    case 'begun':
      return svg`<circle class="hollow" r="5.5"></circle>`;
    case 'step':
      return svg`<rect class="filled" x="-5" y="-5" width="10" height="10" rx="1.5"></rect>`;
    case 'words':
      return svg`<circle class="filled" r="4"></circle>`;
    case 'reached':
      return svg`<circle class="filled" r="9.5"></circle><path class="sign" d="M-4 0.2 L-1.2 3 L4.2 -3"></path>`;
    case 'let-go':
      return svg`<circle class="hollow quiet" r="8.5"></circle><path class="bar" d="M-4 0 H4"></path>`;
    case 'session':
      return svg`<rect class="meeting" x="-4" y="-8" width="8" height="16" rx="4"></rect>`;
    case 'planned':
      return svg`<rect class="meeting planned" x="-4" y="-8" width="8" height="16" rx="4"></rect>`;
  }
}

function shapeWords(shape: Shape): string {
  switch (shape) {
    case 'begun':
      return msg('begun');
    case 'step':
      return msg('a step');
    case 'words':
      return msg('written down');
    case 'reached':
      return msg('reached');
    case 'let-go':
      return msg('let go');
    case 'session':
      return msg('a session');
    case 'planned':
      return msg('the next session');
  }
}

/** What the shapes mean; of those that there are. */
export function renderLegend(shapes: readonly Shape[]): TemplateResult {
  return html`<ul class="legend" role="list" aria-label=${msg('What the signs mean')}>
    ${shapes.map(
      (shape) =>
        html`<li>
          <svg class="marks" width="22" height="22" viewBox="-11 -11 22 22" aria-hidden="true">
            ${renderShape(shape)}
          </svg>
          ${shapeWords(shape)}
        </li>`,
    )}
  </ul>`;
}

/** Those of a picture, in the order in which they are told. */
export function shapesOf(lanes: readonly Lane[], met: boolean, planned: boolean): Shape[] {
  const kinds = new Set(lanes.flatMap(({ marks }) => marks.map(({ kind }) => kind)));
  const all = ['begun', 'step', 'words', 'reached', 'let-go'] as const;
  return [
    ...(met ? ['session' as const] : []),
    ...(planned ? ['planned' as const] : []),
    ...all.filter((kind) => kinds.has(kind)),
  ];
}
