/** What people do with the shared clock. */
import type { FiresideSession } from '@fireside/client';
import { comeBack, readAgenda, readClock, setItemState, stepAway, stopClock, talkAbout } from '@fireside/protocol';
import { msg, str } from '@lit/localize';
import type * as Y from 'yjs';
import type { Widget } from '../widget.ts';
import type { Running } from './view.ts';

export class ClockActs {
  readonly #session: () => FiresideSession | null;
  readonly #widget: Pick<Widget, 'announce' | 'offerUndo'>;

  constructor(session: () => FiresideSession | null, widget: Pick<Widget, 'announce' | 'offerUndo'>) {
    this.#session = session;
    this.#widget = widget;
  }

  begin(item: string): void {
    this.#do((doc, now) => {
      talkAbout(doc, item, now);
      this.#sayCurrent(doc);
    });
  }

  /** The current item is discussed; the clock goes on to the next one, or comes to its end. */
  next({ item, next }: Running): void {
    this.#do((doc, now) => {
      doc.transact(() => {
        setItemState(doc, item.id, 'discussed');
        if (next) talkAbout(doc, next.id, now);
        else stopClock(doc, item.id, now);
      });
      this.#widget.offerUndo({
        text: msg(str`Discussed: “${item.title}”`),
        undo: () => this.#backTo(item.id, next?.id ?? null),
      });
      this.#sayCurrent(doc);
    });
  }

  stop(): void {
    this.#do((doc, now) => {
      stopClock(doc, null, now);
      this.#widget.announce(msg('The clock is stopped'));
    });
  }

  stepAway(person: string): void {
    this.#do((doc, now) => stepAway(doc, person, now));
  }

  comeBack(people: readonly string[]): void {
    this.#do((doc, now) => doc.transact(() => people.forEach((person) => comeBack(doc, person, now))));
  }

  /** Undoes *Next*; the clock goes back only where nobody has moved it on. */
  #backTo(item: string, next: string | null): void {
    this.#do((doc, now) => {
      const record = readAgenda(doc).find((one) => one.id === item);
      if (record?.state !== 'discussed') return;
      doc.transact(() => {
        setItemState(doc, item, 'open');
        if ((readClock(doc).current?.item ?? null) === next) talkAbout(doc, item, now);
      });
    });
  }

  #sayCurrent(doc: Y.Doc): void {
    const { current } = readClock(doc);
    const item = readAgenda(doc).find((one) => one.id === current?.item);
    if (item) this.#widget.announce(nowWords(item.title));
  }

  #do(act: (doc: Y.Doc, now: number) => void): void {
    const session = this.#session();
    const document = session?.documents.value.session;
    if (session && document?.writable) act(document.doc, session.now());
  }
}

export function nowWords(title: string): string {
  return msg(str`Now: “${title}”`);
}
