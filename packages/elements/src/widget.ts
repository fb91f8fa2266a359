import type { Observable } from '@fireside/client';
import { createContext } from '@lit/context';

/** What the widget shows just now. The moment (lobby, live, after) follows from the session's state; this is the person's wish on top. */
export type View =
  /**
   * The lobby, the call with its panels, or the recap: whatever the session's state asks for. `writing` is the id of a session
   * of which agenda and notes are shown although it is wrapped up.
   */
  | { readonly kind: 'session'; readonly writing?: string }
  /** *Wrap up*: takeaways, decisions, promises and the next date on one panel. */
  | { readonly kind: 'wrap-up' }
  /** *Saved notes*; `session` opens one of them, null the list. `at` is the id of a record in it, to be scrolled to and marked. */
  | { readonly kind: 'saved-notes'; readonly session: string | null; readonly at?: string | null };

export interface UndoOffer {
  /** What happened, in words: "Deleted “Book a room”". */
  readonly text: string;
  readonly undo: () => void;
}

export interface About {
  readonly item: string;
}

/** What `<fireside-session>` does for the elements inside it, apart from the session itself. */
export interface Widget {
  /** Says it to people who use a screen reader, politely. */
  announce(text: string): void;
  /** Offers *Undo* in the one region of the widget; a new offer replaces the last. Announced as well. */
  offerUndo(offer: UndoOffer): void;
  readonly view: Observable<View>;
  show(view: View): void;
  /** The permanent link of a saved session (null: of their list); null where the page gave no `notes-href`. */
  noteHref(session: string | null): string | null;
  /** The agenda item that somebody last asked to write about, a new object at each asking; null before. */
  readonly about: Observable<About | null>;
  /** Shows the notes and puts the caret where this item is written about. */
  writeAbout(item: string): void;
}

export const widgetContext = createContext<Widget>(Symbol('fireside-widget'));
