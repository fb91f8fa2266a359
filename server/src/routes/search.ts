/** `GET /v1/mentorships/{id}/sessions?q=`: the sessions in which the words are, the newest first, with the places in them. */
import { FiresideError, MAX_SEARCH } from '@fireside/protocol';
import type { ListQuery, SessionList } from '@fireside/protocol/http';
import type { SearchPage } from '../search/index-port.ts';
import { matchOf } from '../search/query-text.ts';
import { summaries } from '../sessions/details.ts';
import type { Rows } from '../sessions/rows.ts';
import type { SessionTable } from '../sessions/schema.ts';
import type { AppDeps } from './context.ts';
import { cursorsOf } from './cursor.ts';

/** After every date (ECMA-262 section 21.4.1.1): of a session that has none. */
const NEVER = 8.64e15 + 1;

/** Who searches what, checked. */
export interface Scope {
  readonly tenant: string;
  readonly mentorship: string;
  /** Whose private notes are searched, too; null for the host's own pages: nobody's. */
  readonly person: string | null;
}

/** @throws FiresideError `too-large` over `MAX_SEARCH`, `malformed` for a cursor of another list, `storage` */
export async function searchSessions(
  { search, rows, now }: Pick<AppDeps, 'search' | 'rows' | 'now'>,
  scope: Scope,
  query: ListQuery & { readonly q: string },
): Promise<SessionList> {
  const { q, limit, before, person: by = null, kind: kinds = null, from = null, to = null } = query;
  if (q.length > MAX_SEARCH) {
    throw new FiresideError('too-large', { detail: `A search is at most ${MAX_SEARCH} characters.` });
  }
  const cursors = cursorsOf([scope, q, by, kinds, from, to]);
  const after = before === undefined ? null : cursors.parse(before);
  const match = matchOf(q);
  if (match === null) return { sessions: [], ...(after === null && { found: [] }), before: null };
  const page = await search.find({ ...scope, match, by, kinds, from, to, before: after, limit });
  const known = await rowsOf(rows, scope.tenant, page);
  const listed = await summaries(rows, scope.tenant, known, now());
  const foundIn = new Map(page.sessions.map((one) => [one.session, one]));
  const last = page.sessions.at(-1);
  return {
    sessions: listed.map((summary) => {
      const { found, more } = foundIn.get(summary.id)!;
      return { ...summary, found: [...found], more };
    }),
    ...(after === null && { found: [...page.found] }),
    before: last && page.hasMore ? cursors.format({ startsAt: last.startsAt ?? NEVER, id: last.session }) : null,
  };
}

/** In the order of the page. */
async function rowsOf({ db }: Rows, tenant: string, { sessions }: SearchPage): Promise<SessionTable[]> {
  if (sessions.length === 0) return [];
  const ids = sessions.map(({ session }) => session);
  const found = await db
    .selectFrom('session')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('id', 'in', ids)
    .execute();
  const rowOf = new Map(found.map((row) => [row.id, row]));
  return ids.map((id) => rowOf.get(id)).filter((row) => row !== undefined);
}
