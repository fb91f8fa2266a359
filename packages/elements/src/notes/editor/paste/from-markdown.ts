/** Markdown as the nodes of the notes, by way of marked's tokens: text stays data from beginning to end, and HTML in it stays text. */
import type { RichMark, RichNode } from '@fireside/protocol';
import { Lexer, type Token, type Tokens } from 'marked';
import { safeHref } from '../../../rich-text/safe-href.ts';

/** Deeper than anybody reads; what is deeper stands at this depth. */
const MAX_NESTED = 12;

export function nodesOfMarkdown(markdown: string): RichNode[] {
  return blocks(new Lexer({ gfm: true }).lex(markdown), 0);
}

function blocks(tokens: readonly Token[], depth: number): RichNode[] {
  return tokens.flatMap((token) => block(token as Tokens.Generic, depth));
}

function block(token: Tokens.Generic, depth: number): RichNode[] {
  switch (token.type) {
    case 'heading':
      return [textBlock('heading', token.tokens ?? [], { level: Math.min(Number(token.depth), 3) })];
    case 'blockquote': {
      const content = orBlank(blocks(token.tokens ?? [], depth + 1));
      return depth < MAX_NESTED ? [{ type: 'blockquote', content }] : content;
    }
    case 'list':
      return list(token as Tokens.List, depth);
    case 'code':
      return [{ type: 'paragraph', content: codeLines(String(token.text)) }];
    case 'table':
      return rows(token as Tokens.Table);
    case 'paragraph':
    case 'text':
      return [textBlock('paragraph', token.tokens ?? [token])];
    case 'html':
      return String(token.text).trim() === '' ? [] : [textBlock('paragraph', [token])];
    case 'space':
    case 'hr':
    case 'def':
    case 'checkbox':
      return [];
    default:
      return token.raw.trim() === ''
        ? []
        : [{ type: 'paragraph', content: [{ type: 'text', text: token.raw.trim() }] }];
  }
}

function list(token: Tokens.List, depth: number): RichNode[] {
  const tasks = token.items.every(({ task }) => task);
  const items = token.items.map((item): RichNode => {
    const content = blocks(item.tokens, depth + 1);
    const first = content[0]?.type === 'paragraph' ? content : [{ type: 'paragraph' }, ...content];
    return tasks
      ? { type: 'taskItem', attrs: { checked: item.checked === true }, content: first }
      : { type: 'listItem', content: first };
  });
  if (depth >= MAX_NESTED) return items.flatMap(({ content }) => content ?? []);
  if (tasks) return [{ type: 'taskList', content: items }];
  if (!token.ordered) return [{ type: 'bulletList', content: items }];
  return [{ type: 'orderedList', attrs: { start: Number(token.start) || 1 }, content: items }];
}

function rows({ header, rows: lines }: Tokens.Table): RichNode[] {
  return [header, ...lines].map((row) => ({
    type: 'paragraph',
    content: row.flatMap(({ tokens }, at) => [
      ...(at > 0 ? [{ type: 'text', text: ' · ' }] : []),
      ...inline(tokens, []),
    ]),
  }));
}

function textBlock(type: string, tokens: readonly Token[], attrs?: RichNode['attrs']): RichNode {
  const node: RichNode = { type, content: inline(tokens, []) };
  if (attrs) node.attrs = attrs;
  return node;
}

const MARKS: Readonly<Record<string, string>> = { strong: 'bold', em: 'italic', del: 'strike' };

function inline(tokens: readonly Token[], marks: readonly RichMark[]): RichNode[] {
  return tokens.flatMap((one) => {
    const token = one as Tokens.Generic;
    const mark = MARKS[token.type];
    if (mark !== undefined) return inline(token.tokens ?? [], withMark(marks, { type: mark }));
    switch (token.type) {
      case 'br':
        return [{ type: 'hardBreak' }];
      case 'codespan':
        return letters(String(token.text), [{ type: 'code' }]);
      case 'link': {
        const href = safeHref(token.href);
        return inline(token.tokens ?? [], href === null ? marks : withMark(marks, { type: 'link', attrs: { href } }));
      }
      case 'image':
      case 'checkbox':
        return [];
      case 'html':
        return letters(token.raw, marks);
      default:
        return token.tokens ? inline(token.tokens, marks) : letters(String(token.text ?? token.raw), marks);
    }
  });
}

/** A mark inside of the same one adds nothing. */
function withMark(marks: readonly RichMark[], mark: RichMark): readonly RichMark[] {
  return marks.some(({ type }) => type === mark.type) ? marks : [...marks, mark];
}

function letters(text: string, marks: readonly RichMark[]): RichNode[] {
  const line = text.replace(/\s*\n\s*/g, ' ');
  return line === '' ? [] : [{ type: 'text', text: line, marks: [...marks] }];
}

function codeLines(code: string): RichNode[] {
  return code
    .split('\n')
    .flatMap((line, at): RichNode[] => [
      ...(at > 0 ? [{ type: 'hardBreak' }] : []),
      ...(line === '' ? [] : [{ type: 'text', text: line, marks: [{ type: 'code' }] }]),
    ]);
}

function orBlank(nodes: RichNode[]): RichNode[] {
  return nodes.length > 0 ? nodes : [{ type: 'paragraph' }];
}
