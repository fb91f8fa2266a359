/** One item of the agenda as a row. */
import type { AgendaItem, Comment } from '@fireside/protocol';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { live } from 'lit/directives/live.js';
import type { LazyActs } from '../controllers/lazy-acts.ts';
import { formatMinutes } from '../format.ts';
import { direction, formattingLocale } from '../localize.ts';
import { moreIcon } from '../icons/signs.ts';
import type { LineEditing } from '../lines/line-editing.ts';
import type { AgendaActs } from './acts.ts';
import type { AgendaDetails } from './details.ts';

export interface ItemRow {
  readonly item: AgendaItem;
  readonly writable: boolean;
  /** Whether the clock runs on it. */
  readonly now: boolean;
  /** The session is live, so the clock may be put on it. */
  readonly clockable: boolean;
  /** Its buttons and comments are shown. */
  readonly open: boolean;
  readonly first: boolean;
  readonly last: boolean;
  /** Kind, author, origin, whether it is talked about and who edits, each a few words. */
  readonly words: readonly string[];
  readonly comments: readonly Comment[];
  /** Something was written about it in the notes. */
  readonly noted: boolean;
  /** What stands below the line of words, if anything: a quiet question, or the progress since last time. */
  readonly below: 'doubt' | 'progress' | null;
  readonly editing: LineEditing;
  readonly toggle: () => void;
  readonly acts: LazyActs<AgendaActs>;
  readonly details: AgendaDetails | null;
}

export function renderItem(row: ItemRow): TemplateResult | typeof nothing {
  const { item, writable, now, acts, details } = row;
  if (item.title === '') return details?.renderUnreadable(row) ?? nothing;
  const done = item.state === 'discussed';
  return html`
    <li
      class="row ${done ? 'done' : ''} ${now ? 'now' : ''}"
      data-row=${item.id}
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
      ${guard(seenOf(row), () => renderRest(row))}
    </li>
  `;
}

/** All that the rest of a row shows: of hundreds of rows, one is made again. What is opened or edited always is. */
function seenOf(row: ItemRow): unknown[] {
  const { item, open, editing, words, comments } = row;
  if (open || editing.id === item.id) return [{}];
  const { title, minutes } = item;
  return [
    formattingLocale(),
    direction(), // the pseudo-locale writes numbers as English does
    title,
    minutes,
    row.writable,
    row.first && row.last,
    words.join('\n'),
    comments.length,
    row.noted,
    row.below,
    row.details,
  ];
}

function renderRest(row: ItemRow): TemplateResult {
  const { item, open, editing, below, acts, details } = row;
  const edited = editing.id === item.id;
  return html`
    ${details?.renderGrip(row)} ${edited ? acts.here?.renderForm(row) : renderWords(row)}
    ${details?.renderItemMeta(row)} ${below === 'doubt' ? details?.renderDoubt(item, acts) : nothing}
    ${below === 'progress' ? html`<fireside-progress class="below"></fireside-progress>` : nothing}
    ${open && !edited ? acts.here?.renderOpen(row) : nothing}
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

/** Alt with an arrow moves the row that has the focus, as in many editors; in a field it is the field's own. */
function stepByKey(event: KeyboardEvent, { item, writable, first, last, acts }: ItemRow): void {
  if (!writable || !event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (event.target instanceof Element && event.target.closest('form')) return;
  const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : null;
  if (step === null) return;
  event.preventDefault();
  if (step === -1 ? !first : !last) acts.do((agenda) => agenda.step(item, step));
}
