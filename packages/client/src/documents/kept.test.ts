import {
  addGoal,
  addItem,
  addMilestone,
  addOutcome,
  addPromise,
  deleteItem,
  MAX_LINE,
  moveItem,
  notesOf,
  plainText,
  privateNotesOf,
  readAgenda,
  readBacklog,
  readRichText,
  setItemState,
  type DocumentKind,
} from '@fireside/protocol';
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { keepInBacklog, keepInPrivateNotes, whatIsLeft } from './kept.ts';

/** A document that both sides have, and what one of them does to it while it is away. */
function left(kind: DocumentKind, before: (doc: Y.Doc) => void, away: (doc: Y.Doc) => void, meanwhile = before) {
  const server = new Y.Doc();
  before(server);
  const local = new Y.Doc();
  Y.applyUpdate(local, Y.encodeStateAsUpdate(server));
  away(local);
  if (meanwhile !== before) meanwhile(server);
  return whatIsLeft(kind, Y.encodeStateAsUpdate(server), [Y.encodeStateAsUpdate(local)]);
}
function paragraph(fragment: Y.XmlFragment, text: string): void {
  const element = new Y.XmlElement('paragraph');
  element.insert(0, [new Y.XmlText(text)]);
  fragment.push([element]);
}
const twoItems = (doc: Y.Doc): void => {
  addItem(doc, { title: 'One', author: 'anna' });
  addItem(doc, { title: 'Two', author: 'anna' });
};
const first = (doc: Y.Doc): string => readAgenda(doc)[0]?.id ?? '';

it('finds nothing in a copy that the server has, whatever it did since', () => {
  expect(left('session', twoItems, () => {})).toBeNull();
  expect(
    left(
      'session',
      twoItems,
      () => {},
      (server) => addItem(server, { title: 'Three', author: 'bo' }),
    ),
  ).toBeNull();
  expect(whatIsLeft('session', Y.encodeStateAsUpdate(new Y.Doc()), [])).toBeNull();
});

it('names the records and lines of a session that would be lost, and no others', () => {
  const lines = left('session', twoItems, (doc) => {
    addItem(doc, { title: 'New', author: 'anna' });
    setItemState(doc, first(doc), 'discussed');
    addOutcome(doc, { kind: 'takeaway', text: 'Learned', author: 'anna' });
    paragraph(notesOf(doc), 'A written line');
  });
  expect(lines).toEqual(['One', 'New', 'Learned', 'A written line']);
});

it('names goals, milestones and promises', () => {
  const lines = left(
    'mentorship',
    () => {},
    (doc) => {
      const goal = addGoal(doc, { title: 'Goal', author: 'bo', at: 1 });
      addMilestone(doc, goal, 'Milestone');
      addPromise(doc, { text: 'Promise', owner: 'bo', due: null, from: null });
    },
  );
  expect(lines).toEqual(['Goal', 'Milestone', 'Promise']);
});

it('names lines of private notes of any session', () => {
  const lines = left(
    'private',
    (doc) => paragraph(privateNotesOf(doc, 's1'), 'Same'),
    (doc) => {
      paragraph(privateNotesOf(doc, 's1'), 'Same');
      paragraph(privateNotesOf(doc, 's2'), 'Other');
    },
  );
  expect(lines).toEqual(['Same', 'Other']); // the second of two equal lines is one more
});

it('tells of a change that has no words', () => {
  expect(left('session', twoItems, (doc) => moveItem(doc, first(doc), 1))).toEqual([]);
  expect(left('session', twoItems, (doc) => deleteItem(doc, first(doc)))).toEqual([]);
});

it('counts everything as left where the server shows nothing, and text that hangs on what it never took', () => {
  const local = new Y.Doc();
  const updates: Uint8Array[] = [];
  local.on('update', (update: Uint8Array) => updates.push(update));
  twoItems(local);
  expect(whatIsLeft('session', null, updates)).toEqual(['One', 'Two']);
  expect(whatIsLeft('session', Y.encodeStateAsUpdate(new Y.Doc()), updates.slice(1))).toEqual([]);
});

it('puts lines into the backlog once, however often it is asked, long ones in pieces', () => {
  const doc = new Y.Doc();
  const long = 'word '.repeat(MAX_LINE).trim();
  for (let i = 0; i < 2; i++) keepInBacklog(doc, 'session/s1/1', ['Short', long], 'anna');
  const titles = readBacklog(doc).map(({ title }) => title);
  expect(titles[0]).toBe('Short');
  expect(titles.slice(1).join(' ')).toBe(long);
  expect(readBacklog(doc)[0]?.author).toBe('anna');
});

it('puts lines below the private notes of a session', () => {
  const doc = new Y.Doc();
  paragraph(privateNotesOf(doc, 's2'), 'Before');
  keepInPrivateNotes(doc, 's2', ['One', 'Two']);
  expect(plainText(readRichText(privateNotesOf(doc, 's2')))).toBe('Before\nOne\nTwo');
});
