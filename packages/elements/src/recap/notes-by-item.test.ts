import type { RichNode } from '@fireside/protocol';
import { expect, it } from 'vitest';
import { notesByItem } from './notes-by-item.ts';

const heading = (text: string, attrs: RichNode['attrs']): RichNode => ({
  type: 'heading',
  ...(attrs ? { attrs } : {}),
  content: [{ type: 'text', text }],
});
const paragraph = (text: string): RichNode => ({ type: 'paragraph', content: [{ type: 'text', text }] });
const words = (nodes: readonly RichNode[] | undefined): string[] =>
  (nodes ?? []).map(({ content }) => content?.[0]?.text ?? '');

const items = [
  { id: 'i1', title: 'Talk' },
  { id: 'i2', title: 'Saying no' },
];

it('puts what was written below an item’s heading to it, and the rest apart', () => {
  const { byItem, rest } = notesByItem(
    [
      paragraph('before'),
      heading('Talk', { level: 2, item: 'i1' }),
      paragraph('a'),
      heading('Part', { level: 3 }),
      paragraph('b'),
      heading('Other things', { level: 2 }),
      paragraph('c'),
      heading('Saying no', { level: 2, item: 'i2' }),
      paragraph('d'),
    ],
    items,
  );
  expect(words(byItem.get('i1'))).toEqual(['a', 'Part', 'b']);
  expect(words(byItem.get('i2'))).toEqual(['d']);
  expect(words(rest)).toEqual(['before', 'Other things', 'c']);
});

it('joins two places of the same item, and keeps a heading that says something else', () => {
  const { byItem } = notesByItem(
    [
      heading('Talk ', { level: 2, item: 'i1' }),
      paragraph('a'),
      heading('Saying no', { level: 2, item: 'i2' }),
      heading('Talk, again', { level: 2, item: 'i1' }),
      paragraph('b'),
    ],
    items,
  );
  expect(words(byItem.get('i1'))).toEqual(['a', 'Talk, again', 'b']);
  expect(words(byItem.get('i2'))).toEqual([]);
});

it('leaves what was written about an item that is gone with its heading', () => {
  const { byItem, rest } = notesByItem([heading('Gone', { level: 2, item: 'x' }), paragraph('a')], items);
  expect(byItem.size).toBe(0);
  expect(words(rest)).toEqual(['Gone', 'a']);
});

it('takes a heading of another program without a level as the begin of another subject', () => {
  const { byItem, rest } = notesByItem(
    [heading('Talk', { level: 2, item: 'i1' }), paragraph('a'), heading('x', undefined), paragraph('b')],
    items,
  );
  expect(words(byItem.get('i1'))).toEqual(['a']);
  expect(words(rest)).toEqual(['x', 'b']);
});
