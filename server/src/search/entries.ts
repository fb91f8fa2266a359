/** What of a document is searched, entry by entry. Pure. */
import {
  isValidId,
  notesOf,
  privateNotesOf,
  privateNotesSessions,
  readAgenda,
  readBacklog,
  readComments,
  readGoals,
  readOutcomes,
  readPromises,
  readSections,
  type DocumentAddress,
} from '@fireside/protocol';
import type { FoundKind } from '@fireside/protocol/http';
import type * as Y from 'yjs';
import type { AddendumTable } from '../sessions/schema.ts';

export interface Entry {
  /** What of its document it is; the same after an edit. */
  readonly key: string;
  /** The session it belongs to; null for none. */
  readonly session: string | null;
  readonly kind: FoundKind;
  readonly record: string | null;
  readonly people: readonly string[];
  /** When it was written, in ms; null where that is not known. */
  readonly at: number | null;
  readonly text: string;
}

/** What a document was read with. */
export interface Beside {
  /** Which Yjs clientID is which person. */
  readonly authors: ReadonlyMap<number, string>;
  readonly addenda: readonly AddendumTable[];
}

/** UTF-16 code units of an entry at most, some two pages: what is found is shown out of it. */
const MAX_TEXT = 4_000;
/** What the server writes is nobody's words. */
const SERVER = 'server';

export function entriesOf(address: DocumentAddress, doc: Y.Doc, beside: Beside): Entry[] {
  switch (address.kind) {
    case 'session':
      return ofSession(address.session, doc, beside);
    case 'mentorship':
      return ofMentorship(doc);
    case 'private':
      return privateNotesSessions(doc).flatMap((session) =>
        ofNotes(privateNotesOf(doc, session), { session, kind: 'private-notes' }, () => [address.person]),
      );
  }
}

function ofSession(session: string, doc: Y.Doc, { authors, addenda }: Beside): Entry[] {
  const peopleOf = (clients: ReadonlySet<number>): string[] => {
    const people = new Set<string>();
    for (const client of clients) people.add(authors.get(client) ?? SERVER);
    people.delete(SERVER);
    return [...people].sort();
  };
  return [
    ...readAgenda(doc).map(({ id, title, author }) =>
      entry({ session, kind: 'item', record: id, people: [author], text: title }),
    ),
    ...readOutcomes(doc).map(({ id, kind, text, author }) =>
      entry({ session, kind, record: id, people: [author], text }),
    ),
    ...ofComments(session, doc),
    ...ofNotes(notesOf(doc), { session, kind: 'notes' }, peopleOf),
    ...addenda.map(({ id, person, at, text }) =>
      entry({ session, kind: 'addendum', record: id, people: [person], at, text }),
    ),
  ];
}

function ofMentorship(doc: Y.Doc): Entry[] {
  return [
    ...readPromises(doc).map(({ id, text, owner, from }) =>
      entry({
        session: from?.session ?? null,
        kind: 'promise',
        record: id,
        people: [owner],
        at: from?.at ?? null,
        text,
      }),
    ),
    ...readBacklog(doc).map(({ id, title, author, origin }) =>
      entry({ kind: 'item', record: id, people: [author], at: origin?.startsAt ?? null, text: title }),
    ),
    ...ofComments(null, doc),
    ...readGoals(doc).flatMap(({ id, title, author, milestones, history }) => {
      const goal = { kind: 'goal', record: id } as const;
      const corrected = new Set(history.map(({ corrects }) => corrects));
      const at = history[0]?.at ?? null;
      return [
        entry({ ...goal, people: [author], at, text: title }),
        ...milestones.map((step) => entry({ ...goal, part: `step/${step.id}`, at, text: step.title })),
        ...history
          .filter(({ id: words, what }) => what === 'words' && !corrected.has(words))
          .map((words) =>
            entry({ ...goal, part: `words/${words.id}`, people: [words.by], at: words.at, text: words.text }),
          ),
      ];
    }),
  ];
}

function ofComments(session: string | null, doc: Y.Doc): Entry[] {
  return [...readComments(doc).values()]
    .flat()
    .map(({ id, text, author, at }) => entry({ session, kind: 'comment', record: id, people: [author], at, text }));
}

function ofNotes(
  fragment: Y.XmlFragment,
  of: { readonly session: string; readonly kind: FoundKind },
  peopleOf: (clients: ReadonlySet<number>) => string[],
): Entry[] {
  const counts = new Map<string | null, number>();
  return readSections(fragment).flatMap(({ item, text, clients }) =>
    cut(text).map((part) => {
      const count = counts.get(item) ?? 0;
      counts.set(item, count + 1);
      const people = peopleOf(clients);
      return entry({ ...of, record: item, part: `${of.session}/${count}`, people, text: part });
    }),
  );
}

function entry(
  of: Pick<Entry, 'kind' | 'record' | 'text'> & {
    readonly session?: string | null;
    /** Which of the entries of a record. */
    readonly part?: string;
    readonly people?: readonly (string | null)[];
    readonly at?: number | null;
  },
): Entry {
  const { kind, record, text, session = null, part = '', people = [], at = null } = of;
  return {
    key: JSON.stringify([kind, record, part]),
    session,
    kind,
    record,
    people: people.filter((person) => isValidId(person)),
    at: at === null ? null : Math.trunc(at),
    text,
  };
}

/** Cuts a long text between words. */
function cut(text: string): string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > MAX_TEXT) {
    const space = Math.max(rest.lastIndexOf(' ', MAX_TEXT), rest.lastIndexOf('\n', MAX_TEXT));
    // Never inside of a pair of surrogates.
    const most = /[\ud800-\udbff]/.test(rest[MAX_TEXT - 1]!) ? MAX_TEXT - 1 : MAX_TEXT;
    const at = space > MAX_TEXT / 2 ? space : most;
    parts.push(rest.slice(0, at));
    rest = rest.slice(at);
  }
  return [...parts, rest];
}
