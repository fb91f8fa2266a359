import type { WidgetService } from './widget-service.ts';

/** *Undo* with the keyboard: Control+Z (Command+Z) outside of text, and the focus goes back where it came from. */
export class UndoFocus {
  readonly #widget: WidgetService;
  #from: readonly EventTarget[] = [];

  constructor(widget: WidgetService) {
    this.#widget = widget;
  }

  /** For `keydown` of the widget. */
  readonly pressed = (event: KeyboardEvent): void => {
    const offer = this.#widget.undo.value;
    const { key, ctrlKey, metaKey, shiftKey, altKey, defaultPrevented } = event;
    if (
      offer === null ||
      defaultPrevented ||
      shiftKey ||
      altKey ||
      !(ctrlKey || metaKey) ||
      key.toLowerCase() !== 'z'
    ) {
      return;
    }
    if (hasText(event.composedPath()[0])) return; // there it takes back what was typed
    event.preventDefault();
    offer.undo();
    this.#widget.undo.set(null);
  };

  /** For `focusout` of the widget: remembers what gives the focus to the offer. */
  readonly left = (event: FocusEvent): void => {
    const to = event.relatedTarget;
    if (to instanceof Element && to.localName === 'fireside-toast') this.#from = event.composedPath();
  };

  /** For `done` of the offer. */
  readonly done = (event: Event): void => {
    const toast = event.currentTarget;
    const inside = toast instanceof Element && toast.matches(':focus-within');
    this.#widget.undo.set(null);
    if (inside) focusNear(this.#from);
    this.#from = [];
  };
}

/** The element itself, or where it has gone (a field that is only there while it is used), the next beside it. */
function focusNear(path: readonly EventTarget[]): void {
  const [from] = path;
  const near = path.find((one) => one instanceof HTMLElement && one.checkVisibility());
  if (!(near instanceof HTMLElement)) return;
  if (near === from) near.focus();
  else near.querySelector<HTMLElement>('input, button')?.focus();
}

function hasText(target: EventTarget | undefined): boolean {
  if (target instanceof HTMLInputElement) return target.type !== 'checkbox' && target.value !== '';
  return target instanceof HTMLElement && (target.isContentEditable || target instanceof HTMLTextAreaElement);
}
