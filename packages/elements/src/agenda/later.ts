/** "Parked for later": what was parked in this session, and below it the topics of the mentorship. */
import type { AgendaItem, BacklogItem, Comment } from '@fireside/protocol';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { LazyActs } from '../controllers/lazy-acts.ts';
import { trashIcon } from '../icons/signs.ts';
import type { AgendaActs } from './acts.ts';
import type { CommentedIn } from './comments.ts';
import { renderMeta } from './row-meta.ts';

export interface LaterView {
  readonly parked: readonly AgendaItem[];
  readonly backlog: readonly BacklogItem[];
  readonly parkedWritable: boolean;
  readonly backlogWritable: boolean;
  readonly words: (item: BacklogItem) => readonly string[];
  readonly comments: (where: CommentedIn, item: string) => readonly Comment[];
  /** The row whose comments are shown. */
  readonly open: string | null;
  readonly toggle: (item: string) => void;
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
            renderRow(view, item, {
              where: 'session',
              writable: view.parkedWritable,
              words: [...view.words(item), parkedHere],
              takeUp: () => view.acts.do((agenda) => agenda.reopen(item)),
              remove: () => view.acts.do((agenda) => agenda.remove(item)),
            }),
        )}
        ${repeat(
          view.backlog,
          (item) => item.id,
          (item) =>
            renderRow(view, item, {
              where: 'mentorship',
              writable: view.backlogWritable && view.parkedWritable,
              words: view.words(item),
              takeUp: () => view.acts.do((agenda) => agenda.takeUp(item)),
              remove: () => view.acts.do((agenda) => agenda.removeBacklog(item)),
            }),
        )}
      </ul>
    </section>
  `;
}

interface LaterRow {
  readonly where: CommentedIn;
  readonly writable: boolean;
  readonly words: readonly string[];
  readonly takeUp: () => void;
  readonly remove: () => void;
}

function renderRow(view: LaterView, item: BacklogItem, row: LaterRow): TemplateResult {
  const { id, title } = item;
  const { where, writable, words, takeUp, remove } = row;
  const comments = view.comments(where, id);
  const open = view.open === id;
  const readable = title !== '';
  return html`
    <li class="row" data-row=${id}>
      <span class="title">${readable ? title : msg('This item cannot be read; it is kept.')}</span>
      ${
        writable && readable
          ? html`<button
              class="take-up small-target"
              data-home
              aria-label=${msg(str`Take up “${title}”`)}
              @click=${takeUp}
            >
              ${msg('Take up')}
            </button>`
          : nothing
      }
      ${
        writable
          ? html`<button
              class="more quiet icon-only small-target"
              aria-label=${readable ? msg(str`Delete “${title}”`) : msg('Delete the item that cannot be read')}
              title=${msg('Delete')}
              @click=${remove}
            >
              ${trashIcon}
            </button>`
          : nothing
      }
      ${
        readable
          ? renderMeta({
              title,
              words,
              comments: comments.length,
              commentable: writable,
              open,
              toggle: () => view.toggle(id),
              notes: null,
            })
          : nothing
      }
      ${open ? view.acts.here?.comments.render({ item, comments, where }) : nothing}
    </li>
  `;
}
