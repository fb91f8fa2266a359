import type { FiresideSession } from '@fireside/client';
import {
  addPromise,
  deletePromise,
  editPromise,
  readAgenda,
  readClock,
  restorePromise,
  setPromiseKept,
  type Promised,
} from '@fireside/protocol';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type * as Y from 'yjs';
import { checkIcon, editIcon } from '../icons/row-actions.ts';
import { trashIcon } from '../icons/signs.ts';
import { fieldText } from '../lines/line-editing.ts';
import { nameOf } from '../lines/people.ts';
import { readable } from '../lines/unreadable.ts';
import type { UndoOffer } from '../widget.ts';
import { wallClock } from '../zoned-time.ts';
import { fromHere } from '../from-here.ts';
import { readDueFields, renderDueFields, untilOf, type Until } from './due-fields.ts';

/** The panel that people act in. */
export interface ActedPromises {
  readonly session: () => FiresideSession | null;
  readonly announce: (text: string) => void;
  /** Offers *Undo*; the row it is about is gone. */
  readonly offerUndo: (offer: UndoOffer) => void;
  readonly edit: (promise: Promised) => void;
}

/** What people do with promises. */
export class PromiseActs {
  readonly untilOf = untilOf;
  readonly #promises: ActedPromises;

  constructor(promises: ActedPromises) {
    this.#promises = promises;
  }

  /** @throws FiresideError, RefusedField */
  add(text: string, fields: FormData): void {
    const session = this.#promises.session();
    const doc = this.#doc();
    const status = session?.status.value;
    if (!doc || !session || !status?.person) return;
    const { owner, due, item = this.#current() } = readDueFields(fields, this.#today(session));
    const from = status.session && fromHere(session, status.session, item);
    addPromise(doc, { text, owner: owner === '' ? status.person.id : owner, due, from });
  }

  /** @throws FiresideError, RefusedField */
  edit(id: string, fields: FormData): void {
    const session = this.#promises.session();
    const document = session?.documents.value.mentorship;
    if (!session || !document?.writable) return;
    const text = fieldText(fields, 'line');
    const { owner, due } = readDueFields(fields, this.#today(session));
    editPromise(document.doc, id, { ...(text.trim() === '' ? {} : { text }), owner, due });
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
      text: msg(str`Deleted “${readable(promise.text)}”`),
      undo: () => restorePromise(doc, promise.id),
    });
  }

  /** Who, until when and, for a new one (null), from which item; `until` is what is chosen there just now. */
  renderFields(promise: Promised | null, until: Until, onUntil: (until: Until) => void): TemplateResult | undefined {
    const session = this.#promises.session();
    const { person, mentorship } = session?.status.value ?? {};
    if (!session || !person || !mentorship) return undefined;
    const agenda = session.documents.value.session?.doc;
    return renderDueFields({
      members: mentorship.members,
      self: person.id,
      owner: promise?.owner ?? person.id,
      due: promise?.due ?? null,
      until,
      onUntil,
      ...(agenda && !promise ? { from: { items: readAgenda(agenda), current: this.#current() } } : {}),
    });
  }

  /** What can be done with an opened promise. */
  renderActions(promise: Promised): TemplateResult {
    const text = readable(promise.text);
    const broken = promise.text === '';
    return html`
      <div class="below actions" role="group" aria-label=${msg(str`What to do with “${text}”`)}>
        ${
          broken
            ? nothing
            : html`${this.#renderForOther(promise)}
                <button
                  class="quiet small-target"
                  aria-label=${msg(str`Edit “${text}”`)}
                  @click=${() => this.#promises.edit(promise)}
                >
                  ${editIcon} ${msg('Edit')}
                </button>`
        }
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

  /** The box is for the one who owes it; that another one has seen it kept is said in words, never by a slip. */
  #renderForOther(promise: Promised): TemplateResult | typeof nothing {
    const session = this.#promises.session();
    if (!session || promise.owner === session.status.value.person?.id) return nothing;
    const name = nameOf(session, promise.owner);
    const words = promise.keptAt === null ? msg(str`${name} kept it`) : msg(str`${name} still owes it`);
    return html`<button
      class="quiet small-target"
      @click=${() => {
        this.keep(promise);
        this.#promises.announce(
          promise.keptAt === null ? msg(str`Kept: “${promise.text}”`) : msg(str`Open again: “${promise.text}”`),
        );
      }}
    >
      ${checkIcon} ${words}
    </button>`;
  }

  #doc(): Y.Doc | null {
    return this.#promises.session()?.documents.value.mentorship?.doc ?? null;
  }

  /** The agenda item that is talked about just now. */
  #current(): string | null {
    const doc = this.#promises.session()?.documents.value.session?.doc;
    return (doc && readClock(doc).current?.item) ?? null;
  }

  /** The day it is for this person. */
  #today(session: FiresideSession): string {
    return wallClock(session.now(), session.status.value.person?.tz ?? null).day;
  }
}
