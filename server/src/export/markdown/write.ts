/** The text of a Markdown tree: GitHub Flavored Markdown, which is CommonMark with tasks and struck words. */
import type { List, Nodes, RootContent } from 'mdast';
import { gfmToMarkdown } from 'mdast-util-gfm';
import { toMarkdown, type Options } from 'mdast-util-to-markdown';

/** So many blocks, rows of a list, and characters are written at once: a long text must not hold up everybody else. */
const AT_ONCE = 20;
const ROWS = 50;
const CHARACTERS = 20_000;

const OPTIONS: Options = {
  bullet: '-',
  emphasis: '_',
  rule: '-',
  resourceLink: true,
  // A backslash before a sign that is written as `&#x20;` would make words of that.
  unsafe: [{ character: '\\', inConstruct: 'phrasing' }],
  extensions: [gfmToMarkdown()],
};

/** In pieces that go on after each other; each ends with a line's end. */
export function* writeMarkdown(blocks: readonly RootContent[], isFirst: boolean): Generator<string, void, void> {
  let start = 0;
  while (start < blocks.length) {
    const end = endOf(blocks, start);
    const [first] = blocks.slice(start, end);
    const isLong = end - start === 1 && first?.type === 'list' && first.children.length > ROWS;
    let gap = isFirst && start === 0 ? '' : '\n';
    for (const children of isLong ? slices(first) : [blocks.slice(start, end)]) {
      yield gap + toMarkdown({ type: 'root', children }, OPTIONS);
      gap = ''; // rows of one list
    }
    start = end;
  }
}

/** Where what is written together ends. A long list is written alone, where no other one is beside it. */
function endOf(blocks: readonly RootContent[], start: number): number {
  let [end, size] = [start, 0];
  while (end < blocks.length) {
    // How a list is written depends on its neighbours; a heading or a paragraph stands for itself.
    const isFree = end === start || standsAlone(blocks[end - 1]!, blocks[end]!) || isAlone(blocks, end);
    if (isFree && end > start && (end - start >= AT_ONCE || size >= CHARACTERS || isAlone(blocks, end))) break;
    if (end === start && isAlone(blocks, end)) return end + 1;
    size += sizeOf(blocks[end]!);
    end += 1;
  }
  return end;
}

function isAlone(blocks: readonly RootContent[], index: number): boolean {
  const [before, block, after] = [blocks[index - 1], blocks[index], blocks[index + 1]];
  return block?.type === 'list' && block.children.length > ROWS && before?.type !== 'list' && after?.type !== 'list';
}

/** A list as several, which are one again where they are written below each other without a blank line. */
function* slices(list: List): Generator<RootContent[], void, void> {
  for (let from = 0; from < list.children.length; from += ROWS) {
    const start = typeof list.start === 'number' ? list.start + from : null;
    yield [{ ...list, start, children: list.children.slice(from, from + ROWS) }];
  }
}

function sizeOf(node: Nodes): number {
  if ('value' in node) return node.value.length;
  return 'children' in node ? node.children.reduce((size, child) => size + sizeOf(child), 0) : 0;
}

function standsAlone(before: RootContent, after: RootContent): boolean {
  return before.type !== 'list' && (after.type === 'heading' || after.type === 'paragraph');
}
