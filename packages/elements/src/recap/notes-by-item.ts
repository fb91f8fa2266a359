/** Which of a session's notes were written about which item of its agenda. */
import { plainText, type RichNode } from '@fireside/protocol';

/** The level of the headings that stand above what was written about an agenda item, as the editor makes them. */
const ITEM_LEVEL = 2;

export interface NotesByItem {
  readonly byItem: ReadonlyMap<string, readonly RichNode[]>;
  /** What was written about none of these items, with its headings. */
  readonly rest: readonly RichNode[];
}

/**
 * Every block stands in one of the two, once. A heading that only repeats the item's title goes: the title is there
 * already. What stands below a heading of an item that is not in `items` stays with its heading.
 */
export function notesByItem(
  notes: readonly RichNode[],
  items: readonly { readonly id: string; readonly title: string }[],
): NotesByItem {
  const titles = new Map(items.map(({ id, title }) => [id, title]));
  const byItem = new Map<string, RichNode[]>();
  const rest: RichNode[] = [];
  let place = rest;
  for (const node of notes) {
    if (beginsSection(node)) {
      const { item } = node.attrs ?? {};
      const title = typeof item === 'string' ? titles.get(item) : undefined;
      if (typeof item !== 'string' || title === undefined) {
        place = rest;
      } else {
        place = byItem.get(item) ?? [];
        byItem.set(item, place);
        if (plainText([node]).trim() === title.trim()) continue;
      }
    }
    place.push(node);
  }
  return { byItem, rest };
}

/** A heading that begins another subject; a lower one without an item divides the same. */
function beginsSection({ type, attrs }: RichNode): boolean {
  if (type !== 'heading') return false;
  const level = attrs?.level;
  return typeof attrs?.item === 'string' || typeof level !== 'number' || level <= ITEM_LEVEL;
}
