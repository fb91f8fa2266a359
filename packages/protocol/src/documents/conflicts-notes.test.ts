/** What two people find who wrote into the same notes apart, or one in two places: the rules of docs/conflicts.md. */
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { readAgenda, readReady } from './agenda.ts';
import { addItem, setReady } from './agenda-operations.ts';
import { changesSince } from './changes.ts';
import { Pair, WINNERS } from './conflicts.test.kit.ts';
import { readLooked, setLooked } from './looked.ts';
import { meet } from './peers.test.kit.ts';
import { addPromise } from './promise-operations.ts';
import { readPromises } from './promises.ts';
import { notesOf, plainText, readRichText, type Became, type RichNode } from './rich-text.ts';

const read = (doc: Y.Doc): string => plainText(readRichText(notesOf(doc)));
const nodes = (doc: Y.Doc): RichNode[] => readRichText(notesOf(doc));

/** Writes a paragraph as the editor's binding does. */
function begin(doc: Y.Doc, words: string): void {
  doc.transact(() => {
    const block = new Y.XmlElement('paragraph');
    notesOf(doc).insert(0, [block]);
    block.insert(0, [new Y.XmlText(words)]);
  });
}
function block(doc: Y.Doc): Y.XmlElement {
  const found = notesOf(doc).get(0);
  if (found instanceof Y.XmlElement) return found;
  throw new Error('There is no paragraph.');
}
function text(doc: Y.Doc): Y.XmlText {
  const found = block(doc).get(0);
  if (found instanceof Y.XmlText) return found;
  throw new Error('There are no words.');
}
/** Letter by letter, as keys are pressed. */
function type(doc: Y.Doc, at: number, words: string): void {
  words.split('').forEach((letter, i) => text(doc).insert(at + i, letter));
}
function mark(doc: Y.Doc, became: Became, record: string): void {
  doc.transact(() => {
    block(doc).setAttribute('became', became);
    block(doc).setAttribute('record', record);
  });
}

describe.each(WINNERS)('notes that were written apart, where %s’s value stands', (winner) => {
  it('[C41] have all words of both, each one’s together', () => {
    const pair = new Pair(winner);
    pair.both((doc) => begin(doc, 'We talked.'));
    pair.apart(
      (doc) => type(doc, 10, ' Much.'),
      (doc) => type(doc, 10, ' Long.'),
    );
    expect(pair.see(read)).toMatch(/^We talked\.( Much\. Long\.| Long\. Much\.)$/);
  });

  it('[C42] have both beginnings', () => {
    const pair = new Pair(winner);
    pair.apart(
      (doc) => begin(doc, 'Anna begins'),
      (doc) => begin(doc, 'Bo begins'),
    );
    expect(pair.see(read).split('\n').toSorted()).toEqual(['Anna begins', 'Bo begins']);
  });

  it('[C43] keep words that were typed between words that the other deleted', () => {
    const pair = new Pair(winner);
    pair.both((doc) => begin(doc, 'We talked about it.'));
    pair.apart(
      (doc) => text(doc).delete(9, 9),
      (doc) => text(doc).insert(15, ' slides and'),
    );
    expect(pair.see(read)).toBe('We talked slides and.');
  });

  it('[C44] lose words that were typed in a paragraph that the other deleted as a whole', () => {
    const pair = new Pair(winner);
    pair.both((doc) => begin(doc, 'Old.'));
    pair.apart(
      (doc) => notesOf(doc).delete(0, 1),
      (doc) => text(doc).insert(4, ' New.'),
    );
    expect(pair.see(read)).toBe('');
  });

  it('[C45] have a line that became a promise with the edit of the other', () => {
    const pair = new Pair(winner);
    pair.both((doc) => begin(doc, 'Send the outline'));
    let id = '';
    pair.apart(
      (doc) => {
        id = addPromise(doc, { text: read(doc), owner: 'anna', due: null, from: null });
        mark(doc, 'promise', id);
      },
      (doc) => text(doc).insert(16, ' by Friday'),
    );
    expect(pair.see(nodes)).toMatchObject([{ attrs: { became: 'promise', record: id } }]);
    expect(pair.see(read)).toBe('Send the outline by Friday');
    expect(pair.see(readPromises)).toMatchObject([{ text: 'Send the outline' }]);
  });

  it('[C46] name one of two records that a line became, and both are there', () => {
    const pair = new Pair(winner);
    pair.both((doc) => begin(doc, 'Send the outline'));
    const ids: string[] = [];
    const promise = (doc: Y.Doc, owner: string): void => {
      const id = addPromise(doc, { text: read(doc), owner, due: null, from: null });
      ids.push(id);
      mark(doc, owner === 'anna' ? 'promise' : 'takeaway', id);
    };
    pair.apart(
      (doc) => promise(doc, 'anna'),
      (doc) => promise(doc, 'bo'),
    );
    const [annas = '', bos = ''] = ids;
    expect(pair.see(readPromises).map(({ id }) => id)).toEqual(ids.toSorted());
    expect(pair.see(nodes)).toMatchObject([
      { attrs: pair.stands({ became: 'promise', record: annas }, { became: 'takeaway', record: bos }) },
    ]);
  });
});

describe.each(WINNERS)('one person in two places, where %s’s value stands', (winner) => {
  it('[C48] is ready where one tab says so and the other takes it back, and has written once what they wrote', () => {
    const pair = new Pair(winner);
    pair.both((doc) => setReady(doc, 'anna', true));
    pair.apart(
      (doc) => {
        setReady(doc, 'anna', true);
        addItem(doc, { title: 'From one tab', author: 'anna' });
      },
      (doc) => setReady(doc, 'anna', false),
    );
    expect(pair.see(readReady)).toEqual(['anna']);
    expect(pair.see(readAgenda)).toHaveLength(1);
  });

  it('[C49] may be told twice what one device has listed, and misses nothing', () => {
    const own = new Pair(winner);
    const session = new Y.Doc();
    addItem(session, { title: 'Seen on both', author: 'bo' });
    const early = new Y.Doc();
    meet(session, early);
    addItem(session, { title: 'Seen on one', author: 'bo' });
    own.apart(
      (doc) => setLooked(doc, 'session/s1', early),
      (doc) => setLooked(doc, 'session/s1', session),
    );
    addItem(session, { title: 'Seen on none', author: 'bo' });
    const looked = own.see((doc) => readLooked(doc, 'session/s1'));
    const told = looked ? changesSince(session, looked).map(({ words }) => words) : [];
    expect(told).toEqual(own.stands(['Seen on one', 'Seen on none'], ['Seen on none']));
  });
});
