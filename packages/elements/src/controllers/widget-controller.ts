import type { Observable } from '@fireside/client';
import { ContextConsumer } from '@lit/context';
import type { ReactiveController, ReactiveElement } from 'lit';
import { widgetContext, type UndoOffer, type View, type Widget } from '../widget.ts';

/** The widget around its host: announcing, *Undo*, and which view is shown. Outside of one, asking does nothing. */
export class WidgetController implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #follow: boolean;
  #widget: Widget | null = null;
  #stop: (() => void) | null = null;

  /** `follow`: the host updates when the view changes. */
  constructor(host: ReactiveElement, { follow = false }: { follow?: boolean } = {}) {
    this.#host = host;
    this.#follow = follow;
    new ContextConsumer(host, { context: widgetContext, callback: (widget) => this.#bind(widget) });
    host.addController(this);
  }

  get view(): View {
    return this.#widget?.view.value ?? { kind: 'session' };
  }

  announce(text: string): void {
    this.#widget?.announce(text);
  }

  offerUndo(offer: UndoOffer): void {
    this.#widget?.offerUndo(offer);
  }

  show(view: View): void {
    this.#widget?.show(view);
  }
  /** The permanent link of a saved session; null where there is none. */
  noteHref(session: string | null): string | null {
    return this.#widget?.noteHref(session) ?? null;
  }
  writeAbout(item: string): void {
    this.#widget?.writeAbout(item);
  }
  /** The widget itself, for following what it tells; null outside of one. */
  get widget(): Widget | null {
    return this.#widget;
  }

  hostDisconnected(): void {
    this.#bind(null);
  }

  #bind(widget: Widget | null): void {
    this.#stop?.();
    this.#widget = widget;
    const view: Observable<View> | undefined = this.#follow ? widget?.view : undefined;
    this.#stop = view?.subscribe(() => this.#host.requestUpdate()) ?? null;
    if (this.#follow) this.#host.requestUpdate();
  }
}
