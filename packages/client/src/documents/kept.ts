/** What a local copy has beyond the server's state, in words, and where it can go. Loaded only when it is needed. */
import {
  addToBacklog,
  cleanLine,
  MAX_LINE,
  notesOf,
  plainText,
  privateNotesOf,
  privateNotesSessions,
  readAgenda,
  readBacklog,
  readGoals,
  readOutcomes,
  readPromises,
  readRichText,
  type DocumentKind,
} from '@fireside/protocol';
import * as Y from 'yjs';

interface Record {
  readonly key: string;
  readonly text: string;
  /** Everything of the record that a person decides; where it differs, something would be lost. */
  readonly mark: string;
}

/**
 * Applies a local copy to a scratch copy of the server's state. Null where that changes nothing; else the lines that would
 * be lost, of which there may be none (an item was moved).
 * @param server null where the server does not show the document any more: then everything counts as left
 */
export function whatIsLeft(
  kind: DocumentKind,
  server: Uint8Array | null,
  copy: readonly Uint8Array[],
): readonly string[] | null {
  const scratch = new Y.Doc();
  if (server) Y.applyUpdate(scratch, server);
  const recordsBefore = new Map(readRecords(kind, scratch).map((record) => [record.key, record.mark]));
  const linesBefore = countLines(readLines(kind, scratch));
  let changed = false;
  scratch.on('update', () => {
    changed = true;
  });
  scratch.transact(() => copy.forEach((update) => Y.applyUpdate(scratch, update)));
  changed ||= scratch.store.pendingStructs !== null; // text that hangs on something the server never took
  const records = readRecords(kind, scratch).filter(({ key, mark }) => recordsBefore.get(key) !== mark);
  const lines = readLines(kind, scratch).filter((line) => isMore(linesBefore, line));
  scratch.destroy();
  return changed ? [...records.map(({ text }) => text), ...lines] : null;
}

/** The lines before, and after them those that are new; of equal ones as many as there are more. */
export function allLines(before: readonly string[], found: readonly string[]): readonly string[] {
  const counts = countLines(before);
  return [...before, ...found.filter((line) => isMore(counts, line))];
}

function readRecords(kind: DocumentKind, doc: Y.Doc): Record[] {
  const record = (key: string, text: string, ...decided: unknown[]): Record => ({
    key,
    text,
    mark: JSON.stringify([text, ...decided]),
  });
  switch (kind) {
    case 'session':
      return [
        ...readAgenda(doc).map((one) => record(one.id, one.title, one.state, one.kind, one.minutes)),
        ...readOutcomes(doc).map((one) => record(one.id, one.text, one.kind)),
      ];
    case 'mentorship':
      return [
        ...readGoals(doc).flatMap((goal) => [
          record(goal.id, goal.title, goal.status),
          ...goal.milestones.map((one) => record(`${goal.id}/${one.id}`, one.title, one.done)),
        ]),
        ...readPromises(doc).map((one) => record(one.id, one.text, one.owner, one.due, one.keptAt)),
        ...readBacklog(doc).map((one) => record(one.id, one.title)),
      ];
    case 'private':
      return [];
  }
}

/** The lines of the rich text in a document. */
function readLines(kind: DocumentKind, doc: Y.Doc): string[] {
  return fragmentsOf(kind, doc)
    .flatMap((fragment) => plainText(readRichText(fragment)).split('\n'))
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function fragmentsOf(kind: DocumentKind, doc: Y.Doc): Y.XmlFragment[] {
  switch (kind) {
    case 'session':
      return [notesOf(doc)];
    case 'mentorship':
      return [];
    case 'private':
      return privateNotesSessions(doc).map((session) => privateNotesOf(doc, session));
  }
}

function countLines(lines: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
  return counts;
}

/** Takes one line off the counts; answers whether there was none left. */
function isMore(counts: Map<string, number>, line: string): boolean {
  const left = counts.get(line) ?? 0;
  counts.set(line, left - 1);
  return left <= 0;
}

/** Adds the lines to the backlog. The ids come from `id`, so that doing it twice, or in two tabs, adds each once. */
export function keepInBacklog(mentorship: Y.Doc, id: string, lines: readonly string[], author: string): void {
  const titles = lines.flatMap((line) => inPieces(line)).map((piece) => cleanLine(piece));
  mentorship.transact(() =>
    titles.forEach((title, i) => addToBacklog(mentorship, { id: `${id}:${i}`, title, author })),
  );
}

/** Adds the lines as paragraphs below this person's notes of a session. */
export function keepInPrivateNotes(privateDoc: Y.Doc, session: string, lines: readonly string[]): void {
  privateDoc.transact(() => {
    const paragraphs = lines.map((line) => {
      const paragraph = new Y.XmlElement('paragraph');
      paragraph.insert(0, [new Y.XmlText(line)]);
      return paragraph;
    });
    privateNotesOf(privateDoc, session).push(paragraphs);
  });
}

/** A line of the notes may be longer than a title: cut between words where there are any. */
function inPieces(line: string): string[] {
  const most = Math.floor(MAX_LINE / 2); // counted in code points of up to two units
  return (line.match(new RegExp(`.{1,${most}}(?=\\s|$)|.{1,${most}}`, 'gsu')) ?? []).filter(
    (piece) => piece.trim() !== '',
  );
}
