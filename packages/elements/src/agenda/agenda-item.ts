/** One item of the agenda as a row. */
import type { AgendaItem } from '@fireside/protocol';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { LazyActs } from '../controllers/lazy-acts.ts';
import { formatMinutes } from '../format.ts';
import { moreIcon } from '../icons/signs.ts';
import type { LineEditing } from '../lines/line-editing.ts';
import type { AgendaActs } from './acts.ts';

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
  readonly toggle: () => void;
  readonly acts: LazyActs<AgendaActs>;
}

export function renderItem(row: ItemRow): TemplateResult {
  const { item, writable, now, open, meta, editing, acts } = row;
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
        @change=${() => acts.do((agenda) => agenda.tick(item))}
      />
      ${editing.id === item.id ? acts.here?.renderForm(row) : renderWords(row)}
      ${meta.length === 0 ? nothing : html`<p class="below meta">${meta.join(' · ')}</p>`}
      ${open && writable && editing.id !== item.id ? acts.here?.renderActions(row) : nothing}
    </li>
  `;
}

function renderWords({ item, writable, open, editing, toggle, acts }: ItemRow): TemplateResult {
  const { id, title, minutes } = item;
  const edit = (field: string) => () => acts.do(() => editing.start(id, field));
  if (!writable) {
    return html`
      <span class="title" aria-hidden="true">${title}</span>
      <span class="end number">${minutes === null ? nothing : formatMinutes(minutes)}</span>
    `;
  }
  return html`
    <span class="title" aria-hidden="true" data-editable @click=${edit('line')}>${title}</span>
    <span class="end number">
      ${
        minutes === null
          ? nothing
          : html`<button
              class="quiet editable-end number"
              aria-label=${msg(str`${formatMinutes(minutes)} for “${title}”`)}
              @click=${edit('minutes')}
            >
              ${formatMinutes(minutes)}
            </button>`
      }
    </span>
    <button
      class="more quiet icon-only small-target"
      aria-label=${msg(str`More about “${title}”`)}
      aria-expanded=${open ? 'true' : 'false'}
      @click=${toggle}
    >
      ${moreIcon}
    </button>
  `;
}

/** Alt with an arrow moves the row that has the focus, as in many editors. */
function stepByKey(event: KeyboardEvent, { item, writable, first, last, acts }: ItemRow): void {
  if (!writable || !event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : null;
  if (step === null) return;
  event.preventDefault();
  if (step === -1 ? !first : !last) acts.do((agenda) => agenda.step(item, step));
}
