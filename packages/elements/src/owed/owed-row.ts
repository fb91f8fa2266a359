/** One promise as a row: a box for the person who owes it, the words, until when, since when, and the way to its session. */
import type { Promised } from '@fireside/protocol';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { WidgetController } from '../controllers/widget-controller.ts';
import { dueWords } from '../due-words.ts';
import { checkIcon } from '../icons/row-actions.ts';
import { readable } from '../lines/unreadable.ts';
import { renderSessionLink } from '../session-link.ts';

export interface OwedRow {
  readonly promise: Promised;
  /** Who owes it, by name. */
  readonly name: string;
  /** Among those that were kept before: the name is said, and what is of others is left alone. */
  readonly folded: boolean;
  /** Whether this person owes it: then the box is theirs to tick. */
  readonly own: boolean;
  readonly writable: boolean;
  readonly widget: WidgetController;
  /** "21 November" */
  readonly dayOf: (at: number) => string;
  readonly keep: () => void;
}

export function renderOwedRow(row: OwedRow): TemplateResult {
  const { promise, own, writable } = row;
  const kept = promise.keptAt !== null;
  const text = readable(promise.text);
  const ticks = own && writable && promise.text !== '';
  return html`
    <li class="row ${kept ? 'done' : ''}" data-row>
      <input
        type="checkbox"
        ?data-home=${ticks}
        aria-label=${text}
        .checked=${live(kept)}
        ?disabled=${!ticks}
        @change=${row.keep}
      />
      <span class="title" aria-hidden="true">${text}</span>
      <p class="below meta">${renderMeta(row)}</p>
      ${own || row.folded || !writable || promise.text === '' ? nothing : renderForOther(row)}
    </li>
  `;
}

function renderMeta(row: OwedRow): unknown[] {
  const { promise, name, folded, dayOf } = row;
  const until = promise.keptAt === null ? dueWords(promise.due) : msg(str`kept on ${dayOf(promise.keptAt)}`);
  const parts = [folded ? name : '', until].filter((words) => words !== '').map((words) => html`<bdi>${words}</bdi>`);
  const all = [...parts, ...renderOrigin(row)];
  return all.map((part, at) => html`${at === 0 ? '' : ' · '}${part}`);
}

/** Since when, which leads to the session it was promised in. */
function renderOrigin({ promise, widget, dayOf }: OwedRow): TemplateResult[] {
  const { from, id, text } = promise;
  if (from === null) return [];
  const words = from.at === undefined ? msg('from an earlier session') : msg(str`since ${dayOf(from.at)}`);
  const label = msg(str`${words}: open the session in which “${readable(text)}” was promised`);
  return [renderSessionLink(widget, { session: from.session, at: id }, words, label)];
}

/** The box is for the one who owes it; that another one has seen it kept is said in words, never by a slip. */
function renderForOther({ promise, name, keep }: OwedRow): TemplateResult {
  const words = promise.keptAt === null ? msg(str`${name} kept it`) : msg(str`${name} still owes it`);
  return html`<div class="below">
    <button
      class="quiet small-target for-other"
      data-home
      aria-label="${words}: ${readable(promise.text)}"
      @click=${keep}
    >
      ${promise.keptAt === null ? checkIcon : nothing} ${words}
    </button>
  </div>`;
}
