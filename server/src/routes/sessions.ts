/** Sessions over HTTP: book, move, the commands of their state, and who wrote what. Members only. */
import { documentName, FiresideError } from '@fireside/protocol';
import {
  booking,
  callChoice,
  read,
  SESSION_COMMANDS,
  sessionPatch,
  type Authors,
  type SessionCommand,
  type SessionResult,
} from '@fireside/protocol/http';
import type { Hono } from 'hono';
import type { TicketClaims } from '../auth/claims.ts';
import { resultOf } from '../sessions/results.ts';
import type { SessionTable } from '../sessions/schema.ts';
import { toSession } from '../sessions/views.ts';
import { jsonBody, ownMentorship, ownSession, type AppDeps, type AppEnv } from './context.ts';

export function sessionRoutes(app: Hono<AppEnv>, deps: AppDeps): void {
  const { grants, rows, sessions } = deps;

  app.post('/v1/mentorships/:id/sessions', async (c) => {
    const { tenant, mentorship, person } = await ownMentorship(c, deps);
    const { row, isNew } = await sessions.book(tenant, mentorship, person, read(booking, await jsonBody(c)));
    return c.json(toSession(row), isNew ? 201 : 200);
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
