import type { FiresideSession } from '@fireside/client';
import {
  addItem,
  addItems,
  deleteBacklogItem,
  deleteItem,
  editItem,
  moveItem,
  readAgenda,
  readClock,
  restoreBacklogItem,
  restoreItem,
  setItemState,
  setStillWanted,
  stopClock,
  takeUp,
  talkAbout,
  type AgendaItem,
  type BacklogItem,
} from '@fireside/protocol';
import { msg, str } from '@lit/localize';
import { html, nothing, type LitElement, type TemplateResult } from 'lit';
import type * as Y from 'yjs';
import { fieldText } from '../lines/line-editing.ts';
import type { UndoOffer } from '../widget.ts';
import { renderActions, renderForm } from './agenda-item-open.ts';
import type { ItemRow } from './agenda-item.ts';
import { Comments } from './comments.ts';
import { Dragging } from './dragging.ts';
import { readFields, renderFields } from './fields.ts';
import { indexBefore, indexOfStep } from './view.ts';

/** The panel that people act in. */
export interface ActedAgenda {
  readonly host: LitElement;
  readonly session: () => FiresideSession | null;
  readonly announce: (text: string) => void;
  readonly writeAbout: (item: string) => void;
  readonly offerUndo: (offer: UndoOffer) => void;
  /** Closes the opened row. */
  readonly close: () => void;
}

/** What people do with the agenda and what is parked below it. */
export class AgendaActs {
  readonly renderForm = renderForm;
  readonly comments: Comments;
  readonly #agenda: ActedAgenda;
  readonly #dragging: Dragging;

  constructor(agenda: ActedAgenda) {
    this.#agenda = agenda;
    this.comments = new Comments(agenda);
    this.#dragging = new Dragging(agenda.host, (id, next) => this.#moveBefore(id, next));
  }

  /** The fields of a new item, beside its title. */
  renderNew(): TemplateResult {
    return renderFields({ kind: 'topic', minutes: null });
  }

  /** What an opened item shows. */
  renderOpen(row: ItemRow): TemplateResult {
    const { item, comments, writable } = row;
    return html`${writable ? renderActions(row) : nothing} ${this.comments.render({ item, comments, where: 'session' })}`;
  }

  /** @throws FiresideError, RefusedField */
  add(title: string, fields: FormData): void {
    const author = this.#author();
    const doc = this.#doc();
    if (doc && author !== undefined) addItem(doc, { title, author, ...readFields(fields) });
  }

  /** @throws FiresideError */
  addBlock(titles: readonly string[]): void {
    const author = this.#author();
    const doc = this.#doc();
    if (!doc || author === undefined) return;
    const ids = addItems(
      doc,
      titles.map((title) => ({ title, author })),
    );
    this.#offerUndo(msg(str`${ids.length} items added`), () => ids.forEach((id) => deleteItem(doc, id)));
  }

  /** @throws FiresideError, RefusedField */
  edit(id: string, fields: FormData): void {
    const document = this.#agenda.session()?.documents.value.session;
    if (!document?.writable) return;
    const title = fieldText(fields, 'line').trim();
    // An emptied title means: as it was.
    editItem(document.doc, id, { ...(title === '' ? {} : { title }), ...readFields(fields) });
  }

  tick(item: AgendaItem): void {
    const session = this.#agenda.session();
    const doc = this.#doc();
    if (!session || !doc) return;
    const done = item.state !== 'discussed';
    setItemState(doc, item.id, done ? 'discussed' : 'open');
    if (done) stopClock(doc, item.id, session.now());
  }

  step(item: AgendaItem, step: -1 | 1): void {
    const doc = this.#doc();
    const index = doc && indexOfStep(readAgenda(doc), item.id, step);
    if (!doc || index === null) return;
    moveItem(doc, item.id, index);
    this.#announcePlace(doc, item.id);
  }

  /** Moves an item with the pointer that went down on its handle. */
  drag(event: PointerEvent, id: string): void {
    this.#dragging.start(event, id);
  }

  #moveBefore(id: string, next: string | null): void {
    const document = this.#agenda.session()?.documents.value.session;
    if (!document?.writable) return;
    const index = indexBefore(readAgenda(document.doc), id, next);
    if (index === null) return;
    moveItem(document.doc, id, index);
    this.#announcePlace(document.doc, id);
  }

  #announcePlace(doc: Y.Doc, id: string): void {
    const shown = readAgenda(doc).filter((one) => one.state !== 'parked');
    const place = shown.findIndex((one) => one.id === id);
    this.#agenda.announce(msg(str`“${shown[place]?.title ?? ''}” is number ${place + 1} of ${shown.length} now`));
  }

  keepWanted(item: AgendaItem): void {
    const doc = this.#doc();
    if (doc) setStillWanted(doc, item.id);
  }

  writeAbout(id: string): void {
    this.#agenda.writeAbout(id);
  }

  park(item: AgendaItem): void {
    const session = this.#agenda.session();
    const doc = this.#doc();
    if (!session || !doc) return;
    setItemState(doc, item.id, 'parked');
    stopClock(doc, item.id, session.now());
    this.#offerUndo(msg(str`Parked “${item.title}”`), () => setItemState(doc, item.id, item.state));
  }

  reopen(item: AgendaItem): void {
    const doc = this.#doc();
    if (doc) setItemState(doc, item.id, 'open');
  }

  remove(item: AgendaItem): void {
    const doc = this.#doc();
    if (!doc) return;
    deleteItem(doc, item.id);
    this.#offerUndo(deletedWords(item), () => restoreItem(doc, item.id));
  }

  /** Puts the clock on an item, or takes it off. */
  talk(item: AgendaItem): void {
    const session = this.#agenda.session();
    const doc = this.#doc();
    if (!session || !doc) return;
    if (readClock(doc).current?.item === item.id) stopClock(doc, item.id, session.now());
    else talkAbout(doc, item.id, session.now());
  }

  takeUp(item: BacklogItem): void {
    const session = this.#agenda.session();
    const mentorship = this.#backlog();
    const doc = this.#doc();
    const id = session?.status.value.session?.id;
    if (!mentorship || !doc || id === undefined) return;
    takeUp(mentorship, doc, item.id, id);
    this.#agenda.announce(msg(str`“${item.title}” is on the agenda`));
  }

  removeBacklog(item: BacklogItem): void {
    const doc = this.#backlog();
    if (!doc) return;
    deleteBacklogItem(doc, item.id);
    this.#offerUndo(deletedWords(item), () => restoreBacklogItem(doc, item.id));
  }

  #doc(): Y.Doc | null {
    return this.#agenda.session()?.documents.value.session?.doc ?? null;
  }

  #backlog(): Y.Doc | null {
    return this.#agenda.session()?.documents.value.mentorship?.doc ?? null;
  }

  #author(): string | undefined {
    return this.#agenda.session()?.status.value.person?.id;
  }

  #offerUndo(text: string, undo: () => void): void {
    this.#agenda.close(); // the row it is about is gone
    this.#agenda.offerUndo({ text, undo });
  }
}

function deletedWords({ title }: BacklogItem): string {
  return title === '' ? msg('Deleted an item') : msg(str`Deleted “${title}”`);
}
