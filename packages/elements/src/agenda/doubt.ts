import type { AgendaItem } from '@fireside/protocol';
import { msg, str } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import type { LazyActs } from '../controllers/lazy-acts.ts';
import type { AgendaActs } from './acts.ts';

/** The quiet question below an item that is carried again and again. Whatever the answer, it is a good one. */
export function renderDoubt(item: AgendaItem, acts: LazyActs<AgendaActs>): TemplateResult {
  const { title } = item;
  const times = item.origin?.times ?? 0;
  const question =
    times === 3
      ? msg('Carried for the third time. Still wanted?')
      : msg(str`Carried ${times} times by now. Still wanted?`);
  const answer = (words: string, act: (agenda: AgendaActs) => void): TemplateResult =>
    html`<button class="small-target" aria-label=${`${words}: ${title}`} @click=${() => acts.do(act)}>
      ${words}
    </button>`;
  return html`
    <div class="below doubt" role="group" aria-label=${`${title}: ${question}`}>
      <p>${question}</p>
      <div class="answers">
        ${answer(msg('Still wanted'), (agenda) => agenda.keepWanted(item))}
        ${answer(msg('Park'), (agenda) => agenda.park(item))}
        ${answer(msg('Let it go'), (agenda) => agenda.remove(item))}
      </div>
    </div>
  `;
}
