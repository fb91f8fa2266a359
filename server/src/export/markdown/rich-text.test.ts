import { plainText, type RichNode } from '@fireside/protocol';
import fc from 'fast-check';
import type { Nodes, Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { toString } from 'mdast-util-to-string';
import { gfm } from 'micromark-extension-gfm';
import { expect, it } from 'vitest';
import { deepNotes, randomNotes } from '../rich-text.test.kit.ts';
import { richTextBlocks } from './rich-text.ts';
import { clean } from './text.ts';
import { writeMarkdown } from './write.ts';

const write = (notes: readonly RichNode[]): string => [...writeMarkdown(richTextBlocks(notes, 1), true)].join('');
const parse = (markdown: string): Root =>
  fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });

/** Signs that anybody sees, in order: where lines end is Markdown's to say. */
const signs = (text: string): string => clean(text).replace(/\s+/gu, '');

function* all(node: Nodes): Generator<Nodes> {
  yield node;
  if ('children' in node) for (const child of node.children) yield* all(child);
}
function* allRich(nodes: readonly RichNode[]): Generator<RichNode> {
  for (const node of nodes) {
    yield node;
    if (node.text === undefined) yield* allRich(node.content ?? []);
  }
}
const ofType = <T extends Nodes['type']>(root: Root, type: T): Extract<Nodes, { type: T }>[] =>
  [...all(root)].filter((node): node is Extract<Nodes, { type: T }> => node.type === type);

/** GitHub's Markdown follows an address that stands there to be read; any other link is somebody's. */
const links = (root: Root) => ofType(root, 'link').filter((link) => !link.url.endsWith(toString(link)));

/** All signs below nodes of that kind. */
const below = (root: Root, type: Nodes['type']): string =>
  signs(
    ofType(root, type)
      .map((node) => toString(node))
      .join(''),
  );

const hasMark = (node: RichNode, type: string): boolean => node.marks?.some((mark) => mark.type === type) ?? false;
const isWord = (node: RichNode): boolean => node.text !== undefined;
const isInline = (node: RichNode): boolean => isWord(node) || node.type === 'hardBreak';
const isFilled = (node: RichNode): boolean => signs(plainText([node])) !== '';

it('gives every word back, and makes no markup of any', { timeout: 20_000 }, () => {
  fc.assert(
    fc.property(randomNotes, (notes) => {
      const root = parse(write(notes));
      const texts = [...allRich(notes)].filter(isWord);
      expect(signs(toString(root))).toBe(signs(texts.map((node) => node.text).join('')));
      expect(ofType(root, 'html')).toEqual([]);
      for (const type of [
        'image',
        'imageReference',
        'linkReference',
        'definition',
        'code',
        'table',
        'thematicBreak',
        'footnoteReference',
        'footnoteDefinition',
      ] as const) {
        expect(ofType(root, type), type).toEqual([]);
      }
      const headings = [...allRich(notes)].filter(
        (node) => node.type === 'heading' && (node.content ?? []).every(isInline) && isFilled(node),
      );
      expect(ofType(root, 'heading').map((node) => signs(toString(node)))).toEqual(
        headings.map((node) => signs(plainText([node]))),
      );
      for (const link of links(root)) {
        expect(link.url).toMatch(/^(https:\/\/example\.org\/|mailto:bo@example\.org$)/);
      }
      const linked = texts.filter((node) =>
        node.marks?.some((one) => /^(https|mailto):/.test(String(one.attrs?.href))),
      );
      expect(
        signs(
          links(root)
            .map((node) => toString(node))
            .join(''),
        ),
      ).toBe(signs(linked.map((node) => node.text).join('')));
      for (const [type, name] of [
        ['strong', 'bold'],
        ['emphasis', 'italic'],
        ['delete', 'strike'],
      ] as const) {
        expect(below(root, type), name).toBe(
          signs(
            texts
              .filter((node) => hasMark(node, name))
              .map((node) => node.text)
              .join(''),
          ),
        );
      }
    }),
    { numRuns: 150 },
  );
});

it('keeps lists, tasks and quotes as they are', () => {
  const item = (text: string, ...more: RichNode[]): RichNode => ({
    type: 'listItem',
    content: [{ type: 'paragraph', content: [{ type: 'text', text }] }, ...more],
  });
  const markdown = write([
    {
      type: 'bulletList',
      content: [item('one', { type: 'orderedList', attrs: { start: 3 }, content: [item('three')] }), item('two')],
    },
    {
      type: 'taskList',
      content: [
        { ...item('done'), type: 'taskItem', attrs: { checked: true } },
        { ...item('open'), type: 'taskItem' },
      ],
    },
    {
      type: 'blockquote',
      content: [
        {
          type: 'paragraph',
          content: [{ type: 'text', text: 'said' }, { type: 'hardBreak' }, { type: 'text', text: 'again' }],
        },
      ],
    },
  ]);
  expect(markdown).toBe('- one\n\n  3. three\n- two\n\n* [x] done\n* [ ] open\n\n> said\\\n> again\n');
});

it('keeps a number that a quote below an item begins with', () => {
  const paragraph = (text: string): RichNode => ({ type: 'paragraph', content: [{ type: 'text', text }] });
  const seventh = {
    type: 'orderedList',
    attrs: { start: 7 },
    content: [{ type: 'listItem', content: [paragraph('b')] }],
  };
  const quote: RichNode = { type: 'blockquote', content: [seventh] };
  const root = parse(
    write([{ type: 'bulletList', content: [{ type: 'listItem', content: [paragraph('a'), quote] }] }]),
  );
  expect(toString(root)).toBe('ab');
  expect(ofType(root, 'list').map(({ start }) => start)).toEqual([null, 7]);
});

it('goes as deep as notes are read', () => {
  const root = parse(write(deepNotes(39)));
  expect(ofType(root, 'blockquote')).toHaveLength(39);
  expect(toString(root)).toBe('far down');
});

it('writes long notes in pieces that read as one', () => {
  const notes = Array.from({ length: 100 }, (_, index): RichNode => ({
    type: index % 3 === 0 ? 'heading' : 'paragraph',
    content: [{ type: 'text', text: `line ${index}` }],
  }));
  const pieces = [...writeMarkdown(richTextBlocks(notes, 1), true)];
  expect(pieces.length).toBeGreaterThan(3);
  expect(parse(pieces.join('')).children.map((node) => toString(node))).toEqual(notes.map((node) => plainText([node])));
});

it('keeps the words alone of what only a program has marked so much', () => {
  const content = Array.from({ length: 20_000 }, (_, index): RichNode => ({
    type: 'text',
    text: `w${index} `,
    marks: [{ type: index % 2 === 0 ? 'bold' : 'italic' }],
  }));
  const root = parse(write([{ type: 'paragraph', content }]));
  expect(signs(toString(root))).toBe(signs(content.map((node) => node.text).join('')));
  expect(ofType(root, 'strong')).toEqual([]);
});
