/** Random content of a mentorship, and the way of a file back into documents; both for tests. */
import { notesOf, privateNotesOf, type RichNode } from '@fireside/protocol';
import type { ExportedMentorship, ExportedSession } from '@fireside/protocol/http';
import fc from 'fast-check';
import * as Y from 'yjs';
import { deepNotes, randomNotes, randomWords } from './rich-text.test.kit.ts';

type Session = Pick<ExportedSession, 'items' | 'outcomes' | 'notes' | 'next' | 'privateNotes'>;
type Lasting = Pick<ExportedMentorship, 'goals' | 'promises' | 'backlog'>;
export interface Content {
  readonly session: Session;
  readonly lasting: Lasting;
}

type Shape = Readonly<Record<string, unknown>>;

const person = fc.constantFrom('anna', 'bo', 'gone', '');
const time = fc.integer({ min: 0, max: 4e12 });
const id: fc.Arbitrary<string> = fc.oneof(
  fc.uuid(),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 8 }),
  fc.constant('__proto__'),
);
const notes = fc.oneof(
  { weight: 9, arbitrary: randomNotes },
  { weight: 1, arbitrary: fc.constantFrom(deepNotes(38), deepNotes(200)) },
);

/** Yjs takes plain objects only. */
function record<T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<T> {
  return fc.record<T>(model, { noNullPrototype: true });
}

function records<T extends { id: string }>(one: fc.Arbitrary<T>, maxLength = 4): fc.Arbitrary<T[]> {
  return fc.uniqueArray(one, { maxLength, selector: (record) => record.id });
}

const topic = {
  id,
  title: randomWords,
  kind: fc.constantFrom('topic', 'question', 'arrival'),
  minutes: fc.option(fc.integer({ min: 1, max: 600 })),
  author: fc.option(person),
  origin: fc.option(record({ session: fc.uuid(), startsAt: fc.option(time), times: fc.integer({ min: 1, max: 9 }) })),
  comments: records(record({ id, author: person, at: time, text: randomWords }), 2),
};

const session: fc.Arbitrary<Session> = record({
  items: records(record({ ...topic, state: fc.constantFrom('open', 'discussed', 'parked') })),
  outcomes: records(
    record({ id, kind: fc.constantFrom('takeaway', 'decision'), text: randomWords, author: fc.option(person) }),
  ),
  notes,
  next: fc.option(
    record({
      startsAt: time.map((at) => at + 1),
      minutes: fc.integer({ min: 5, max: 600 }),
      mode: fc.constantFrom('video', 'phone', 'in-person'),
      by: person,
    }),
  ),
  privateNotes: notes,
});

const status = fc.constantFrom('open', 'reached', 'let-go');
const lasting: fc.Arbitrary<Lasting> = record({
  goals: records(
    record({
      id,
      title: randomWords,
      author: fc.option(person),
      status,
      milestones: records(record({ id, title: randomWords, done: fc.boolean() }), 3),
      history: records(
        record({
          id,
          at: time,
          by: person,
          what: fc.constantFrom('status', 'step', 'words'),
          status,
          step: fc.option(id),
          done: fc.boolean(),
          text: randomWords,
          corrects: fc.option(id),
        }),
        3,
      ),
    }),
  ),
  promises: records(
    record({
      id,
      text: randomWords,
      owner: person,
      due: fc.constantFrom(null, 'next', '2026-11-28'),
      from: fc.option(
        record<{ session: string; item: string | null; at: number }>({
          session: fc.constantFrom('here', 'elsewhere'),
          item: fc.option(id),
          at: time,
        }),
      ),
      keptAt: fc.option(time),
    }),
  ),
  backlog: records(record(topic)),
});

export const randomContent: fc.Arbitrary<Content> = record({ session, lasting });

/** Puts what a file has of a session into its documents, under the ids that it has there. */
export function writeSession(doc: Y.Doc, { items, outcomes, notes: nodes, next }: Session): void {
  doc.transact(() => {
    writeRecords(doc.getMap('agenda'), items, ['comments']);
    writeComments(doc, items);
    writeRecords(doc.getMap('outcomes'), outcomes);
    doc.getMap('outcomes').set('next', next);
    writeNotes(notesOf(doc), nodes);
  });
}

export function writePrivate(doc: Y.Doc, id: string, { privateNotes = [] }: Session): void {
  writeNotes(privateNotesOf(doc, id), privateNotes);
}

export function writeLasting(doc: Y.Doc, { goals = [], promises = [], backlog = [] }: Lasting): void {
  doc.transact(() => {
    writeRecords(doc.getMap('promises'), promises);
    writeRecords(doc.getMap('backlog'), backlog, ['comments']);
    writeComments(doc, backlog);
    const root = doc.getMap('goals');
    writeRecords(root, goals, ['milestones', 'history']);
    for (const { id, milestones, history } of goals) {
      for (const [field, list] of Object.entries({ milestones, history })) {
        const inner = new Y.Map<unknown>();
        (root.get(id) as Y.Map<unknown>).set(field, inner);
        writeRecords(inner, list);
      }
    }
  });
}

function writeRecords(root: Y.Map<unknown>, list: readonly (Shape & { id: string })[], without: string[] = []): void {
  for (const [index, { id, ...fields }] of list.entries()) {
    const record = new Y.Map<unknown>(Object.entries(fields).filter(([name]) => !without.includes(name)));
    record.set('order', String(index).padStart(6, '0'));
    root.set(id, record);
  }
}

function writeComments(doc: Y.Doc, topics: readonly (Shape & { id: string; comments: readonly Shape[] })[]): void {
  for (const { id: item, comments } of topics) {
    for (const { id, ...fields } of comments) {
      doc.getMap('comments').set(String(id), new Y.Map(Object.entries({ ...fields, item })));
    }
  }
}

function writeNotes(parent: Y.XmlFragment, nodes: readonly RichNode[]): void {
  for (const { type, text, marks = [], attrs = {}, content = [] } of nodes) {
    if (text === undefined) {
      const element = new Y.XmlElement(type);
      parent.push([element]);
      for (const [name, value] of Object.entries(attrs)) element.setAttribute(name, value as string);
      writeNotes(element, content);
    } else {
      const line = new Y.XmlText();
      parent.push([line]);
      line.insert(0, text, Object.fromEntries(marks.map((mark) => [mark.type, mark.attrs ?? {}])));
    }
  }
}
