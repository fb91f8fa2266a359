/** "Parked for later": what was parked in this session, and below it the topics of the mentorship. */
import type { AgendaItem, BacklogItem } from '@fireside/protocol';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { LazyActs } from '../controllers/lazy-acts.ts';
import { trashIcon } from '../icons/signs.ts';
import type { AgendaActs } from './acts.ts';

export interface LaterView {
  readonly parked: readonly AgendaItem[];
  readonly backlog: readonly BacklogItem[];
  readonly parkedWritable: boolean;
  readonly backlogWritable: boolean;
  readonly meta: (item: BacklogItem) => readonly string[];
  readonly acts: LazyActs<AgendaActs>;
}

export function renderLater(view: LaterView): TemplateResult | typeof nothing {
  if (view.parked.length + view.backlog.length === 0) return nothing;
  const parkedHere = msg('parked today');
  return html`
    <section class="later" aria-labelledby="later">
      <h3 id="later">${msg('Parked for later')}</h3>
      <ul class="rows">
        ${repeat(
          view.parked,
          (item) => item.id,
          (item) =>
            renderRow(item, {
              writable: view.parkedWritable,
              meta: [...view.meta(item), parkedHere],
              takeUp: () => view.acts.do((agenda) => agenda.reopen(item)),
              remove: () => view.acts.do((agenda) => agenda.remove(item)),
            }),
        )}
        ${repeat(
          view.backlog,
          (item) => item.id,
          (item) =>
            renderRow(item, {
              writable: view.backlogWritable && view.parkedWritable,
              meta: view.meta(item),
              takeUp: () => view.acts.do((agenda) => agenda.takeUp(item)),
              remove: () => view.acts.do((agenda) => agenda.removeBacklog(item)),
            }),
        )}
      </ul>
    </section>
  `;
}

interface LaterRow {
  readonly writable: boolean;
  readonly meta: readonly string[];
  readonly takeUp: () => void;
  readonly remove: () => void;
}

function renderRow({ title }: BacklogItem, { writable, meta, takeUp, remove }: LaterRow): TemplateResult {
  return html`
    <li class="row" data-row>
      <span class="title">${title}</span>
      ${
        writable
          ? html`
              <button
                class="take-up small-target"
                data-home
                aria-label=${msg(str`Take up “${title}”`)}
                @click=${takeUp}
              >
                ${msg('Take up')}
              </button>
              <button
                class="more quiet icon-only small-target"
                aria-label=${msg(str`Delete “${title}”`)}
                title=${msg('Delete')}
                @click=${remove}
              >
                ${trashIcon}
              </button>
            `
          : nothing
      }
      ${meta.length === 0 ? nothing : html`<p class="below meta">${meta.join(' · ')}</p>`}
    </li>
  `;
}
