/** What an item shows while it is edited, or opened. */
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { clockIcon, downIcon, editIcon, notesIcon, parkIcon, upIcon } from '../icons/row-actions.ts';
import { trashIcon } from '../icons/signs.ts';
import { renderLineForm } from '../lines/line-form.ts';
import type { ItemRow } from './agenda-item.ts';
import { renderFields } from './fields.ts';

export function renderForm({ item, editing }: ItemRow): TemplateResult {
  return renderLineForm(editing, { label: msg('Title'), value: item.title, more: renderFields(item) });
}

export function renderActions({ item, now, clockable, first, last, editing, acts }: ItemRow): TemplateResult {
  const { title } = item;
  const step = (by: -1 | 1, end: boolean) => () => {
    if (!end) acts.do((agenda) => agenda.step(item, by));
  };
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
        <button
          class="quiet small-target"
          title=${msg('Edit')}
          aria-label=${msg(str`Edit “${title}”`)}
          @click=${() => editing.start(item.id, 'line')}
        >
          ${editIcon} <span class="word">${msg('Edit')}</span>
        </button>
        <button
          class="quiet small-target"
          title=${msg('Move up')}
          aria-label=${msg(str`Move up “${title}”`)}
          aria-disabled=${first ? 'true' : 'false'}
          @click=${step(-1, first)}
        >
          ${upIcon} <span class="word">${msg('Move up')}</span>
        </button>
        <button
          class="quiet small-target"
          title=${msg('Move down')}
          aria-label=${msg(str`Move down “${title}”`)}
          aria-disabled=${last ? 'true' : 'false'}
          @click=${step(1, last)}
        >
          ${downIcon} <span class="word">${msg('Move down')}</span>
        </button>
        <button
          class="quiet small-target"
          title=${msg('Delete')}
          aria-label=${msg(str`Delete “${title}”`)}
          @click=${() => acts.do((agenda) => agenda.remove(item))}
        >
          ${trashIcon} <span class="word">${msg('Delete')}</span>
        </button>
      </span>
    </div>
  `;
}
