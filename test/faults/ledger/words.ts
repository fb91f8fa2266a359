/** How a token gets into a document, by everything that people do there, and what people read of it. */
import {
  addGoal,
  addItem,
  addOutcome,
  addPromise,
  addToBacklog,
  moveItem,
  newId,
  notesOf,
  parseDocumentName,
  plainText,
  privateNotesOf,
  readAgenda,
  readBacklog,
  readGoals,
  readOutcomes,
  readPromises,
  readRichText,
  type DocumentKind,
} from '@fireside/protocol';
import * as Y from 'yjs';
import { pick } from './random.ts';

const DIARY = 'diary';

type Write = (doc: Y.Doc, token: string, random: () => number) => void;

function type(fragment: Y.XmlFragment, token: string, random: () => number): void {
  const found = fragment.get(0);
  const text = found instanceof Y.XmlText ? found : new Y.XmlText();
  if (text !== found) fragment.insert(0, [text]);
  // Second thoughts: deletions are part of writing.
  if (random() < 0.3) {
    text.insert(0, 'or rather ');
    text.delete(0, 'or rather '.length);
  }
  text.insert(random() < 0.5 ? 0 : text.length, token);
}

function item(doc: Y.Doc, token: string, random: () => number): void {
  const id = addItem(doc, { title: token, author: 'anna' });
  if (random() < 0.3) moveItem(doc, id, 0);
}

const WRITES: Readonly<Record<DocumentKind, readonly Write[]>> = {
  session: [
    (doc, token, random) => type(notesOf(doc), token, random),
    item,
    (doc, text) => void addOutcome(doc, { kind: 'takeaway', text, author: 'anna' }),
  ],
  mentorship: [
    (doc, title) => void addGoal(doc, { title, author: 'anna', at: 1 }),
    (doc, text) => void addPromise(doc, { text, owner: 'anna', due: null, from: null }),
    (doc, title) => addToBacklog(doc, { id: newId(), title, author: 'anna' }),
  ],
  private: [(doc, token, random) => type(privateNotesOf(doc, DIARY), token, random)],
};

/** Writes a token; `name` is the document's. */
export function writeToken(doc: Y.Doc, name: string, token: string, random: () => number): void {
  pick(random, WRITES[parseDocumentName(name).kind])(doc, token, random);
}

/** Everything that can be read of a document. */
export function contentOf(doc: Y.Doc): string {
  const fragments = [notesOf(doc), privateNotesOf(doc, DIARY)].map((one) => plainText(readRichText(one)));
  return JSON.stringify([
    fragments,
    readAgenda(doc),
    readOutcomes(doc),
    readGoals(doc),
    readPromises(doc),
    readBacklog(doc),
  ]);
}
