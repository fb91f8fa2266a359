/**
 * Rich text as a Markdown tree (mdast). Nothing that was written becomes markup by itself: words are words, and the writer
 * escapes them. What is unknown keeps its words.
 */
import type { RichNode } from '@fireside/protocol';
import type { BlockContent, ListItem, Paragraph, PhrasingContent } from 'mdast';
import { clean, linesOf, text } from './text.ts';

const MARKS = ['bold', 'italic', 'strike'] as const;
const WRAPPERS = { bold: 'strong', italic: 'emphasis', strike: 'delete' } as const;
const SCHEMES: readonly string[] = ['http:', 'https:', 'mailto:'];

/** `level`: of the heading that it stands below. */
export function richTextBlocks(nodes: readonly RichNode[], level: number): BlockContent[] {
  const blocks: BlockContent[] = [];
  let line: RichNode[] = [];
  const endLine = (): void => {
    blocks.push(...paragraph(line));
    line = [];
  };
  for (const node of nodes) {
    if (isInline(node)) {
      line.push(node);
      continue;
    }
    endLine();
    blocks.push(...block(node, level));
  }
  endLine();
  return blocks;
}

function isInline(node: RichNode): boolean {
  return node.text !== undefined || node.type === 'hardBreak';
}

function block(node: RichNode, level: number): BlockContent[] {
  const content = node.content ?? [];
  switch (node.type) {
    case 'heading':
      return content.every(isInline) ? heading(node, level) : richTextBlocks(content, level);
    case 'bulletList':
    case 'taskList':
      return list(content, level, null);
    case 'orderedList':
      return list(content, level, startOf(node));
    case 'listItem':
    case 'taskItem':
      return list([node], level, null);
    case 'blockquote': {
      const children = richTextBlocks(content, level);
      return children.length === 0 ? [] : [{ type: 'blockquote', children }];
    }
    default:
      return richTextBlocks(content, level);
  }
}

function paragraph(line: readonly RichNode[]): Paragraph[] {
  if (isHuge(line)) return wordsOf(line).map((words) => ({ type: 'paragraph', children: [text(words)] }));
  const children = phrasing(line);
  return children.length === 0 ? [] : [{ type: 'paragraph', children }];
}

function heading({ attrs, content = [] }: RichNode, level: number): BlockContent[] {
  if (isHuge(content)) return paragraph(content);
  // A heading is one line of Markdown.
  const children = phrasing(content.map((one) => (one.type === 'hardBreak' ? { type: 'text', text: ' ' } : one))).map(
    (child): PhrasingContent => (child.type === 'break' ? { type: 'text', value: ' ' } : child),
  );
  if (children.length === 0) return [];
  const own = attrs?.level === 1 || attrs?.level === 3 ? attrs.level : 2;
  return [{ type: 'heading', depth: Math.min(6, level + own) as 1 | 2 | 3 | 4 | 5 | 6, children }];
}

function list(items: readonly RichNode[], level: number, start: number | null): BlockContent[] {
  const children = items.map((item): ListItem => {
    const isItem = item.type === 'listItem' || item.type === 'taskItem';
    const blocks = richTextBlocks(isItem ? (item.content ?? []) : [item], level);
    const checked = item.type === 'taskItem' ? item.attrs?.checked === true : null;
    return { type: 'listItem', spread: blocks.some(beginsWithNumber), checked, children: blocks };
  });
  const filled = children.filter((child) => child.children.length > 0);
  if (filled.length === 0) return [];
  return [{ type: 'list', ordered: start !== null, start, spread: false, children: filled }];
}

/** A number does not always end the paragraph above it (CommonMark 0.31 section 5.2): a blank line does. */
function beginsWithNumber(one: BlockContent): boolean {
  if (one.type === 'list' && one.ordered === true) return true;
  const first =
    one.type === 'list' ? one.children[0]?.children[0] : one.type === 'blockquote' ? one.children[0] : undefined;
  return first !== undefined && beginsWithNumber(first as BlockContent);
}

/** CommonMark 0.31 section 5.2: at most nine digits. */
function startOf({ attrs }: RichNode): number {
  const start = attrs?.start;
  return typeof start === 'number' && Number.isInteger(start) && start >= 0 && start < 1e9 ? start : 1;
}

/**
 * Lines and differently marked words of one block. Nobody writes more; what a program wrote keeps its words alone, because
 * the writer takes time with the square of it.
 */
const MAX_PARTS = 1_000;

/** UTF-16 code units of one block, some ten pages: more keeps its words alone, too, and is written as several. */
const MAX_LENGTH = 20_000;

function isHuge(line: readonly RichNode[]): boolean {
  return line.reduce((length, node) => length + (node.text?.length ?? 0), 0) > MAX_LENGTH;
}

/** The words of a huge block, cut between words where there is a space. */
function wordsOf(line: readonly RichNode[]): string[] {
  const all = line.flatMap((node) => linesOf(node.text ?? '\n')).join(' ');
  const parts: string[] = [];
  for (let from = 0; from < all.length;) {
    const end = from + MAX_LENGTH;
    const space = all.lastIndexOf(' ', end);
    const isPair = /[\ud800-\udbff]/.test(all[end - 1] ?? '');
    const to = end >= all.length ? all.length : space > from + MAX_LENGTH / 2 ? space : isPair ? end - 1 : end;
    parts.push(all.slice(from, to).trim());
    from = to;
  }
  return parts.filter((part) => part !== '');
}

interface Run {
  readonly value: string;
  readonly href: string | null;
  readonly marks: ReadonlySet<string>;
}

/** The inline content of a block, without breaks at its ends, where Markdown has none. */
function phrasing(line: readonly RichNode[]): PhrasingContent[] {
  const parts = line.flatMap((node) => linesOf(node.text ?? '\n'));
  const children = parts.length > MAX_PARTS ? [text(parts.join(' '))] : inlines(line);
  trim(children);
  return children;
}

function inlines(line: readonly RichNode[]): PhrasingContent[] {
  const children: PhrasingContent[] = [];
  let runs: Run[] = [];
  const endRuns = (): void => {
    children.push(...joined(links(runs)));
    runs = [];
  };
  for (const node of line) {
    const lines = node.text === undefined ? ['', ''] : linesOf(node.text);
    for (const [index, value] of lines.entries()) {
      if (index > 0) {
        endRuns();
        children.push({ type: 'break' });
      }
      if (value !== '') runs.push(runOf(node, value));
    }
  }
  endRuns();
  return children;
}

/** One text of neighbours: they are escaped together. */
function joined(children: readonly PhrasingContent[]): PhrasingContent[] {
  const found: PhrasingContent[] = [];
  for (const child of children) {
    const last = found.at(-1);
    if (child.type === 'text' && last?.type === 'text') {
      found[found.length - 1] = { type: 'text', value: last.value + child.value };
    } else found.push(child);
  }
  return found;
}

/** Takes breaks and white space off both ends, where Markdown has none. */
function trim(children: PhrasingContent[]): void {
  const isNothing = (child: PhrasingContent | undefined): boolean =>
    child?.type === 'break' || (child?.type === 'text' && child.value.trim() === '');
  while (isNothing(children[0])) children.shift();
  while (isNothing(children.at(-1))) children.pop();
}

function runOf({ marks = [] }: RichNode, value: string): Run {
  const link = marks.find((mark) => mark.type === 'link');
  return { value, href: safeHref(link?.attrs?.href), marks: new Set(marks.map((mark) => mark.type)) };
}

function links(runs: readonly Run[]): PhrasingContent[] {
  return groups(runs, (run) => run.href).flatMap(([href, group]): PhrasingContent[] => {
    const children = marked(group, 0);
    return href === null || isBlank(group)
      ? children
      : [{ type: 'link', url: href, children: joined(children) } as PhrasingContent];
  });
}

/** There is nothing to see or to press, and Markdown has no way to mark it. */
function isBlank(runs: readonly Run[]): boolean {
  return runs.every((run) => run.value.trim() === '');
}

/** One mark around the longest runs that have it, the next ones inside. */
function marked(runs: readonly Run[], index: number): PhrasingContent[] {
  const mark = MARKS[index];
  if (mark === undefined) {
    return groups(runs, (run) => run.marks.has('code')).map(([isCode, group]) => {
      const value = group.map((run) => run.value).join('');
      return isCode && value.trim() !== '' ? { type: 'inlineCode', value } : { type: 'text', value };
    });
  }
  return groups(runs, (run) => run.marks.has(mark)).flatMap(([has, group]): PhrasingContent[] => {
    const children = marked(group, index + 1);
    return has && !isBlank(group)
      ? [{ type: WRAPPERS[mark], children: joined(children) } as PhrasingContent]
      : children;
  });
}

/** Neighbours of the same key together. */
function groups<K>(runs: readonly Run[], keyOf: (run: Run) => K): [key: K, runs: Run[]][] {
  const found: [K, Run[]][] = [];
  for (const run of runs) {
    const last = found.at(-1);
    if (last && last[0] === keyOf(run)) last[1].push(run);
    else found.push([keyOf(run), [run]]);
  }
  return found;
}

/** Addresses of the web and of mail; a peer can write any. */
function safeHref(address: unknown): string | null {
  if (typeof address !== 'string' || !URL.canParse(address)) return null;
  const url = new URL(address);
  return SCHEMES.includes(url.protocol) ? clean(url.href) : null;
}
