/** What was added to a session after its notes were closed: by whom, when, and in their lines. */
import type { Addendum } from '@fireside/protocol/http';
import { msg } from '@lit/localize';
import { html, nothing } from 'lit';
import type { Zone } from '../format.ts';
import { formatMoment } from './dates.ts';
import type { Rendered } from './rows.ts';

export function renderAddenda(addenda: readonly Addendum[], zone: Zone, now: number): Rendered {
  if (addenda.length === 0) return nothing;
  const title = msg('Added afterwards');
  return html`<section>
    <h4>${title}</h4>
    <ul role="list" aria-label=${title}>
      ${addenda.map(
        ({ id, name, at, text }) => html`
          <li class="addendum" data-record=${id}>
            <p class="small muted">${name} · ${formatMoment(at, zone, now)}</p>
            <p class="lines">${text}</p>
          </li>
        `,
      )}
    </ul>
  </section>`;
}
