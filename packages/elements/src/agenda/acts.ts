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
  stopClock,
  takeUp,
  talkAbout,
  type AgendaItem,
  type BacklogItem,
} from '@fireside/protocol';
import { msg, str } from '@lit/localize';
import type * as Y from 'yjs';
import { fieldText } from '../lines/line-editing.ts';
import type { UndoOffer } from '../widget.ts';
import { renderActions, renderForm } from './agenda-item-open.ts';
import { indexOfStep } from './view.ts';

/** The panel that people act in. */
export interface ActedAgenda {
  readonly session: () => FiresideSession | null;
  readonly announce: (text: string) => void;
  /** Offers *Undo*; the row it is about is gone. */
  readonly offerUndo: (offer: UndoOffer) => void;
}

/** What people do with the agenda and what is parked below it. */
export class AgendaActs {
  readonly renderForm = renderForm;
  readonly renderActions = renderActions;
  readonly #agenda: ActedAgenda;

  constructor(agenda: ActedAgenda) {
    this.#agenda = agenda;
  }

  /** @throws FiresideError */
  add(title: string): void {
    const author = this.#author();
    const doc = this.#doc();
    if (doc && author !== undefined) addItem(doc, { title, author });
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

  /** @throws FiresideError */
  edit(id: string, fields: FormData): void {
    const document = this.#agenda.session()?.documents.value.session;
    if (!document?.writable) return;
    const title = fieldText(fields, 'line').trim();
    const minutes = fieldText(fields, 'minutes').trim();
    editItem(document.doc, id, {
      ...(title === '' ? {} : { title }), // an emptied title means: as it was
      minutes: minutes === '' ? null : Math.min(600, Math.max(1, Math.round(Number(minutes)))),
    });
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
    const shown = readAgenda(doc).filter((one) => one.state !== 'parked');
    const place = shown.findIndex((one) => one.id === item.id) + 1;
    this.#agenda.announce(msg(str`“${item.title}” is number ${place} of ${shown.length} now`));
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
    this.#offerUndo(msg(str`Deleted “${item.title}”`), () => restoreItem(doc, item.id));
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
    this.#offerUndo(msg(str`Deleted “${item.title}”`), () => restoreBacklogItem(doc, item.id));
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
    this.#agenda.offerUndo({ text, undo });
  }
}
