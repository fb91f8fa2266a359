/** Sessions over HTTP: list, book, read, move, and the commands of their state. Members only. */
import { documentName, FiresideError } from '@fireside/protocol';
import {
  booking,
  callChoice,
  listQuery,
  read,
  SESSION_COMMANDS,
  sessionPatch,
  type Authors,
  type SessionCommand,
  type SessionDetail,
  type SessionList,
  type SessionResult,
} from '@fireside/protocol/http';
import type { Hono } from 'hono';
import type { TicketClaims } from '../auth/claims.ts';
import { looksLikeTicket } from '../auth/tickets.ts';
import type { ListCursor } from '../sessions/rows.ts';
import { resultOf } from '../sessions/results.ts';
import type { SessionTable } from '../sessions/schema.ts';
import { toRecap, toSession, toSummary } from '../sessions/views.ts';
import { bearer, jsonBody, pathId, requireMember, type AppContext, type AppDeps, type AppEnv } from './context.ts';

export function sessionRoutes(app: Hono<AppEnv>, deps: AppDeps): void {
  const { grants, rows, sessions, now } = deps;

  app.get('/v1/mentorships/:id/sessions', async (c) => {
    const mentorship = pathId(c.req.param('id'));
    const tenant = await mayList(c, deps, mentorship);
    const { limit, before } = read(listQuery, c.req.query());
    // One more than the page tells whether there is another.
    const found = await rows.list(tenant, mentorship, limit + 1, before === undefined ? null : parseCursor(before));
    const page = found.slice(0, limit);
    const recaps = await rows.latestRecaps(
      tenant,
      page.map((row) => row.id),
    );
    const recapOf = new Map(recaps.map((recap) => [recap.session, recap]));
    const last = page.at(-1);
    return c.json({
      sessions: page.map((row) => toSummary(row, recapOf.get(row.id), now())),
      before: last && found.length > limit ? formatCursor(last) : null,
    } satisfies SessionList);
  });

  app.post('/v1/mentorships/:id/sessions', async (c) => {
    const mentorship = pathId(c.req.param('id'));
    const claims = await requireMember(c, deps);
    if (claims.mentorship !== mentorship) throw new FiresideError('wrong-mentorship');
    const wanted = read(booking, await jsonBody(c));
    const { row, isNew } = await sessions.book(claims.tenant, mentorship, claims.person, wanted);
    return c.json(toSession(row), isNew ? 201 : 200);
  });

  app.get('/v1/sessions/:id', async (c) => {
    const { row } = await ownSession(c, deps);
    const recap = await rows.latestRecap(row.tenant, row.id);
    return c.json({
      ...toSummary(row, recap, now()),
      mentorship: row.mentorship,
      recap: recap ? toRecap(recap) : null,
    } satisfies SessionDetail);
  });

  app.get('/v1/sessions/:id/authors', async (c) => {
    const { row } = await ownSession(c, deps);
    const { tenant, id, mentorship } = row;
    const [session, shared] = await Promise.all([
      rows.authors(tenant, documentName({ kind: 'session', session: id })),
      rows.authors(tenant, documentName({ kind: 'mentorship', mentorship })),
    ]);
    return c.json({ session, mentorship: shared } satisfies Authors);
  });

  app.patch('/v1/sessions/:id', async (c) => {
    const { row, claims } = await ownSession(c, deps);
    const moved = read(sessionPatch, await jsonBody(c));
    return c.json(toSession(await sessions.move(row.tenant, row.id, claims.person, moved)));
  });

  const commands: Record<SessionCommand, (row: SessionTable, claims: TicketClaims) => Promise<SessionResult>> = {
    start: (row, claims) => sessions.start(row.tenant, row.id, claims.person),
    'wrap-up': (row, claims) => sessions.wrapUp(row.tenant, row.id, claims.person),
    archive: (row) => sessions.archive(row.tenant, row.id),
    cancel: (row) => sessions.cancel(row.tenant, row.id),
    'did-not-happen': (row) => sessions.didNotHappen(row.tenant, row.id),
  };
  for (const command of SESSION_COMMANDS) {
    app.post(`/v1/sessions/:id/${command}`, async (c) => {
      const { row, claims } = await ownSession(c, deps);
      return c.json(await commands[command](row, claims));
    });
  }

  app.post('/v1/sessions/:id/call', async (c) => {
    const { row, claims } = await ownSession(c, deps);
    const { kind } = read(callChoice, await jsonBody(c));
    if (!(await grants.grant(claims, row)).call) throw new FiresideError('call-over');
    return c.json(await resultOf(rows, await sessions.chooseCall(row.tenant, row.id, kind)));
  });
}

/** A session of the member's own mentorship; of another one nobody learns that it exists. */
async function ownSession(c: AppContext, deps: AppDeps): Promise<{ row: SessionTable; claims: TicketClaims }> {
  const id = pathId(c.req.param('id') ?? '');
  const claims = await requireMember(c, deps);
  const row = await deps.rows.session(claims.tenant, id);
  if (row?.mentorship !== claims.mentorship) {
    throw new FiresideError('not-found', { detail: 'There is no such session in this mentorship.' });
  }
  return { row, claims };
}

/** A member's ticket, or, for the host's own pages, a host token that names the mentorship. Answers the tenant. */
async function mayList(c: AppContext, deps: AppDeps, mentorship: string): Promise<string> {
  const token = bearer(c);
  if (looksLikeTicket(token)) {
    const claims = await requireMember(c, deps);
    if (claims.mentorship !== mentorship) throw new FiresideError('wrong-mentorship');
    return claims.tenant;
  }
  const claims = await deps.hostTokens.verify(token);
  const own = claims.role === 'observer' ? [] : [claims.mentorship];
  if (![...own, ...(claims.mentorships ?? [])].includes(mentorship)) {
    throw claims.mentorship === mentorship
      ? new FiresideError('not-allowed', { detail: 'An observer has no list of sessions.' })
      : new FiresideError('wrong-mentorship');
  }
  return claims.tenant;
}

function formatCursor({ starts_at, id }: SessionTable): string {
  return Buffer.from(`${starts_at}:${id}`).toString('base64url');
}

/** @throws FiresideError `malformed` */
function parseCursor(text: string): ListCursor {
  const [, startsAt, id] = /^(-?\d{1,16}):(.+)$/s.exec(Buffer.from(text, 'base64url').toString()) ?? [];
  if (startsAt === undefined || id === undefined) {
    throw new FiresideError('malformed', { detail: 'before is not what an earlier page has answered.' });
  }
  return { startsAt: Number(startsAt), id };
}
