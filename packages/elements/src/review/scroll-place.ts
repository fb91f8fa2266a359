/** Remembers how far the page, or the box around an element, was scrolled, and goes back there. */
export class ScrollPlace {
  #kept: { readonly box: Element; readonly top: number } | null = null;

  keep(element: Element): void {
    const box = scrollerOf(element);
    this.#kept = { box, top: box.scrollTop };
  }

  forget(): void {
    this.#kept = null;
  }

  restore(): void {
    const kept = this.#kept;
    this.#kept = null;
    if (kept?.box.isConnected) kept.box.scrollTop = kept.top;
  }
}

/** The nearest box around `element` that scrolls, through shadow roots and slots. */
function scrollerOf(element: Element): Element {
  for (let at = parentOf(element); at !== null; at = parentOf(at)) {
    const { overflowY } = getComputedStyle(at);
    if ((overflowY === 'auto' || overflowY === 'scroll') && at.scrollHeight > at.clientHeight) return at;
  }
  return document.scrollingElement ?? document.documentElement;
}

function parentOf(element: Element): Element | null {
  const parent = element.assignedSlot ?? element.parentNode;
  if (parent instanceof ShadowRoot) return parent.host;
  return parent instanceof Element ? parent : null;
}
