/**
 * The `SearchIndex` port: what is written in documents, found by its words. The index is made of the documents and the rows
 * and can be thrown away. One contract suite (`search.contract.ts`) runs on every adapter.
 */
import type { Found, FoundKind } from '@fireside/protocol/http';
import type { ListCursor } from '../sessions/rows.ts';
import type { DocumentKey } from '../storage/store.ts';

/** What is searched, and in what: who asks for it was checked before. */
export interface Wanted {
  readonly tenant: string;
  readonly mentorship: string;
  /** Whose private notes are searched, too; null: nobody's. */
  readonly person: string | null;
  /** What `matchOf` has made of the words. */
  readonly match: string;
  /** Only words of this person; null: of everybody. */
  readonly by: string | null;
  /** Null: of every kind. */
  readonly kinds: readonly FoundKind[] | null;
  /** Only sessions from this moment on, and before that one (ms); null: at any time. */
  readonly from: number | null;
  readonly to: number | null;
  /** Where the page before this one ended; null for the first. */
  readonly before: ListCursor | null;
  /** Sessions of a page. */
  readonly limit: number;
}

export interface FoundSession {
  readonly session: string;
  /** When it begins, in ms; null for the one without a date. */
  readonly startsAt: number | null;
  /** The first hits in it. */
  readonly found: readonly Found[];
  /** How many more there are; counted up to `COUNTED`. */
  readonly more: number;
}

export interface SearchPage {
  /** Newest first. */
  readonly sessions: readonly FoundSession[];
  /** What belongs to no session, newest first: on the first page of a search at any time; elsewhere none. */
  readonly found: readonly Found[];
  /** Whether there are more sessions. */
  readonly hasMore: boolean;
}

/** Documents that are not in the index as they are stored. */
export interface Stale {
  readonly documents: readonly DocumentKey[];
  /** What the next call begins after; null where this was the last of them. */
  readonly next: number | null;
}

export interface SearchIndex {
  /** Brings the index of a document up to what is stored; answers whether there was anything to do. */
  update(document: DocumentKey): Promise<boolean>;
  /** Looks at some documents after `after` (0: at the first ones). */
  stale(after: number): Promise<Stale>;
  search(wanted: Wanted): Promise<SearchPage>;
  /** Takes out what was indexed of a document that was erased; when it answers, it is gone from the files. */
  erase(document: DocumentKey): Promise<void>;
  /** Ends it after what was asked before. */
  close(): Promise<void>;
}

/** Hits that are shown of a session, and how many are counted at most. */
export const SHOWN = 5;
export const COUNTED = 100;
/** Hits at most that belong to no session. */
export const SHOWN_BESIDE = 20;
