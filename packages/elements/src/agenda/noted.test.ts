import { notesOf } from '@fireside/protocol';
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { itemsIn } from './noted.ts';

type Block = readonly [name: string, text: string, attributes?: Readonly<Record<string, unknown>>];

function notes(...blocks: readonly Block[]): Y.XmlFragment {
  const fragment = notesOf(new Y.Doc());
  for (const [name, text, attributes = {}] of blocks) {
    const block = new Y.XmlElement(name);
    block.insert(0, [new Y.XmlText(text)]);
    for (const [key, value] of Object.entries(attributes)) block.setAttribute(key, value as string);
    fragment.insert(fragment.length, [block]);
  }
  return fragment;
}

const about = (item: string, level = 2): Block => ['heading', item, { item, level }];

it('finds the items that something was written about', () => {
  expect([...itemsIn(notes(about('a'), ['paragraph', 'words'], about('b'), about('c'), ['paragraph', '']))]).toEqual([
    'a',
  ]);
});

it('takes what stands below a smaller heading as still about the item', () => {
  const below: Block = ['heading', 'A part of it', { level: 3 }];
  expect([...itemsIn(notes(about('a'), below, ['paragraph', 'words']))]).toEqual(['a']);
});

it('ends an item at the next heading of its level', () => {
  const other: Block = ['heading', 'Something else', { level: 2 }];
  expect([...itemsIn(notes(about('a'), other, ['paragraph', 'words']))]).toEqual([]);
});

it('is not misled by what no editor of ours writes', () => {
  const fragment = notes(['heading', 'x', { item: 5, level: 'two' }], ['paragraph', 'words']);
  fragment.insert(0, [new Y.XmlText('loose words')]);
  expect([...itemsIn(fragment)]).toEqual([]);
});
