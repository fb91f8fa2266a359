import type { Node } from '@tiptap/pm/model';

/** The level of the headings that stand above what was written about an agenda item. */
export const ITEM_LEVEL = 2;

/** The agenda item that the block at `index` of the document was written about; null where it stands below none. */
export function itemAbove(doc: Node, index: number): string | null {
  for (let at = index; at >= 0; at -= 1) {
    const node = doc.child(at);
    if (!isSection(node)) continue;
    const item: unknown = node.attrs.item;
    return typeof item === 'string' ? item : null;
  }
  return null;
}

/** Where the last block below the heading of `item` ends; null without such a heading. */
export function endOfSection(doc: Node, item: string): number | null {
  let end: number | null = null;
  let inside = false;
  doc.forEach((node, offset) => {
    if (isSection(node)) inside = end === null && node.attrs.item === item;
    if (inside) end = offset + node.nodeSize - 1;
  });
  return end;
}

/** A heading that begins another subject; a lower one without an item divides the same. */
function isSection(node: Node): boolean {
  if (node.type.name !== 'heading') return false;
  const level: unknown = node.attrs.level;
  return typeof node.attrs.item === 'string' || typeof level !== 'number' || level <= ITEM_LEVEL;
}
