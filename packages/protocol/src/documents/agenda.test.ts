import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { agendaOf, ITEM_STATES, readAgenda, readReady } from './agenda.ts';
import {
  addItem,
  addItems,
  deleteItem,
  editItem,
  moveItem,
  restoreItem,
  setItemState,
  setReady,
} from './agenda-operations.ts';
import { copies, Dice, meet, mingle, SEEDS } from './peers.test.kit.ts';
import { recordOf } from './records.ts';

const titles = (doc: Y.Doc): string[] => readAgenda(doc).map((item) => item.title);
const anna = (title: string) => ({ title, author: 'anna' });

function actAtRandom(doc: Y.Doc, dice: Dice): void {
  const items = readAgenda(doc);
  const all = [...agendaOf(doc).keys()];
  const kind = items.length === 0 ? 0 : dice.below(8);
  if (kind === 0) addItem(doc, anna(`item ${dice.below(1000)}`));
  else if (kind === 1) addItems(doc, ['x', 'y', 'z'].map(anna));
  else if (kind === 2) editItem(doc, dice.pick(items).id, { title: `edited ${dice.below(1000)}` });
  else if (kind === 3) setItemState(doc, dice.pick(items).id, dice.pick(ITEM_STATES));
  else if (kind === 4) deleteItem(doc, dice.pick(items).id);
  else if (kind === 5) restoreItem(doc, dice.pick(all));
  else moveItem(doc, dice.pick(items).id, dice.below(items.length));
}

describe('agenda under concurrency', () => {
  it.each(SEEDS)('ends equal on three copies, in the same order (seed %i)', (seed) => {
    const dice = new Dice(seed);
    const docs = copies(3);
    mingle(docs, dice, 120, (doc) => actAtRandom(doc, dice));
    const [first, ...others] = docs.map((doc) => JSON.stringify(readAgenda(doc)));
    for (const other of others) expect(other).toBe(first);
  });

  it.each(SEEDS)('takes an insert and a move at every place afterwards (seed %i)', (seed) => {
    const dice = new Dice(seed);
    const [doc = new Y.Doc(), ...others] = copies(3);
    mingle([doc, ...others], dice, 80, (one) => actAtRandom(one, dice));
    const count = readAgenda(doc).length;
    for (let place = 0; place <= count; place += 1) {
      const id = addItem(doc, anna('new'));
      moveItem(doc, id, place);
      expect(readAgenda(doc).findIndex((item) => item.id === id)).toBe(place);
      deleteItem(doc, id);
    }
  });

  it('keeps pasted blocks together when two people paste at once', () => {
    const [anns = new Y.Doc(), bos = new Y.Doc()] = copies(2);
    addItem(anns, anna('first'));
    meet(anns, bos);
    addItems(anns, ['a1', 'a2', 'a3', 'a4'].map(anna));
    addItems(bos, ['b1', 'b2', 'b3', 'b4'].map(anna));
    meet(anns, bos);
    expect(titles(anns)).toEqual(titles(bos));
    expect(titles(anns).join(' ')).toMatch(/^first (a1 a2 a3 a4 b1 b2 b3 b4|b1 b2 b3 b4 a1 a2 a3 a4)$/);
  });

  it('keeps the order of a long block', () => {
    const doc = new Y.Doc();
    const lines = Array.from({ length: 200 }, (_, i) => `line ${i}`);
    addItems(doc, lines.map(anna));
    expect(titles(doc)).toEqual(lines);
  });

  it('moves between two items that got the same key', () => {
    const [anns = new Y.Doc(), bos = new Y.Doc()] = copies(2);
    const a = addItem(anns, anna('a'));
    const b = addItem(bos, anna('b'));
    meet(anns, bos);
    expect(new Set(readAgenda(anns).map((item) => item.order)).size).toBe(1);
    const c = addItem(anns, anna('c'));
    moveItem(anns, c, 1);
    expect(readAgenda(anns).map((item) => item.id)).toEqual([a, b].sort().toSpliced(1, 0, c));
  });

  it('keeps an item deleted while the other one edits it, and brings the edit back with it', () => {
    const [anns = new Y.Doc(), bos = new Y.Doc()] = copies(2);
    const id = addItem(anns, anna('draft'));
    meet(anns, bos);
    deleteItem(anns, id);
    editItem(bos, id, { title: 'written offline' });
    meet(anns, bos);
    expect(titles(bos)).toEqual([]);
    restoreItem(anns, id);
    meet(anns, bos);
    expect(titles(bos)).toEqual(['written offline']);
  });

  it('tells nothing to the other when an edit changes nothing', () => {
    const doc = new Y.Doc();
    const id = addItem(doc, anna('same'));
    const before = Y.encodeStateVector(doc);
    editItem(doc, id, { title: ' same ' });
    setItemState(doc, id, 'open');
    expect(Y.encodeStateVector(doc)).toEqual(before);
  });

  it('makes one update of one operation', () => {
    const doc = new Y.Doc();
    let updates = 0;
    doc.on('update', () => (updates += 1));
    addItems(doc, ['a', 'b', 'c'].map(anna));
    expect(updates).toBe(1);
  });
});

describe('agenda operations', () => {
  it('stores a title as one clean line', () => {
    const doc = new Y.Doc();
    addItem(doc, anna('  two\nlines\u202e and  spaces '));
    expect(titles(doc)).toEqual(['two lines and spaces']);
  });

  it('refuses an empty title, one over 500 characters and minutes out of range, and changes nothing', () => {
    const doc = new Y.Doc();
    expect(() => addItem(doc, anna(' \n '))).toThrow(expect.objectContaining({ code: 'malformed' }));
    expect(() => addItem(doc, anna('x'.repeat(501)))).toThrow(expect.objectContaining({ code: 'too-large' }));
    expect(() => addItem(doc, { ...anna('x'), minutes: 0 })).toThrow(expect.objectContaining({ code: 'malformed' }));
    expect(() => addItems(doc, [anna('good'), anna('')])).toThrow(expect.objectContaining({ code: 'malformed' }));
    expect(readAgenda(doc)).toEqual([]);
  });

  it('says that a record is not here any more', () => {
    expect(() => editItem(new Y.Doc(), 'gone', { title: 'x' })).toThrow(expect.objectContaining({ code: 'not-found' }));
  });

  it('keeps both ready flags that are set at once', () => {
    const [anns = new Y.Doc(), bos = new Y.Doc()] = copies(2);
    setReady(anns, 'anna', true);
    setReady(bos, 'bo', true);
    meet(anns, bos);
    expect(readReady(anns)).toEqual(['anna', 'bo']);
    setReady(bos, 'anna', false);
    expect(readReady(bos)).toEqual(['bo']);
  });
});

describe('agenda keys that nobody of ours wrote', () => {
  const hostile = [
    '',
    '0',
    'a',
    'a0漢',
    'a0-',
    '~',
    'A'.padEnd(27, '0'),
    `A${'0'.repeat(25)}1`,
    `a0${'z'.repeat(80)}1`,
  ];

  it.each(hostile)('takes inserts around the key %j', (key) => {
    const doc = new Y.Doc();
    const ids = addItems(doc, ['a', 'b', 'c'].map(anna));
    for (const id of ids) recordOf(agendaOf(doc), id)?.set('order', key);
    for (let place = 0; place <= 3; place += 1) {
      const id = addItem(doc, anna('new'));
      moveItem(doc, id, place);
      expect(readAgenda(doc).findIndex((item) => item.id === id)).toBe(place);
      deleteItem(doc, id);
    }
  });

  it.each(['漢', '-', '~', 'é'])('takes inserts between keys that end in %j', (sign) => {
    const doc = new Y.Doc();
    const ids = addItems(doc, ['a', 'b', 'c'].map(anna));
    ids.forEach((id, i) => recordOf(agendaOf(doc), id)?.set('order', `a0${sign}${i}1`));
    for (let place = 0; place <= 3; place += 1) {
      const id = addItem(doc, anna('new'));
      moveItem(doc, id, place);
      expect(readAgenda(doc).findIndex((item) => item.id === id)).toBe(place);
      deleteItem(doc, id);
    }
  });

  it('keeps keys short through a thousand inserts into the same gap', () => {
    const doc = new Y.Doc();
    addItems(doc, ['first', 'last'].map(anna));
    for (let i = 0; i < 1000; i += 1) moveItem(doc, addItem(doc, anna(`${i}`)), 1);
    expect(Math.max(...readAgenda(doc).map((item) => item.order.length))).toBeLessThanOrEqual(64);
    expect(titles(doc).slice(0, 3)).toEqual(['first', '999', '998']);
    expect(titles(doc).at(-1)).toBe('last');
  });
});
