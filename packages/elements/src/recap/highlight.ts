import { foundPlaces, readSearch } from '@fireside/protocol';

/** The name in `::highlight()`. */
const FOUND = 'fireside-found';
/** A phrase does not go on over the end of one of these. */
const BLOCKS = 'p, li, h3, h4, h5, h6, blockquote, div, .text, .end, .below';
/** What is not of the session: buttons and what one writes oneself. */
const ASIDE = 'button, a.button, form, select, label, nav, [hidden], [data-screen-only]';

/**
 * Marks searched words in an element by the CSS Custom Highlight API, which changes nothing in its tree. The registry is
 * the page's, and other elements may mark at the same time.
 */
export class FoundHighlight {
  #ranges: readonly Range[] = [];

  /** Marks `words`, as they were typed, in `root` and nothing else; answers the first place, null where there is none. */
  mark(root: ParentNode, words: readonly string[]): Range | null {
    this.clear();
    this.#ranges = words.length === 0 ? [] : rangesOf(root, words);
    const highlight = registered();
    for (const range of this.#ranges) highlight?.add(range);
    return this.#ranges[0] ?? null;
  }

  clear(): void {
    const highlight = registered();
    for (const range of this.#ranges) highlight?.delete(range);
    this.#ranges = [];
  }
}

/** Null in a browser that cannot: then nothing is marked. */
function registered(): Highlight | null {
  if (typeof Highlight === 'undefined' || !('highlights' in CSS)) return null;
  const known = CSS.highlights.get(FOUND) ?? new Highlight();
  CSS.highlights.set(FOUND, known);
  return known;
}

function rangesOf(root: ParentNode, words: readonly string[]): Range[] {
  const parts = words.flatMap(readSearch);
  return textsOf(root).flatMap((nodes) => {
    const text = nodes.map((node) => node.data).join('');
    return foundPlaces(text, parts).map(({ start, end }) => rangeIn(nodes, start, end));
  });
}

/** The text of the session, by blocks: a word may be half bold. */
function textsOf(root: ParentNode): Text[][] {
  const texts = new Map<Element, Text[]>();
  const walker = document.createTreeWalker(root as unknown as Node, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!(node instanceof Text) || !parent || parent.closest(ASIDE)) continue;
    const block = parent.closest(BLOCKS) ?? parent;
    const known = texts.get(block);
    if (known) known.push(node);
    else texts.set(block, [node]);
  }
  return [...texts.values()];
}

function rangeIn(nodes: readonly Text[], start: number, end: number): Range {
  const range = new Range();
  let at = 0;
  for (const node of nodes) {
    const next = at + node.length;
    if (start >= at && start < next) range.setStart(node, start - at);
    if (end > at && end <= next) range.setEnd(node, end - at);
    at = next;
  }
  return range;
}
