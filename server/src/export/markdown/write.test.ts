import type { RootContent } from 'mdast';
import { expect, it } from 'vitest';
import { heading, list, paragraph, row } from './blocks.ts';
import { richTextBlocks } from './rich-text.ts';
import { writeMarkdown } from './write.ts';

const write = (blocks: readonly RootContent[]): string[] => [...writeMarkdown(blocks, true)];
const rows = (count: number) => Array.from({ length: count }, (_, index) => row({ words: `Row ${index}` }));
const lines = (count: number, mark: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => `${mark(index)} Row ${index}\n`).join('');

it('writes a long list in pieces that are one list', () => {
  const pieces = write([heading(1, 'Title'), ...list(rows(1_000)), paragraph('After')]);
  expect(pieces.length).toBeGreaterThan(10);
  expect(pieces.join('')).toBe(`# Title\n\n${lines(1_000, () => '-')}\nAfter\n`);
  const numbered = write([{ type: 'list', ordered: true, start: 7, spread: false, children: rows(120) }]);
  expect(numbered.join('')).toBe(lines(120, (index) => `${index + 7}.`));
});

it('keeps lists apart that stand below each other', () => {
  const text = write([...list(rows(60)), ...list(rows(60))]).join('');
  expect(text).toBe(`${lines(60, () => '-')}\n${lines(60, () => '*')}`);
});

it.each(['paragraph', 'heading'])(
  'writes a %s that nobody can have written in pieces, with all of its words',
  (type) => {
    const words = Array.from({ length: 40_000 }, (_, index) => `*${index}`);
    const pieces = write(richTextBlocks([{ type, content: [{ type: 'text', text: words.join(' ') }] }], 1));
    expect(pieces.length).toBeGreaterThan(5);
    expect(pieces.join('').replaceAll('\\', '').split(/\s+/).filter(Boolean)).toEqual(words);
  },
);

it('cuts no sign in two', () => {
  const text = write(
    richTextBlocks([{ type: 'paragraph', content: [{ type: 'text', text: `a${'🌱'.repeat(30_000)}` }] }], 1),
  );
  expect(text.join('').replace(/\s/g, '')).toBe(`a${'🌱'.repeat(30_000)}`);
});
