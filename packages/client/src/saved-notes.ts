/** What is kept of the sessions of a mentorship, as the server answers it: reading, finding, adding afterwards, taking along. */
import type {
  Addendum,
  FoundKind,
  NewAddendum,
  SessionDetail,
  SessionList,
  SessionResult,
} from '@fireside/protocol/http';
import type { Commands } from './commands.ts';

/** Which sessions, newest first; with `q`, those in which it is found. */
export interface SessionQuery {
  /** The `before` of an earlier page of the same query. */
  readonly before?: string;
  /** Sessions on a page, 1 to 100; 20 where left out. */
  readonly limit?: number;
  /** Words, prefixes of words and "phrases". */
  readonly q?: string;
  /** Of a search: whose words. */
  readonly person?: string;
  /** Of a search: what kinds. */
  readonly kinds?: readonly FoundKind[];
  /** From this moment on, and before that one (ms). */
  readonly from?: number;
  readonly to?: number;
}

export interface ExportQuery {
  /** Null for the whole mentorship. */
  readonly session: string | null;
  readonly format: 'md' | 'json';
  /** With the private notes of this person. */
  readonly withPrivate: boolean;
}

export interface ExportedFile {
  readonly name: string;
  readonly type: string;
  readonly text: string;
}

/** Each throws a FiresideError. */
export interface SavedNotes {
  /** @throws the signal's reason when it was aborted */
  list(query?: SessionQuery, signal?: AbortSignal): Promise<SessionList>;
  /** With the latest recap, or with an earlier revision of it. */
  detail(session: string, revision?: number): Promise<SessionDetail>;
  /** Adds to an archived session; the same id again adds nothing. */
  add(session: string, addendum: NewAddendum): Promise<Addendum>;
  /** Ends the time in which the notes can be written to after wrap-up. */
  archive(session: string): Promise<SessionResult>;
  export(query: ExportQuery): Promise<ExportedFile>;
}

export function createSavedNotes(commands: Commands, mentorship: string): SavedNotes {
  return {
    list: (query = {}, signal) => commands.list(mentorship, listParameters(query), signal),
    detail: (session, revision) => commands.detail(session, revision === undefined ? {} : { revision: `${revision}` }),
    add: (session, addendum) => commands.addAddendum(session, addendum),
    archive: (session) => commands.archive(session),
    async export({ session, format, withPrivate }) {
      const query = { format, ...(withPrivate ? { private: '1' } : {}) };
      return session === null ? commands.exportAll(mentorship, query) : commands.exportSession(session, query);
    },
  };
}

function listParameters({ kinds, ...query }: SessionQuery): Record<string, string> {
  const parameters = Object.entries({ ...query, kind: kinds?.join(',') }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(parameters.map(([name, value]) => [name, String(value)]));
}
