/** A data folder with five years of twenty mentorships: 5,000 sessions, 50 million characters, indexed. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addItem, addOutcome, documentName, notesOf, readOutcomes, readRecap } from '@fireside/protocol';
import { openSqlite, openSqliteIndex, type Append, type Commit } from '@fireside/server';
import * as Y from 'yjs';
import { createCorpus } from './corpus.ts';

type RowWrite = Commit['rows'][number];

const WEEK = 7 * 24 * 60 * 60 * 1000;
const START = Date.UTC(2021, 10, 22, 9);
const TENANT = 'default';

export interface LibraryShape {
  readonly mentorships: number;
  readonly sessionsEach: number;
  /** Characters of a session. */
  readonly length: number;
  /** When the first sessions were, in ms. */
  readonly since?: number;
  /** The id of a mentorship; `pair-0` and so on where left out. */
  readonly name?: (index: number) => string;
}
export const FIVE_YEARS: LibraryShape = { mentorships: 20, sessionsEach: 250, length: 10_000 };
const ITEMS = 10;
const PEOPLE = ['anna', 'bo'] as const;

export interface Library {
  /** Holds `fireside.sqlite` and `search.sqlite`. */
  readonly folder: string;
  remove(): Promise<void>;
}

export const mentorshipName = (index: number): string => `pair-${index}`;

export async function makeLibrary(shape: LibraryShape): Promise<Library> {
  const { since = START, name: nameOf = mentorshipName } = shape;
  const folder = await mkdtemp(join(tmpdir(), 'fireside-found-'));
  const main = join(folder, 'fireside.sqlite');
  const { store } = await openSqlite({ path: main });
  const corpus = createCorpus(1);
  for (let mentorship = 0; mentorship < shape.mentorships; mentorship += 1) {
    const rows: RowWrite[] = [insert('mentorship', { tenant: TENANT, id: nameOf(mentorship) })];
    for (const person of PEOPLE) {
      const role = person === 'anna' ? 'mentor' : 'mentee';
      rows.push(insert('member', { tenant: TENANT, mentorship: nameOf(mentorship), person, name: person, role }));
    }
    await store.commit({ appends: [], rows });
    for (let session = 0; session < shape.sessionsEach; session += 1) {
      const id = `${mentorship}-${session}`;
      // Not all at the same minute of the same day.
      const at = since + session * WEEK + mentorship * 3_600_000;
      const row = insert('session', {
        ...{ tenant: TENANT, id, mentorship: nameOf(mentorship), key: id, state: 'archived', starts_at: at },
        ...{
          minutes: 50,
          mode: 'video',
          template: 'none',
          created_at: at,
          started_at: at,
          wrapped_up_at: at + 3_600_000,
        },
      });
      const doc = writeSession((length) => corpus.text(length), shape.length);
      const recap = recapOf(id, at + 3_600_000, doc);
      await store.commit({ appends: [appendOf(id, at, doc)], rows: [row, recap] });
    }
  }
  const index = openSqliteIndex({ path: join(folder, 'search.sqlite'), main });
  for (let after: number | null = 0; after !== null;) {
    const { documents, next } = await index.stale(after);
    for (const document of documents) await index.update(document);
    after = next;
  }
  await index.close();
  await store.close();
  return { folder, remove: () => rm(folder, { recursive: true }) };
}

function insert(table: string, row: Readonly<Record<string, unknown>>): RowWrite {
  const columns = Object.keys(row);
  const sql = `insert into ${table} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`;
  return { sql, parameters: Object.values(row), expect: 1 };
}

/** As the server stores it at wrap-up. */
function recapOf(session: string, at: number, doc: Y.Doc): RowWrite {
  return insert('recap', {
    ...{ tenant: TENANT, session, revision: 1, at, by: PEOPLE[0], members: '[]' },
    lines: JSON.stringify(readOutcomes(doc).map(({ text }) => text)),
    content: JSON.stringify(readRecap(doc, new Y.Doc(), session)),
  });
}

function appendOf(session: string, at: number, doc: Y.Doc): Append {
  const bytes = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  const document = { tenant: TENANT, name: documentName({ kind: 'session', session }) };
  return { document, bytes, actor: PEOPLE[0], at, epoch: 1, clients: [doc.clientID] };
}

function writeSession(write: (length: number) => string, length: number): Y.Doc {
  const doc = new Y.Doc();
  const blocks: Y.XmlElement[] = [];
  const block = (name: string, text: string): Y.XmlElement => {
    const element = new Y.XmlElement(name);
    element.insert(0, [new Y.XmlText(text)]);
    blocks.push(element);
    return element;
  };
  for (let index = 0; index < ITEMS; index += 1) {
    const title = write(30);
    const item = addItem(doc, { title, author: PEOPLE[index % 2]! });
    const heading = block('heading', title);
    heading.setAttribute('item', item);
    heading.setAttribute('level', 2 as unknown as string);
    for (let paragraph = 0; paragraph < 3; paragraph += 1) block('paragraph', write(length / ITEMS / 3 - 20));
  }
  for (const kind of ['takeaway', 'decision'] as const) addOutcome(doc, { kind, text: write(60), author: PEOPLE[0] });
  notesOf(doc).insert(0, blocks);
  return doc;
}
