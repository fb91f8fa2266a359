/** One item of the agenda as a row. */
import type { AgendaItem } from '@fireside/protocol';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { formatMinutes } from '../format.ts';
import { clockIcon, downIcon, editIcon, parkIcon, upIcon } from '../icons/row-actions.ts';
import { moreIcon, trashIcon } from '../icons/signs.ts';
import type { LineEditing } from '../lines/line-editing.ts';

export interface ItemRow {
  readonly item: AgendaItem;
  readonly writable: boolean;
  /** Whether the clock runs on it. */
  readonly now: boolean;
  /** The session is live, so the clock may be put on it. */
  readonly clockable: boolean;
  /** Its buttons are shown. */
  readonly open: boolean;
  readonly first: boolean;
  readonly last: boolean;
  /** Author, origin, time left and who edits, each a few words. */
  readonly meta: readonly string[];
  readonly editing: LineEditing;
  readonly does: ItemCommands;
}

export interface ItemCommands {
  tick(item: AgendaItem): void;
  toggle(item: AgendaItem): void;
  step(item: AgendaItem, step: -1 | 1): void;
  park(item: AgendaItem): void;
  remove(item: AgendaItem): void;
  talk(item: AgendaItem): void;
}

export function renderItem(row: ItemRow): TemplateResult {
  const { item, writable, now, open, meta, editing, does } = row;
  const done = item.state === 'discussed';
  return html`
    <li
      class="row ${done ? 'done' : ''} ${now ? 'now' : ''}"
      data-row
      aria-current=${now ? 'true' : nothing}
      @keydown=${(event: KeyboardEvent) => stepByKey(event, row)}
    >
      <input
        type="checkbox"
        data-home
        aria-label=${item.title}
        .checked=${live(done)}
        ?disabled=${!writable}
        @change=${() => does.tick(item)}
      />
      ${editing.id === item.id ? renderForm(item, editing) : renderWords(row)}
      ${meta.length === 0 ? nothing : html`<p class="below meta">${meta.join(' · ')}</p>`}
      ${open && writable && editing.id !== item.id ? renderActions(row) : nothing}
    </li>
  `;
}

function renderWords({ item, writable, open, editing, does }: ItemRow): TemplateResult {
  const { id, title, minutes } = item;
  if (!writable) {
    return html`
      <span class="title" aria-hidden="true">${title}</span>
      <span class="end number">${minutes === null ? nothing : formatMinutes(minutes)}</span>
    `;
  }
  return html`
    <span class="title" aria-hidden="true" data-editable @click=${() => editing.start(id, 'title')}>${title}</span>
    <span class="end number">
      ${
        minutes === null
          ? nothing
          : html`<button
              class="quiet editable-end number"
              aria-label=${msg(str`${formatMinutes(minutes)} for “${title}”`)}
              @click=${() => editing.start(id, 'minutes')}
            >
              ${formatMinutes(minutes)}
            </button>`
      }
    </span>
    <button
      class="more quiet icon-only small-target"
      aria-label=${msg(str`More about “${title}”`)}
      aria-expanded=${open ? 'true' : 'false'}
      @click=${() => does.toggle(item)}
    >
      ${moreIcon}
    </button>
  `;
}

function renderForm(item: AgendaItem, editing: LineEditing): TemplateResult {
  return html`
    <form
      class="edit"
      data-editing
      novalidate
      autocomplete="off"
      @submit=${editing.submitted}
      @keydown=${editing.pressed}
      @focusout=${editing.left}
    >
      <input
        name="title"
        type="text"
        aria-label=${msg('Title')}
        aria-invalid=${editing.problem === '' ? nothing : 'true'}
        value=${item.title}
      />
      <input
        name="minutes"
        type="number"
        inputmode="numeric"
        min="1"
        max="600"
        aria-label=${msg('Minutes')}
        placeholder=${msg('Minutes')}
        value=${item.minutes ?? ''}
      />
      <button class="visually-hidden" tabindex="-1">${msg('Keep')}</button>
      ${editing.problem === '' ? nothing : html`<p class="line-problem" role="alert">${editing.problem}</p>`}
    </form>
  `;
}

function renderActions({ item, now, clockable, first, last, editing, does }: ItemRow): TemplateResult {
  const { title } = item;
  const step = (by: -1 | 1, end: boolean) => () => {
    if (!end) does.step(item, by);
  };
  const talk = now ? msg('Stop the clock') : msg('Talk about it now');
  return html`
    <div class="below actions" role="group" aria-label=${msg(str`What to do with “${title}”`)}>
      ${
        clockable && item.state === 'open'
          ? html`<button class="quiet small-target" aria-label=${`${talk}: ${title}`} @click=${() => does.talk(item)}>
              ${clockIcon} ${talk}
            </button>`
          : nothing
      }
      <button
        class="quiet small-target"
        aria-label=${msg(str`Edit “${title}”`)}
        @click=${() => editing.start(item.id, 'title')}
      >
        ${editIcon} ${msg('Edit')}
      </button>
      <button
        class="quiet small-target"
        aria-label=${msg(str`Move up “${title}”`)}
        aria-disabled=${first ? 'true' : 'false'}
        @click=${step(-1, first)}
      >
        ${upIcon} ${msg('Move up')}
      </button>
      <button
        class="quiet small-target"
        aria-label=${msg(str`Move down “${title}”`)}
        aria-disabled=${last ? 'true' : 'false'}
        @click=${step(1, last)}
      >
        ${downIcon} ${msg('Move down')}
      </button>
      <button class="quiet small-target" aria-label=${msg(str`Park “${title}”`)} @click=${() => does.park(item)}>
        ${parkIcon} ${msg('Park')}
      </button>
      <button class="quiet small-target" aria-label=${msg(str`Delete “${title}”`)} @click=${() => does.remove(item)}>
        ${trashIcon} ${msg('Delete')}
      </button>
    </div>
  `;
}

/** Alt with an arrow moves the row that has the focus, as in many editors. */
function stepByKey(event: KeyboardEvent, { item, writable, first, last, does }: ItemRow): void {
  if (!writable || !event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : null;
  if (step === null) return;
  event.preventDefault();
  if (step === -1 ? !first : !last) does.step(item, step);
}
