/** Saved sessions over HTTP: the list of a mentorship, one session with what it left, and what is added to it. Members only. */
import { FiresideError } from '@fireside/protocol';
import { detailQuery, listQuery, newAddendum, read, type Addendum, type SessionList } from '@fireside/protocol/http';
import type { Hono } from 'hono';
import { createLimit } from '../access/limits.ts';
import { looksLikeTicket } from '../auth/tickets.ts';
import { detail, summaries } from '../sessions/details.ts';
import { checkNotLeft } from '../sessions/members.ts';
import { toAddendum } from '../sessions/views.ts';
import {
  bearer,
  jsonBody,
  ownMentorship,
  ownSession,
  pathId,
  type AppContext,
  type AppDeps,
  type AppEnv,
} from './context.ts';
import { cursorsOf } from './cursor.ts';
import { searchSessions } from './search.ts';

/** Of searches, under however many tickets: as one types, and no loop. All of them share one thread. */
const SEARCHES_PER_PERSON = { burst: 120, perSecond: 5 };

export function savedRoutes(app: Hono<AppEnv>, deps: AppDeps): void {
  const { rows, sessions, now } = deps;
  const searches = createLimit(SEARCHES_PER_PERSON);

  app.get('/v1/mentorships/:id/sessions', async (c) => {
    const mentorship = pathId(c.req.param('id'));
    const { tenant, person, asker } = await mayList(c, deps, mentorship);
    const { q, ...query } = read(listQuery, c.req.query());
    if (q !== undefined) {
      searches.spend(JSON.stringify([tenant, mentorship, asker]));
      return c.json(await searchSessions(deps, { tenant, mentorship, person }, { ...query, q }));
    }
    const { limit, before, from, to } = query;
    // One more than the page tells whether there is another.
    const cursors = cursorsOf([tenant, mentorship, from ?? null, to ?? null]);
    const after = before === undefined ? null : cursors.parse(before);
    const found = await rows.list(tenant, mentorship, { limit: limit + 1, before: after, from, to });
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return c.json({
      sessions: await summaries(rows, tenant, page, now()),
      before: last && found.length > limit ? cursors.format({ startsAt: last.starts_at ?? 0, id: last.id }) : null,
    } satisfies SessionList);
  });

  app.get('/v1/sessions/:id', async (c) => {
    const { row } = await ownSession(c, deps);
    const { revision } = read(detailQuery, c.req.query());
    return c.json(await detail(rows, row, revision, now()));
  });

  app.post('/v1/sessions/:id/addenda', async (c) => {
    const { row: session, claims } = await ownSession(c, deps);
    const { row, isNew } = await sessions.add(claims, session.id, read(newAddendum, await jsonBody(c)));
    return c.json(toAddendum(row) satisfies Addendum, isNew ? 201 : 200);
  });
}

/**
 * A member's ticket, or, for the host's own pages, a host token that names the mentorship. Answers the tenant, who asks, and
 * whose ticket it is: a host token opens nobody's private notes.
 */
async function mayList(
  c: AppContext,
  deps: AppDeps,
  mentorship: string,
): Promise<{ tenant: string; asker: string; person: string | null }> {
  const token = bearer(c);
  if (looksLikeTicket(token)) {
    const { tenant, person } = await ownMentorship(c, deps);
    return { tenant, asker: person, person };
  }
  const claims = await deps.hostTokens.verify(token);
  const own = claims.role === 'observer' ? [] : [claims.mentorship];
  if (![...own, ...(claims.mentorships ?? [])].includes(mentorship)) {
    throw claims.mentorship === mentorship
      ? new FiresideError('not-allowed', { detail: 'An observer has no list of sessions.' })
      : new FiresideError('wrong-mentorship');
  }
  await checkNotLeft(deps.rows, claims, mentorship);
  return { tenant: claims.tenant, asker: claims.person, person: null };
}
