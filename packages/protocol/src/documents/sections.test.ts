import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { notesOf, privateNotesOf, privateNotesSessions } from './rich-text.ts';
import { readSections } from './sections.ts';

function block(name: string, text: string, attributes: Record<string, unknown> = {}): Y.XmlElement {
  const element = new Y.XmlElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value as string);
  element.insert(0, [new Y.XmlText(text)]);
  return element;
}

describe('sections of notes', () => {
  it('begin at each heading of an item, and go on over lower headings', () => {
    const doc = new Y.Doc();
    notesOf(doc).insert(0, [
      block('paragraph', 'Before everything'),
      block('heading', 'Budget', { level: 2, item: 'i1' }),
      block('paragraph', 'Two numbers'),
      block('heading', 'In detail', { level: 3 }),
      block('paragraph', 'Three'),
      block('heading', 'Something else', { level: 2 }),
      block('heading', 'Plan', { level: 2, item: 'i2' }),
      block('paragraph', ''),
    ]);
    expect(readSections(notesOf(doc)).map(({ item, text }) => [item, text])).toEqual([
      [null, 'Before everything'],
      ['i1', 'Budget\nTwo numbers\nIn detail\nThree'],
      [null, 'Something else'],
      ['i2', 'Plan'],
    ]);
  });

  it('have a line for each block of a list, and after a hard break', () => {
    const doc = new Y.Doc();
    const list = new Y.XmlElement('bulletList');
    const items = ['one', 'two'].map((text) => {
      const item = new Y.XmlElement('listItem');
      item.insert(0, [block('paragraph', text)]);
      return item;
    });
    list.insert(0, items);
    const broken = new Y.XmlElement('paragraph');
    broken.insert(0, [new Y.XmlText('before'), new Y.XmlElement('hardBreak'), new Y.XmlText('after')]);
    notesOf(doc).insert(0, [list, broken]);
    expect(readSections(notesOf(doc)).map(({ text }) => text)).toEqual(['one\ntwo\nbefore\nafter']);
  });

  it('name those whose words are there, and nobody whose words are gone', () => {
    const anna = new Y.Doc();
    notesOf(anna).insert(0, [block('paragraph', 'Anna')]);
    const bo = new Y.Doc();
    Y.applyUpdate(bo, Y.encodeStateAsUpdate(anna));
    const text = (notesOf(bo).get(0) as Y.XmlElement).get(0) as Y.XmlText;
    text.insert(4, ' and Bo');
    expect(readSections(notesOf(bo)).map(({ clients }) => [...clients])).toEqual([[anna.clientID, bo.clientID]]);
    text.delete(0, 4);
    expect(readSections(notesOf(bo)).map(({ clients }) => [...clients])).toEqual([[bo.clientID]]);
  });

  it('are none where there are no notes, and end a hostile depth', () => {
    const doc = new Y.Doc();
    expect(readSections(notesOf(doc))).toEqual([]);
    let inner = block('paragraph', 'too deep');
    for (let depth = 0; depth < 200; depth += 1) {
      const outer = new Y.XmlElement('blockquote');
      outer.insert(0, [inner]);
      inner = outer;
    }
    notesOf(doc).insert(0, [inner, block('paragraph', 'fine')]);
    expect(readSections(notesOf(doc)).map(({ text }) => text)).toEqual(['fine']);
  });
});

describe('private notes', () => {
  it('tell which sessions they are about', () => {
    const doc = new Y.Doc();
    privateNotesOf(doc, 's1').insert(0, [block('paragraph', 'mine')]);
    privateNotesOf(doc, 's2');
    doc.getMap('looked');
    expect(privateNotesSessions(doc).sort()).toEqual(['s1', 's2']);
  });
});
