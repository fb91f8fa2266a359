import type { ReactiveController, ReactiveElement } from 'lit';
import type { WidgetController } from '../controllers/widget-controller.ts';
import type { About } from '../widget.ts';
import type { FiresideNotesEditor } from './editor/editor.ts';

/** Askings that somebody has had their answer to: notes that are shown again do not answer twice. */
const answered = new WeakSet<About>();

/** Answers who asks in another panel to write about an item: as soon as the editor of the shared notes is there. */
export class AboutController implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #widget: WidgetController;
  /** Brings the shared notes to the front. */
  readonly #show: () => void;
  #stop: (() => void) | null = null;

  /** `widget` is to be a controller of the same host, made before. */
  constructor(host: ReactiveElement, widget: WidgetController, show: () => void) {
    this.#host = host;
    this.#widget = widget;
    this.#show = show;
    host.addController(this);
  }

  hostConnected(): void {
    const about = this.#widget.widget?.about;
    this.#stop = about?.subscribe(() => this.#asked()) ?? null;
    this.#asked();
  }

  hostDisconnected(): void {
    this.#stop?.();
  }

  hostUpdated(): void {
    const about = this.#open;
    const editor = this.#host.renderRoot.querySelector<FiresideNotesEditor>(
      '#shared fireside-notes-editor, .single fireside-notes-editor',
    );
    if (!about || !editor || !('writeAbout' in editor)) return;
    const item = editor.items.find(({ id }) => id === about.item);
    answered.add(about);
    if (item) void editor.updateComplete.then(() => editor.writeAbout(item));
  }

  get #open(): About | null {
    const about = this.#widget.widget?.about.value ?? null;
    return about && !answered.has(about) ? about : null;
  }

  #asked(): void {
    if (!this.#open) return;
    this.#show();
    this.#host.requestUpdate();
  }
}
