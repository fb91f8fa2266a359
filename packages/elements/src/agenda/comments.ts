/** Comments on an item: who said what about it and when, and a line to say something. */
import type { FiresideSession, SharedDocument } from '@fireside/client';
import { addComment, deleteComment, restoreComment, type Comment } from '@fireside/protocol';
import { msg, str } from '@lit/localize';
import { html, nothing, type LitElement, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { loaded } from '../controllers/lazy-acts.ts';
import { formatDayAndTime } from '../format.ts';
import { trashIcon } from '../icons/signs.ts';
import { AddLine } from '../lines/add-line.ts';
import { nameOf } from '../lines/people.ts';
import type { UndoOffer } from '../widget.ts';
import { ago } from './ago.ts';

/** The session's document for what is on its agenda, the mentorship's for the backlog. */
export type CommentedIn = 'session' | 'mentorship';

interface CommentsOptions {
  readonly host: LitElement;
  readonly session: () => FiresideSession | null;
  readonly offerUndo: (offer: UndoOffer) => void;
}

interface CommentsView {
  readonly item: { readonly id: string; readonly title: string };
  readonly comments: readonly Comment[];
  readonly where: CommentedIn;
}

export class Comments {
  readonly #options: CommentsOptions;
  /** One for each item that was opened: what was begun is still there when it is opened again. */
  readonly #lines = new Map<string, AddLine<null>>();

  constructor(options: CommentsOptions) {
    this.#options = options;
  }

  render({ item, comments, where }: CommentsView): TemplateResult {
    const session = this.#options.session();
    const writable = this.#document(where)?.writable ?? false;
    return html`
      <div class="below comments" role="group" aria-label=${msg(str`Comments on “${item.title}”`)}>
        ${
          session && comments.length > 0
            ? html`<ul role="list">
                ${repeat(
                  comments,
                  ({ id }) => id,
                  (comment) => this.#renderComment(session, comment, writable, where),
                )}
              </ul>`
            : nothing
        }
        ${
          writable
            ? this.#lineOf(item.id, where).render({
                label: msg(str`Comment on “${item.title}”`),
                placeholder: msg('Add a comment'),
              })
            : nothing
        }
      </div>
    `;
  }

  #renderComment(session: FiresideSession, comment: Comment, writable: boolean, where: CommentedIn): TemplateResult {
    const { author, at, text } = comment;
    const { person } = session.status.value;
    const zone = person?.tz ?? null;
    return html`
      <li>
        <p class="meta">
          <bdi class="who">${nameOf(session, author)}</bdi>
          ${at === 0 ? nothing : html`· <time title=${formatDayAndTime(at, zone)}>${ago(at, session.now(), zone)}</time>`}
        </p>
        <p class="said">${text === '' ? msg('This comment cannot be read; it is kept.') : text}</p>
        ${
          writable && author === person?.id
            ? html`<button
                class="more quiet icon-only small-target"
                aria-label=${msg(str`Delete the comment “${text}”`)}
                title=${msg('Delete')}
                @click=${() => this.#remove(comment, where)}
              >
                ${trashIcon}
              </button>`
            : nothing
        }
      </li>
    `;
  }

  #lineOf(item: string, where: CommentedIn): AddLine<null> {
    const known = this.#lines.get(item);
    if (known) return known;
    const line = new AddLine<null>(this.#options.host, {
      acts: loaded(null),
      add: (_, text) => this.#add(item, where, text),
    });
    this.#lines.set(item, line);
    return line;
  }

  #add(item: string, where: CommentedIn, text: string): void {
    const session = this.#options.session();
    const author = session?.status.value.person?.id;
    const document = this.#document(where);
    if (!session || author === undefined || !document?.writable) return;
    addComment(document.doc, { item, text, author, at: session.now() });
  }

  #remove({ id }: Comment, where: CommentedIn): void {
    const document = this.#document(where);
    if (!document?.writable) return;
    deleteComment(document.doc, id);
    this.#options.offerUndo({ text: msg('Deleted a comment'), undo: () => restoreComment(document.doc, id) });
  }

  #document(where: CommentedIn): SharedDocument | null {
    return this.#options.session()?.documents.value[where] ?? null;
  }
}
