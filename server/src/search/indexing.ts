/** Brings the index up to what is stored, document by document, and writes what differs. */
import { foldLetters, hasWord, parseDocumentName, type DocumentAddress } from '@fireside/protocol';
import type { DatabaseSync } from 'node:sqlite';
import { prepareAll } from '../storage/statements.ts';
import { prepareWithRowids } from './rowids.ts';
import type { DocumentKey } from '../storage/store.ts';
import { createTransact } from '../storage/transaction.ts';
import { entriesOf, type Entry } from './entries.ts';
import type { Stale } from './index-port.ts';
import { placeOf, type Places } from './places.ts';
import { readers, wordOfKind, wordsOf, type Numbers } from './scopes.ts';
import type { Stored, Version } from './stored.ts';
import { toIndex } from './words.ts';

export interface Indexing {
  update(document: DocumentKey): boolean;
  stale(after: number): Stale;
  /** Moves the sessions of a mentorship to the dates that they have; `sure`: also where their sum says that they are there. */
  align(tenant: string, mentorship: string, sure: boolean): void;
  erase(document: DocumentKey): void;
}

export interface IndexingParts {
  readonly db: DatabaseSync;
  readonly stored: Stored;
  readonly numbers: Numbers;
  readonly places: Places;
}

interface Source extends Version {
  readonly id: number;
}

/** A row of the index, as it is and as it should be. */
interface Row {
  readonly kind: string;
  readonly record: string | null;
  readonly people: string;
  readonly at: number | null;
  readonly scope: string;
  readonly text: string;
  readonly original: string | null;
}
interface Known extends Row {
  readonly id: bigint;
  readonly key: string;
}

export function createIndexing({ db, stored, numbers, places }: IndexingParts): Indexing {
  const sql = { ...prepareAll(db, statements), ...prepareWithRowids(db, withRowids) };
  const transact = createTransact(db, 'immediate');

  const sourceOf = ({ tenant, name }: DocumentKey) => sql.source.get(tenant, name) as Source | undefined;
  const isCurrent = (source: Source | undefined, version: Version): boolean =>
    source?.epoch === version.epoch && source.head === version.head && source.addenda === version.addenda;

  /** Whose document it is; null where nobody can read it. */
  function mentorshipOf(tenant: string, address: DocumentAddress): string | null {
    return address.kind === 'session'
      ? (stored.session(tenant, address.session)?.mentorship ?? null)
      : address.mentorship;
  }

  function update(document: DocumentKey): boolean {
    const address = parseDocumentName(document.name);
    const session = address.kind === 'session' ? address.session : null;
    const { tenant } = document;
    // Read before the content: what comes in between is found to be new next time.
    const version = stored.version(document, session);
    const before = sourceOf(document);
    if (isCurrent(before, version)) return false;
    if (before && before.epoch !== version.epoch) erase(document);
    const mentorship = mentorshipOf(tenant, address);
    if (mentorship === null) return false;
    const { doc, authors, addenda } = stored.content(document, session);
    let entries: Entry[];
    try {
      entries = entriesOf(address, doc, { authors, addenda });
    } finally {
      doc.destroy();
    }
    transact(() => {
      const { id } = sql.setSource.get(
        tenant,
        document.name,
        version.epoch,
        version.head,
        version.addenda,
      ) as unknown as Source;
      const at = numbers.ensure(tenant, 'mentorship', mentorship);
      const owner = address.kind === 'private' ? numbers.ensure(tenant, 'person', address.person) : null;
      write(id, entries, {
        rowOf: (entry) => rowOf(entry, [readers(at, owner)], (person) => numbers.ensure(tenant, 'person', person)),
        placeOf: remember((of: string | null) => {
          const row = of === null ? null : stored.session(tenant, of);
          // What names a session of another mentorship belongs to none.
          if (row?.mentorship !== mentorship) return places.ensure(at, null, null);
          return places.ensure(at, of, row.startsAt);
        }),
      });
    });
    return true;
  }

  function write(
    source: number,
    entries: readonly Entry[],
    of: { rowOf(entry: Entry): Row; placeOf(session: string | null): number },
  ): void {
    const wanted = entries
      .filter(({ text }) => hasWord(text))
      .map((entry) => ({ entry, row: of.rowOf(entry), place: of.placeOf(entry.session) }));
    // After the places, which may have moved what is there.
    const known = new Map((sql.entries.all(source) as unknown as Known[]).map((one) => [one.key, one]));
    for (const { entry, row, place } of new Map(wanted.map((one) => [one.entry.key, one])).values()) {
      const there = known.get(entry.key);
      if (there && placeOf(there.id) === place) {
        known.delete(entry.key);
        if (!isSameText(there, row)) sql.changeWords.run(row.scope, row.text, row.original, there.id);
        if (!isSameEntry(there, row)) sql.changeEntry.run(row.kind, row.record, row.people, row.at, there.id);
        continue;
      }
      if (there) remove(there.id);
      known.delete(entry.key);
      const id = places.free(place, entry.kind);
      if (id === null) continue;
      sql.addEntry.run(id, source, entry.key, row.kind, row.record, row.people, row.at);
      sql.addWords.run(id, row.scope, row.text, row.original);
    }
    for (const { id } of known.values()) remove(id);
  }

  function remove(id: bigint): void {
    sql.dropEntry.run(id);
    sql.dropWords.run(id);
  }

  function erase(document: DocumentKey): void {
    const source = sourceOf(document);
    if (source) {
      transact(() => {
        for (const { id } of sql.entryIds.all(source.id) as { id: bigint }[]) remove(id);
        sql.dropSource.run(source.id);
        sql.noteScrub.run(1);
      });
    }
    scrub();
  }

  /**
   * Takes what was deleted out of the file, also where a crash came before it. FTS5 only notes a deletion until it merges what
   * it has; its `secure-delete` would do it at once, and makes every edit three times as expensive. Then slack of pages, and the
   * write-ahead log. Some 20 ms for each MB of the index, in which searches wait.
   */
  function scrub(): void {
    if (sql.needsScrub.get() === undefined) return;
    sql.merge.run();
    db.exec('vacuum');
    const { busy } = sql.cutLog.get() as { busy: number };
    if (busy !== 0) throw new Error('Erased, but the write-ahead log of the index could not be cut.');
    sql.noteScrub.run(0);
  }

  scrub();
  return {
    update,
    erase,
    stale(after) {
      const batch = stored.documents(after);
      const last = batch.at(-1);
      const all = last ? batch : stored.bare();
      const documents = all.filter((document) => {
        const address = parseDocumentName(document.name);
        const version = stored.version(document, address.kind === 'session' ? address.session : null);
        return !isCurrent(sourceOf(document), version);
      });
      return { documents: documents.map(({ tenant, name }) => ({ tenant, name })), next: last?.id ?? null };
    },
    align(tenant, mentorship, sure) {
      const number = numbers.find(tenant, 'mentorship', mentorship);
      if (number === null) return;
      const now = stored.dates(tenant, mentorship);
      const compared = sql.compared.get(number) as typeof now | undefined;
      if (!sure && compared?.sessions === now.sessions && compared.dates === now.dates) return;
      transact(() => {
        for (const { id, startsAt } of stored.sessions(tenant, mentorship)) {
          if (places.find(number, id) !== null) places.ensure(number, id, startsAt);
        }
        sql.noteCompared.run(number, now.sessions, now.dates);
      });
    },
  };
}

function rowOf(entry: Entry, scope: readonly string[], numberOf: (person: string) => number): Row {
  const { kind, record, at, people } = entry;
  const original = toIndex(entry.text);
  const text = foldLetters(original);
  return {
    kind,
    record,
    people: JSON.stringify(people),
    at,
    scope: [...scope, wordOfKind(kind), ...people.map((person) => wordsOf(numberOf(person)))].join(' '),
    text,
    original: text === original ? null : original,
  };
}

const isSameText = (a: Row, b: Row): boolean => a.scope === b.scope && a.text === b.text && a.original === b.original;
const isSameEntry = (a: Row, b: Row): boolean =>
  a.kind === b.kind && a.record === b.record && a.people === b.people && (a.at === null ? null : Number(a.at)) === b.at;

function remember<Key, Value>(of: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    if (!known.has(key)) known.set(key, of(key));
    return known.get(key)!;
  };
}

const statements = {
  source: 'select id, epoch, head_seq as head, addenda from source where tenant = ? and name = ?',
  setSource: `insert into source (tenant, name, epoch, head_seq, addenda) values (?, ?, ?, ?, ?)
    on conflict (tenant, name) do update
      set epoch = excluded.epoch, head_seq = excluded.head_seq, addenda = excluded.addenda
    returning id`,
  compared: 'select sessions, dates from compared where mentorship = ?',
  needsScrub: 'select 1 from upkeep where scrub = 1',
  cutLog: 'pragma wal_checkpoint(truncate)',
};

const withRowids = {
  dropSource: 'delete from source where id = ?',
  entries: `select entry.id, key, kind, record, people, at, scope, text, original
    from entry join words on words.rowid = entry.id where source = ?`,
  entryIds: 'select id from entry where source = ?',
  addEntry: 'insert into entry (id, source, key, kind, record, people, at) values (?, ?, ?, ?, ?, ?, ?)',
  addWords: 'insert into words (rowid, scope, text, original) values (?, ?, ?, ?)',
  changeEntry: 'update entry set kind = ?, record = ?, people = ?, at = ? where id = ?',
  changeWords: 'update words set scope = ?, text = ?, original = ? where rowid = ?',
  dropEntry: 'delete from entry where id = ?',
  dropWords: 'delete from words where rowid = ?',
  noteCompared: `insert into compared (mentorship, sessions, dates) values (?, ?, ?)
    on conflict (mentorship) do update set sessions = excluded.sessions, dates = excluded.dates`,
  merge: "insert into words (words) values ('optimize')",
  noteScrub: 'update upkeep set scrub = ?',
};
