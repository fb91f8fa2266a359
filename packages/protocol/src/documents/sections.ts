/** Notes as sections, each with who wrote in it. Reads only. */
import * as Y from 'yjs';

/** The level of the headings that stand above what was written about an agenda item. */
const ITEM_LEVEL = 2;
/** Deeper than any editor of ours writes; a hostile peer must not end our stack. */
const MAX_DEPTH = 40;

/** A heading with what stands below it, up to the next one of its level. */
export interface Section {
  /** The agenda item that it is about; null where it is about none. */
  readonly item: string | null;
  /** The words alone, one line per block. */
  readonly text: string;
  /** The Yjs clientIDs of those who wrote what is there now; the server knows whose they are. */
  readonly clients: ReadonlySet<number>;
}

/** The sections in which something was written, in order; what stands above the first heading is one, too. */
export function readSections(fragment: Y.XmlFragment): Section[] {
  const sections: { item: string | null; lines: string[]; clients: Set<number> }[] = [];
  for (const block of fragment.toArray()) {
    const item = block instanceof Y.XmlElement ? subjectOf(block) : undefined;
    if (item !== undefined || sections.length === 0)
      sections.push({ item: item ?? null, lines: [], clients: new Set() });
    const { lines, clients } = sections.at(-1)!;
    lines.push('');
    addWords(block as Y.AbstractType<unknown>, lines, clients, 0);
  }
  return sections
    .map(({ item, lines, clients }) => ({ item, text: lines.filter((line) => line !== '').join('\n'), clients }))
    .filter(({ text }) => text.trim() !== '');
}

/** Of a heading that begins another subject: its item, or null; undefined for every other block. */
function subjectOf(block: Y.XmlElement): string | null | undefined {
  if (block.nodeName !== 'heading') return undefined;
  const { item, level } = block.getAttributes() as Record<string, unknown>;
  if (typeof item === 'string') return item;
  // A lower heading without an item divides the same subject.
  return typeof level !== 'number' || level <= ITEM_LEVEL ? null : undefined;
}

/** Goes on with the last of `lines`, and begins another one at each block in `type`. */
function addWords(type: Y.AbstractType<unknown>, lines: string[], clients: Set<number>, depth: number): void {
  if (depth > MAX_DEPTH) return;
  for (let item = type._start; item !== null; item = item.right) {
    if (item.deleted) continue;
    const { content } = item;
    if (content instanceof Y.ContentString) {
      lines[lines.length - 1] += content.str;
      clients.add(item.id.client);
    } else if (content instanceof Y.ContentType) {
      if (content.type instanceof Y.XmlElement) lines.push('');
      addWords(content.type as Y.AbstractType<unknown>, lines, clients, depth + 1);
      if (content.type instanceof Y.XmlElement) lines.push('');
    }
  }
}
