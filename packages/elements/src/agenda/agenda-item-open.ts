/** What an item shows while it is edited, or opened. */
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { clockIcon, notesIcon, parkIcon } from '../icons/row-actions.ts';
import { renderLineForm } from '../lines/line-form.ts';
import { renderDelete, renderEdit, renderMoves } from '../lines/row-actions.ts';
import type { ItemRow } from './agenda-item.ts';
import { renderFields } from './fields.ts';

export function renderForm({ item, editing }: ItemRow): TemplateResult {
  return renderLineForm(editing, { label: msg('Title'), value: item.title, more: renderFields(item) });
}

export function renderActions({ item, now, clockable, first, last, editing, acts }: ItemRow): TemplateResult {
  const { title } = item;
  const talk = now ? msg('Stop the clock') : msg('Talk about it now');
  return html`
    <div class="below actions" role="group" aria-label=${msg(str`What to do with “${title}”`)}>
      ${
        clockable && item.state === 'open'
          ? html`<button
              class="quiet small-target"
              aria-label=${`${talk}: ${title}`}
              @click=${() => acts.do((agenda) => agenda.talk(item))}
            >
              ${clockIcon} ${talk}
            </button>`
          : nothing
      }
      <button
        class="quiet small-target"
        aria-label=${msg(str`Write about it: “${title}”`)}
        @click=${() => acts.do((agenda) => agenda.writeAbout(item.id))}
      >
        ${notesIcon} ${msg('Write about it')}
      </button>
      <button
        class="quiet small-target"
        aria-label=${msg(str`Park “${title}”`)}
        @click=${() => acts.do((agenda) => agenda.park(item))}
      >
        ${parkIcon} ${msg('Park')}
      </button>
      <span class="signs">
        ${renderEdit(title, () => editing.start(item.id, 'line'))}
        ${renderMoves(title, { first, last, step: (by) => acts.do((agenda) => agenda.step(item, by)) })}
        ${renderDelete(title, () => acts.do((agenda) => agenda.remove(item)))}
      </span>
    </div>
  `;
}
