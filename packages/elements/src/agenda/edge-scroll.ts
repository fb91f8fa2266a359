/** Scrolling along while something is dragged near an edge. */

/** px from an edge within which scrolling begins. */
const EDGE = 48;
/** px per frame at the edge itself. */
const FASTEST = 16;

/** What scrolls around an element, through shadow roots; the page where nothing else does. */
export function scrollerOf(element: Element): Element {
  for (let at: Element | null = element; at !== null; at = outOf(at)) {
    const { overflowY } = getComputedStyle(at);
    if ((overflowY === 'auto' || overflowY === 'scroll') && at.scrollHeight > at.clientHeight) return at;
  }
  return document.scrollingElement ?? document.documentElement;
}

function outOf(element: Element): Element | null {
  if (element.assignedSlot) return element.assignedSlot;
  if (element.parentElement) return element.parentElement;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
}

/** One frame's scrolling for a pointer at `y` (px in the viewport): the nearer the edge, the faster. */
export function scrollNear(scroller: Element, y: number): void {
  const page = scroller === document.scrollingElement;
  const box = page ? { top: 0, bottom: window.innerHeight } : scroller.getBoundingClientRect();
  const top = Math.max(0, box.top);
  const bottom = Math.min(window.innerHeight, box.bottom);
  const into = y < top + EDGE ? y - top - EDGE : y > bottom - EDGE ? y - bottom + EDGE : 0;
  if (into !== 0) scroller.scrollTop += Math.round(Math.min(1, Math.max(-1, into / EDGE)) * FASTEST);
}
