import { Subject } from '@fireside/client';
import { msg } from '@lit/localize';
import { Announcer } from '../announcer.ts';
import type { About, UndoOffer, View, Widget } from '../widget.ts';

/** The widget as `<fireside-session>` provides it to the elements inside. */
export class WidgetService implements Widget {
  readonly view = new Subject<View>({ kind: 'session' });
  readonly about = new Subject<About | null>(null);
  readonly announcer = new Announcer();
  readonly undo = new Subject<UndoOffer | null>(null);
  readonly #noteHref: (session: string | null) => string | null;

  constructor(noteHref: (session: string | null) => string | null) {
    this.#noteHref = noteHref;
  }

  noteHref(session: string | null): string | null {
    return this.#noteHref(session);
  }

  announce(text: string): void {
    this.announcer.announce(text);
  }

  offerUndo(offer: UndoOffer): void {
    this.undo.set(offer);
    this.announce(`${offer.text}. ${msg('Control+Z undoes it.')}`);
  }

  show(view: View): void {
    const { value } = this.view;
    if (value.kind === view.kind && wishOf(value) === wishOf(view)) return;
    this.view.set(view);
  }

  writeAbout(item: string): void {
    this.show({ kind: 'session' });
    this.about.set({ item });
  }
}

/** Two wishes of the same session and record are one. */
function wishOf(view: View): string {
  switch (view.kind) {
    case 'saved-notes':
      return JSON.stringify([view.session, view.at ?? null]);
    case 'session':
      return view.writing ?? '';
    case 'wrap-up':
      return '';
  }
}
