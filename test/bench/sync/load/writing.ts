/** What people type, made before it is sent: real updates of a real Y.Doc, one short insert each, about 35 bytes. */
import * as Y from 'yjs';

/** The shared text that everybody here writes into. */
export const TEXT = 'bench';

/** Each insert is one token: who wrote it and the how manyth it is, `0042-001-00017 `. */
export const TOKEN_LENGTH = 15;

/** Below it, a number takes four bytes or less as a varUint. */
const SHORTER = 2 ** 28;

const pad = (number: number, length: number): string => String(number).padStart(length, '0');

export const token = (document: number, writer: number, index: number): string =>
  `${pad(document, 4)}-${pad(writer, 3)}-${pad(index, 5)} `;

export interface Typed {
  /** Yjs' number of who wrote it. */
  readonly client: number;
  readonly updates: readonly Uint8Array[];
}

/** Clocks of Yjs that a writer's text in the notes takes before its first letter: a heading, its level and item, a paragraph, its text. */
export const IN_NOTES = 5;

/**
 * One person types one token after the other at the end of what they have written: in the shared text, or in the notes below
 * a heading of their own, which comes with the first token.
 */
export function typing(document: number, writer: number, count: number, inNotes = false): Typed {
  const doc = new Y.Doc();
  // Yjs' numbers are random; one in sixteen is a byte shorter, and an update should weigh the same in every run.
  doc.clientID = SHORTER + (doc.clientID % (2 ** 32 - SHORTER));
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  const text = inNotes ? new Y.XmlText() : doc.getText(TEXT);
  for (let index = 0; index < count; index += 1) {
    doc.transact(() => {
      if (inNotes && index === 0) beginSection(doc, text as Y.XmlText, writer);
      text.insert(index * TOKEN_LENGTH, token(document, writer, index));
    });
  }
  doc.destroy();
  return { client: doc.clientID, updates };
}

/** As the editor keeps what is written about an agenda item. */
function beginSection(doc: Y.Doc, text: Y.XmlText, writer: number): void {
  const heading = new Y.XmlElement('heading');
  heading.setAttribute('level', 2 as never); // as ProseMirror's attributes are: of any JSON
  heading.setAttribute('item', `item-${writer}`);
  const paragraph = new Y.XmlElement('paragraph');
  paragraph.insert(0, [text]);
  doc.getXmlFragment('notes').insert(0, [heading, paragraph]);
}
