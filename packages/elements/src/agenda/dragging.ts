import type { LitElement, ReactiveController } from 'lit';
import { scrollerOf, scrollNear } from './edge-scroll.ts';

interface Drag {
  readonly list: HTMLElement;
  readonly scroller: Element;
  readonly id: string;
  readonly pointer: number;
  /** Where in the row it was taken hold of, px from its top. */
  readonly held: number;
  /** Where the pointer is, px in the viewport. */
  y: number;
  /** The row before which it would be put down; null is the end. */
  next: HTMLElement | null;
  frame: number;
  readonly end: AbortController;
}

/**
 * Moves a row of a list with the pointer: mouse, pen or finger. Nothing is written before it is put down, and the place is
 * found by the row that stands below it then, so what the other one changes meanwhile cannot misplace it. Only the row and
 * the line that shows the place are touched; nothing renders until the end.
 *
 * The list is positioned, each row carries its id in `data-row`, and an element `.drop` beside the list shows the place.
 */
export class Dragging implements ReactiveController {
  readonly #host: LitElement;
  readonly #moved: (id: string, next: string | null) => void;
  #drag: Drag | null = null;

  constructor(host: LitElement, moved: (id: string, next: string | null) => void) {
    this.#host = host;
    this.#moved = moved;
    host.addController(this);
  }

  start(event: PointerEvent, id: string): void {
    const list = this.#rowOf(id)?.parentElement;
    const row = this.#rowOf(id);
    if (this.#drag || !list || !row || event.button !== 0 || !event.isPrimary) return;
    event.preventDefault(); // no text is selected, and the focus stays where it is
    try {
      list.setPointerCapture(event.pointerId);
    } catch {
      return; // let go of before we were there
    }
    const end = new AbortController();
    const { signal } = end;
    this.#drag = {
      list,
      scroller: scrollerOf(list),
      id,
      pointer: event.pointerId,
      held: event.clientY - row.getBoundingClientRect().top,
      y: event.clientY,
      next: null,
      frame: 0,
      end,
    };
    list.addEventListener('pointermove', this.#pointed, { signal });
    list.addEventListener('pointerup', this.#putDown, { signal });
    list.addEventListener('pointercancel', this.#cancelled, { signal });
    list.addEventListener('lostpointercapture', this.#cancelled, { signal });
    window.addEventListener('keydown', this.#pressed, { signal, capture: true });
    this.#follow();
  }

  hostUpdated(): void {
    if (this.#drag && !this.#rowOf(this.#drag.id)) this.#end(); // deleted or parked by the other one
  }

  hostDisconnected(): void {
    this.#end();
  }

  readonly #pointed = (event: PointerEvent): void => {
    if (!this.#drag || event.pointerId !== this.#drag.pointer) return;
    if (event.buttons === 0) return this.#end(); // let go of where nobody told us
    this.#drag.y = event.clientY;
  };

  readonly #putDown = (event: PointerEvent): void => {
    const drag = this.#drag;
    if (!drag || event.pointerId !== drag.pointer) return;
    drag.y = event.clientY;
    const row = this.#show(drag);
    if (row && drag.next !== row.nextElementSibling) this.#moved(drag.id, drag.next?.dataset['row'] ?? null);
    this.#host.requestUpdate();
    // The row is let go of where it is rendered, so that it is never seen at its old place.
    void this.#host.updateComplete.then(() => this.#end());
  };

  readonly #cancelled = (event: PointerEvent): void => {
    if (this.#drag && event.pointerId === this.#drag.pointer) this.#end();
  };

  readonly #pressed = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation(); // a dialog of the host page stays open
    this.#end();
  };

  readonly #follow = (): void => {
    const drag = this.#drag;
    if (!drag) return;
    scrollNear(drag.scroller, drag.y);
    this.#show(drag);
    drag.frame = requestAnimationFrame(this.#follow);
  };

  /** The row follows the pointer, and the line shows where it would be put down. Answers the row. */
  #show(drag: Drag): HTMLElement | null {
    const row = this.#rowOf(drag.id);
    const { list, y, held } = drag;
    if (!row) return null;
    const inList = y - list.getBoundingClientRect().top;
    const others = [...list.children].filter((one): one is HTMLElement => one instanceof HTMLElement && one !== row);
    drag.next = others.find((one) => inList < one.offsetTop + one.offsetHeight / 2) ?? null;
    const top = Math.min(Math.max(inList - held, 0), list.offsetHeight - row.offsetHeight);
    list.toggleAttribute('data-dragging', true);
    row.toggleAttribute('data-dragged', true);
    row.style.translate = `0 ${top - row.offsetTop}px`;
    const line = this.#line();
    const last = others.at(-1);
    if (line && last) {
      line.hidden = drag.next === row.nextElementSibling;
      line.style.insetBlockStart = `${list.offsetTop + (drag.next?.offsetTop ?? last.offsetTop + last.offsetHeight)}px`;
    }
    return row;
  }

  #end(): void {
    const drag = this.#drag;
    if (!drag) return;
    this.#drag = null;
    drag.end.abort();
    cancelAnimationFrame(drag.frame);
    if (drag.list.hasPointerCapture(drag.pointer)) drag.list.releasePointerCapture(drag.pointer);
    drag.list.toggleAttribute('data-dragging', false);
    for (const row of drag.list.querySelectorAll<HTMLElement>('[data-dragged]')) {
      row.toggleAttribute('data-dragged', false);
      row.style.translate = '';
    }
    const line = this.#line();
    if (line) line.hidden = true;
  }

  #rowOf(id: string): HTMLElement | null {
    return this.#host.renderRoot.querySelector<HTMLElement>(`ol > [data-row="${CSS.escape(id)}"]`);
  }

  #line(): HTMLElement | null {
    return this.#host.renderRoot.querySelector<HTMLElement>('.drop');
  }
}
