import { FiresideViewEvent } from '../events.ts';
import type { View, Widget } from '../widget.ts';

/** What the page has said about saved notes. */
interface Page extends EventTarget {
  /** The saved session that is read, '' for their list, null for the session itself. */
  notes: string | null;
  notesHref: string | null;
  mentorship: string;
}

/**
 * Keeps the view and what the page asked for by `notes` the same, both ways: what the page sets is shown, and where the
 * person goes by themselves the page is told, so that it can keep its address.
 */
export class Views {
  readonly #page: Page;
  readonly #widget: Pick<Widget, 'view' | 'show'>;
  #before: View;

  constructor(page: Page, widget: Pick<Widget, 'view' | 'show'>) {
    this.#page = page;
    this.#widget = widget;
    this.#before = widget.view.value;
    widget.view.subscribe(() => this.#moved());
  }

  /** Shows what the page has set. */
  follow(): void {
    const { notes } = this.#page;
    if (notes === notesOf(this.#widget.view.value)) return;
    this.#widget.show(notes === null ? { kind: 'session' } : { kind: 'saved-notes', session: notes || null });
  }

  #moved(): void {
    const before = this.#before;
    const view = this.#widget.view.value;
    this.#before = view;
    const notes = notesOf(view);
    const stayed = before.kind === view.kind && notesOf(before) === notes;
    const byPage = notes === this.#page.notes && notes !== notesOf(before);
    if (stayed || byPage) return;
    this.#page.notes = notes;
    const session = view.kind === 'saved-notes' ? view.session : null;
    const href = view.kind === 'saved-notes' ? noteHref(this.#page.notesHref, this.#page.mentorship, session) : null;
    this.#page.dispatchEvent(new FiresideViewEvent({ view: view.kind, session, href }));
  }
}

function notesOf(view: View): string | null {
  return view.kind === 'saved-notes' ? (view.session ?? '') : null;
}

/** The address of a saved session, or of their list: `template` of the page with the ids in place of `{mentorship}` and `{session}`. */
export function noteHref(template: string | null, mentorship: string, session: string | null): string | null {
  if (template === null || template === '') return null;
  const ids: Readonly<Record<string, string>> = { '{mentorship}': mentorship, '{session}': session ?? '' };
  return template.replaceAll(/\{(?:mentorship|session)\}/g, (name) => encodeURIComponent(ids[name] ?? ''));
}
