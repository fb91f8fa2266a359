/** What the index is made of: documents and rows of the main database, over a connection that only reads. */
import { documentName } from '@fireside/protocol';
import type { DatabaseSync } from 'node:sqlite';
import * as Y from 'yjs';
import type { AddendumTable } from '../sessions/schema.ts';
import { createReading } from '../storage/reading.ts';
import { prepareAll } from '../storage/statements.ts';
import type { DocumentKey } from '../storage/store.ts';

/** How far a document is; every change to what is searched of it changes this. */
export interface Version {
  readonly epoch: number;
  readonly head: number;
  readonly addenda: number;
}

export interface SessionRow {
  readonly mentorship: string;
  readonly startsAt: number | null;
}

export interface Content {
  /** The caller destroys it. */
  readonly doc: Y.Doc;
  readonly authors: ReadonlyMap<number, string>;
  readonly addenda: readonly AddendumTable[];
}

export interface Dates {
  readonly sessions: number;
  /** Of all dates together. */
  readonly dates: number;
}

/** @throws StoredUnreadable */
export interface Stored {
  version(document: DocumentKey, session: string | null): Version;
  /** What cannot be read of it is left out. */
  content(document: DocumentKey, session: string | null): Content;
  session(tenant: string, id: string): SessionRow | null;
  sessions(tenant: string, mentorship: string): readonly { readonly id: string; readonly startsAt: number | null }[];
  dates(tenant: string, mentorship: string): Dates;
  /** Some documents after `after`. */
  documents(after: number): readonly (DocumentKey & { readonly id: number })[];
  /** Documents of sessions that have addenda, and never had a document. */
  bare(): readonly DocumentKey[];
}

/** The main database cannot be read: nothing that is wrong with the index. */
export class StoredUnreadable extends Error {
  override readonly name = 'StoredUnreadable';
}

/** Documents that are looked at in one go. */
const BATCH = 500;

export function createStored(db: DatabaseSync): Stored {
  const reading = createReading(db);
  const sql = prepareAll(db, statements);
  const addenda = (tenant: string, session: string | null) =>
    session === null ? [] : (sql.addenda.all(tenant, session) as unknown as AddendumTable[]);

  return guarded({
    version({ tenant, name }, session) {
      const doc = sql.doc.get(tenant, name) as { epoch: number; head: number } | undefined;
      const added = session === null ? { count: 0 } : (sql.countAddenda.get(tenant, session) as { count: number });
      return { epoch: doc?.epoch ?? 1, head: doc?.head ?? 0, addenda: added.count };
    },
    content(document, session) {
      const { doc, clients: authors } = reading.folded(document) ?? {
        doc: new Y.Doc(),
        clients: new Map<number, string>(),
      };
      return { doc, authors, addenda: addenda(document.tenant, session) };
    },
    session: (tenant, id) => (sql.session.get(tenant, id) as SessionRow | undefined) ?? null,
    sessions: (tenant, mentorship) => sql.sessions.all(tenant, mentorship) as ReturnType<Stored['sessions']> & [],
    dates: (tenant, mentorship) => sql.dates.get(tenant, mentorship) as unknown as Dates,
    documents: (after) => sql.documents.all(after, BATCH) as ReturnType<Stored['documents']> & [],
    bare: () =>
      (sql.addendumSessions.all() as { tenant: string; session: string }[])
        .map(({ tenant, session }) => ({ tenant, name: documentName({ kind: 'session', session }) }))
        .filter(({ tenant, name }) => sql.doc.get(tenant, name) === undefined),
  });
}

/** Says of every error that it is the main database's. */
function guarded(stored: Stored): Stored {
  const methods = Object.entries<(...args: never[]) => unknown>(stored as never).map(([name, run]) => [
    name,
    (...args: never[]) => {
      try {
        return run(...args);
      } catch (error) {
        throw new StoredUnreadable('The main database cannot be read.', { cause: error });
      }
    },
  ]);
  return Object.fromEntries(methods) as Stored;
}

const statements = {
  // The newest update; or what `head_seq` knows of those that were folded or put aside.
  doc: `select epoch, max(head_seq, coalesce((select max(seq) from doc_update where doc = doc.id), 0)) as head
    from doc where tenant = ? and name = ?`,
  countAddenda: 'select count(*) as count from addendum where tenant = ? and session = ?',
  addenda: 'select * from addendum where tenant = ? and session = ? order by at, id',
  session: 'select mentorship, starts_at as startsAt from session where tenant = ? and id = ?',
  sessions: 'select id, starts_at as startsAt from session where tenant = ? and mentorship = ?',
  // `total`: dates that somebody has made up must not overflow.
  dates: `select count(*) as sessions, total(starts_at) as dates from session
    where tenant = ? and mentorship = ?`,
  documents: 'select id, tenant, name from doc where id > ? order by id limit ?',
  addendumSessions: 'select distinct tenant, session from addendum',
};
