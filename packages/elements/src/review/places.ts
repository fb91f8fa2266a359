import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { walkTabs } from '../tabs.ts';

export const PLACES = ['sessions', 'promises', 'goals'] as const;
/** What of the saved notes is looked at. */
export type Place = (typeof PLACES)[number];

export function placeName(place: Place): string {
  switch (place) {
    case 'sessions':
      return msg('Sessions');
    case 'promises':
      return msg('Promises');
    case 'goals':
      return msg('Goals');
  }
}

export function renderPlaces(place: Place, choose: (place: Place) => void): TemplateResult {
  return html`<div
    class="tabs"
    role="tablist"
    aria-label=${msg('Saved notes')}
    @keydown=${(event: KeyboardEvent) => walkTabs(event, PLACES, place, choose)}
  >
    ${PLACES.map(
      (one) =>
        html`<button
          role="tab"
          id="tab-${one}"
          aria-selected=${one === place}
          aria-controls="place"
          tabindex=${one === place ? 0 : -1}
          @click=${() => choose(one)}
        >
          ${placeName(one)}
        </button>`,
    )}
  </div>`;
}
