/** Documents, sessions and an index over them, as tests of search write and ask them. */
import { newId, notesOf } from '@fireside/protocol';
import type { Found } from '@fireside/protocol/http';
import * as Y from 'yjs';
import type { Storage } from '../../storage/store.ts';
import type { SearchIndex, SearchPage, Wanted } from '../index-port.ts';
import { matchOf } from '../query-text.ts';

export interface Opened {
  readonly storage: Storage;
  readonly index: SearchIndex;
}

export const TENANT = 'default';
export const MENTORSHIP = 'anna-bo';
export const DAY = 86_400_000;
export const START = Date.UTC(2026, 0, 5, 9);

/** Hits as a person reads them: what was searched stands in brackets. */
export const shown = (found: readonly Found[]): string[] =>
  found.map(({ text }) => text.map((piece) => (piece.hit ? `[${piece.text}]` : piece.text)).join(''));

export class Library {
  readonly #opened: () => Opened;
  /** Of each storage that was open. */
  readonly #written = new WeakMap<Storage, Map<string, Y.Doc>>();
  #last = 0;

  constructor(opened: () => Opened) {
    this.#opened = opened;
  }

  /** A session of `MENTORSHIP`, where `over` does not say otherwise; answers the name of its document. */
  async session(
    id: string,
    startsAt: number | null,
    over: { tenant?: string; mentorship?: string } = {},
  ): Promise<string> {
    const { tenant = TENANT, mentorship = MENTORSHIP } = over;
    const state = startsAt === null ? 'scheduled' : 'archived';
    const sql = `insert into session (tenant, id, mentorship, state, starts_at, minutes, mode, template, created_at)
      values (?, ?, ?, ?, ?, 50, 'video', 'none', 0)`;
    const parameters = [tenant, id, mentorship, state, startsAt];
    await this.#opened().storage.store.commit({ appends: [], rows: [{ sql, parameters, expect: 1 }] });
    return `session/${encodeURIComponent(id)}`;
  }

  async moveSession(id: string, startsAt: number): Promise<void> {
    const row = { sql: 'update session set starts_at = ? where id = ?', parameters: [startsAt, id], expect: 1 };
    await this.#opened().storage.store.commit({ appends: [], rows: [row] });
  }

  async addendum(session: string, person: string, text: string): Promise<void> {
    const sql = 'insert into addendum (tenant, session, id, person, name, at, text) values (?, ?, ?, ?, ?, 1, ?)';
    const row = { sql, parameters: [TENANT, session, newId(), person, person, text], expect: 1 };
    await this.#opened().storage.store.commit({ appends: [], rows: [row] });
  }

  /** `person` writes into a document with a client of their own, and nobody tells the index. */
  async write<T>(person: string, name: string, edit: (doc: Y.Doc) => T, tenant = TENANT): Promise<T> {
    const doc = this.#docs().get(`${name} ${tenant}`) ?? new Y.Doc();
    this.#docs().set(`${name} ${tenant}`, doc);
    const copy = new Y.Doc();
    copy.clientID = this.#last += 1;
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
    const before = Y.encodeStateVector(copy);
    const result = edit(copy);
    const bytes = Y.encodeStateAsUpdate(copy, before);
    Y.applyUpdate(doc, bytes);
    const document = { tenant, name };
    const append = { document, bytes, actor: person, at: 1, epoch: 1, clients: [copy.clientID] };
    await this.#opened().storage.store.commit({ appends: [append], rows: [] });
    return result;
  }

  /** What a document says, as its writers have it. */
  read<T>(name: string, read: (doc: Y.Doc) => T): T {
    return read(this.#docs().get(`${name} ${TENANT}`) ?? new Y.Doc());
  }

  /** Brings everything up to date; answers how many documents there were to do. */
  async feed(): Promise<number> {
    const { index } = this.#opened();
    let count = 0;
    for (let after: number | null = 0; after !== null;) {
      const { documents, next } = await index.stale(after);
      for (const document of documents) if (await index.update(document)) count += 1;
      after = next;
    }
    return count;
  }

  search(q: string, over: Partial<Wanted> = {}): Promise<SearchPage> {
    const match = matchOf(q);
    if (match === null) throw new Error('There is nothing to search in it.');
    return this.#opened().index.search({
      tenant: TENANT,
      mentorship: MENTORSHIP,
      person: 'anna',
      match,
      by: null,
      kinds: null,
      from: null,
      to: null,
      before: null,
      limit: 20,
      ...over,
    });
  }

  /** Everything that is found, in order. */
  async hits(q: string, over: Partial<Wanted> = {}): Promise<string[]> {
    const { sessions, found } = await this.search(q, over);
    return [...shown(found), ...sessions.flatMap((session) => shown(session.found))];
  }

  #docs(): Map<string, Y.Doc> {
    const { storage } = this.#opened();
    const docs = this.#written.get(storage) ?? new Map<string, Y.Doc>();
    this.#written.set(storage, docs);
    return docs;
  }
}

/** Appends blocks to notes: what names an item is its heading, everything else a paragraph. */
export function writeNotes(
  doc: Y.Doc,
  lines: readonly (string | { title: string; item: string })[],
  into = notesOf(doc),
) {
  const blocks = lines.map((line) => {
    const { title, item } = typeof line === 'object' ? line : { title: line, item: null };
    const block = new Y.XmlElement(item === null ? 'paragraph' : 'heading');
    if (item !== null) {
      block.setAttribute('item', item);
      block.setAttribute('level', 2 as unknown as string);
    }
    block.insert(0, [new Y.XmlText(title)]);
    return block;
  });
  into.insert(into.length, blocks);
}
