/** Random notes, for tests: what our editor writes, and what only somebody hostile would. */
import type { RichMark, RichNode } from '@fireside/protocol';
import fc from 'fast-check';

/** Words that mean something to Markdown, to HTML or to whoever sets text. */
const HOSTILE = [
  '# heading',
  '## ',
  '- item',
  '1. item',
  '1) item',
  '> quote',
  '```',
  '~~~',
  '---',
  '===',
  '***',
  '* * *',
  '    code',
  '\tcode',
  '<script>alert(1)</script>',
  '<!-- comment',
  '<b onclick=x>',
  '&lt;b&gt;',
  '&#x3c;',
  '&nbsp;',
  '[text](javascript:alert(1))',
  '[text]: https://evil.example',
  '![image](https://evil.example/x.png)',
  '[^1]',
  '[^1]: note',
  '[ ] task',
  '[x] task',
  '<https://evil.example>',
  'https://evil.example/path?a=b',
  'www.evil.example',
  'bo@evil.example',
  '`code`',
  '**bold**',
  '__bold__',
  '_it_',
  '~~gone~~',
  '| a | b |',
  '|---|---|',
  'a\\',
  '\\',
  '\\*',
  '$x$',
  '{.class}',
  ':smile:',
  '\u202eturned\u202c',
  '\u2066inside\u2069',
  '\u0000null',
  '👩‍👩‍👧‍👦 family',
  'e\u0301',
  'שלום',
  'مرحبا',
  '日本語',
  '“quoted”',
  'a*b*c',
  'a_b_c',
  '*',
  '_',
  '~',
  '`',
  '!',
  '<',
  '&',
];

/** A few signs, hostile or not. */
export const randomWords = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...HOSTILE) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
  { weight: 3, arbitrary: fc.constantFrom('plain words', 'one', ' ', 'two ', ' three', 'line\nend', 'a  b') },
);

const mark: fc.Arbitrary<RichMark> = fc.oneof(
  fc.constantFrom<RichMark>(
    { type: 'bold' },
    { type: 'italic' },
    { type: 'strike' },
    { type: 'code' },
    { type: 'glow' },
  ),
  fc
    .constantFrom(
      'https://example.org/a_b*c',
      'https://example.org/a)b',
      'mailto:bo@example.org',
      'javascript:alert(1)',
      '',
    )
    .map((href): RichMark => ({ type: 'link', attrs: { href } })),
);

const text: fc.Arbitrary<RichNode> = fc
  .tuple(randomWords, fc.uniqueArray(mark, { maxLength: 3, selector: (one) => one.type }))
  .filter(([value]) => value !== '')
  .map(([value, marks]) => (marks.length > 0 ? { type: 'text', text: value, marks } : { type: 'text', text: value }));

const inline = fc.array(
  fc.oneof({ weight: 6, arbitrary: text }, { weight: 1, arbitrary: fc.constant<RichNode>({ type: 'hardBreak' }) }),
  { maxLength: 5 },
);

function node(type: string, content: readonly RichNode[], attrs?: RichNode['attrs']): RichNode {
  return { type, ...(attrs ? { attrs } : {}), ...(content.length > 0 ? { content: [...content] } : {}) };
}

const { blocks } = fc.letrec<{ blocks: RichNode[]; block: RichNode; item: RichNode }>((tie) => ({
  blocks: fc.array(tie('block'), { maxLength: 4, depthIdentifier: 'notes' }),
  item: fc.oneof(
    tie('blocks').map((content) => node('listItem', content)),
    fc.tuple(tie('blocks'), fc.boolean()).map(([content, checked]) => node('taskItem', content, { checked })),
  ),
  block: fc.oneof(
    { depthIdentifier: 'notes', maxDepth: 4 },
    inline.map((content) => node('paragraph', content)),
    fc
      .tuple(inline, fc.integer({ min: 1, max: 4 }))
      .map(([content, level]) => node('heading', content, { level, item: null })),
    fc.array(tie('item'), { maxLength: 3 }).map((content) => node('bulletList', content)),
    fc.array(tie('item'), { maxLength: 3 }).map((content) => node('taskList', content)),
    fc
      .tuple(fc.array(tie('item'), { maxLength: 3 }), fc.constantFrom(1, 7, -3, 1e12))
      .map(([content, start]) => node('orderedList', content, { start })),
    tie('blocks').map((content) => node('blockquote', content)),
    tie('blocks').map((content) => node('unheard-of', content, { odd: true })),
  ),
}));

/** Notes of any shape. */
export const randomNotes: fc.Arbitrary<RichNode[]> = blocks;

/** Notes that lie so deep, in quotes. */
export function deepNotes(depth: number): RichNode[] {
  let nodes: RichNode[] = [{ type: 'paragraph', content: [{ type: 'text', text: 'far down' }] }];
  for (let level = 0; level < depth; level += 1) nodes = [{ type: 'blockquote', content: nodes }];
  return nodes;
}
