/** The text of a Markdown tree: GitHub Flavored Markdown, which is CommonMark with tasks and struck words. */
import type { RootContent } from 'mdast';
import { gfmToMarkdown } from 'mdast-util-gfm';
import { toMarkdown, type Options } from 'mdast-util-to-markdown';

/** So many blocks are written at once: a long text must not hold up everybody else. */
const AT_ONCE = 20;

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
    let end = Math.min(start + AT_ONCE, blocks.length);
    // How a list is written depends on its neighbours; a heading or a paragraph stands for itself.
    while (end < blocks.length && !standsAlone(blocks[end - 1]!, blocks[end]!)) end += 1;
    const text = toMarkdown({ type: 'root', children: blocks.slice(start, end) }, OPTIONS);
    yield (isFirst && start === 0 ? '' : '\n') + text;
    start = end;
  }
}

function standsAlone(before: RootContent, after: RootContent): boolean {
  return before.type !== 'list' && (after.type === 'heading' || after.type === 'paragraph');
}
