import type { FiresideSession } from '@fireside/client';
import {
  addPromise,
  deletePromise,
  editPromise,
  restorePromise,
  setPromiseKept,
  type Promised,
} from '@fireside/protocol';
import { msg, str } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import type * as Y from 'yjs';
import { editIcon } from '../icons/row-actions.ts';
import { trashIcon } from '../icons/signs.ts';
import { fieldText } from '../lines/line-editing.ts';
import type { UndoOffer } from '../widget.ts';
import { readDueFields, renderDueFields, untilOf } from './due-fields.ts';

/** The panel that people act in. */
export interface ActedPromises {
  readonly session: () => FiresideSession | null;
  /** Offers *Undo*; the row it is about is gone. */
  readonly offerUndo: (offer: UndoOffer) => void;
  readonly edit: (promise: Promised) => void;
}

/** What people do with promises. */
export class PromiseActs {
  readonly renderDueFields = renderDueFields;
  readonly untilOf = untilOf;
  readonly #promises: ActedPromises;

  constructor(promises: ActedPromises) {
    this.#promises = promises;
  }

  /** @throws FiresideError */
  add(text: string, fields: FormData): void {
    const doc = this.#doc();
    const status = this.#promises.session()?.status.value;
    if (!doc || !status?.person) return;
    const { owner, due } = readDueFields(fields);
    const from = status.session ? { session: status.session.id, item: null } : null;
    addPromise(doc, { text, owner: owner === '' ? status.person.id : owner, due, from });
  }

  /** @throws FiresideError */
  edit(id: string, fields: FormData): void {
    const document = this.#promises.session()?.documents.value.mentorship;
    if (!document?.writable) return;
    const text = fieldText(fields, 'line');
    editPromise(document.doc, id, { ...(text.trim() === '' ? {} : { text }), ...readDueFields(fields) });
  }

  keep(promise: Promised): void {
    const doc = this.#doc();
    const session = this.#promises.session();
    if (doc && session) setPromiseKept(doc, promise.id, promise.keptAt === null ? session.now() : null);
  }

  remove(promise: Promised): void {
    const doc = this.#doc();
    if (!doc) return;
    deletePromise(doc, promise.id);
    this.#promises.offerUndo({
      text: msg(str`Deleted “${promise.text}”`),
      undo: () => restorePromise(doc, promise.id),
    });
  }

  /** What can be done with an opened promise. */
  renderActions(promise: Promised): TemplateResult {
    const { text } = promise;
    return html`
      <div class="below actions" role="group" aria-label=${msg(str`What to do with “${text}”`)}>
        <button
          class="quiet small-target"
          aria-label=${msg(str`Edit “${text}”`)}
          @click=${() => this.#promises.edit(promise)}
        >
          ${editIcon} ${msg('Edit')}
        </button>
        <button
          class="quiet small-target"
          aria-label=${msg(str`Delete “${text}”`)}
          @click=${() => this.remove(promise)}
        >
          ${trashIcon} ${msg('Delete')}
        </button>
      </div>
    `;
  }

  #doc(): Y.Doc | null {
    return this.#promises.session()?.documents.value.mentorship?.doc ?? null;
  }
}
