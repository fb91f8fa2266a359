/** `POST /v1/join`: a host token becomes a ticket. Nothing that anyone else could see changes by it. */
import { FiresideError, type Ticket } from '@fireside/protocol';
import { joinRequest, read } from '@fireside/protocol/http';
import type { Hono } from 'hono';
import type { HostClaims, TicketClaims } from '../auth/claims.ts';
import { TICKET_LIFE_MS } from '../auth/tickets.ts';
import { toMembers } from '../sessions/rows.ts';
import type { SessionTable } from '../sessions/schema.ts';
import { toSession } from '../sessions/views.ts';
import { callAccess } from './call-access.ts';
import { bearer, jsonBody, socketBase, type AppDeps, type AppEnv } from './context.ts';

export function joinRoutes(app: Hono<AppEnv>, deps: AppDeps): void {
  app.post('/v1/join', async (c) => {
    const claims = await deps.hostTokens.verify(bearer(c));
    const { mentorship, session } = read(joinRequest, await jsonBody(c));
    if (mentorship !== claims.mentorship) throw new FiresideError('wrong-mentorship');
    const row = await findSession(deps, claims, session);
    return c.json(await makeTicket(deps, claims, row, socketBase(c)));
  });
}

async function findSession(deps: AppDeps, claims: HostClaims, id: string | undefined): Promise<SessionTable> {
  const { rows, sessions } = deps;
  const { tenant, mentorship } = claims;
  const named = id === undefined ? undefined : await rows.session(tenant, id);
  if (id !== undefined && named?.mentorship !== mentorship) {
    throw new FiresideError('not-found', { detail: 'There is no such session in this mentorship.' });
  }
  await sessions.applyHostClaims(claims);
  return named ?? sessions.current(tenant, mentorship);
}

async function makeTicket(deps: AppDeps, host: HostClaims, session: SessionTable, base: string): Promise<Ticket> {
  const { grants, rows, sessions, tickets, connections } = deps;
  const { tenant, person, name, role, mentorship, locale, tz } = host;
  const { access, epochs, call, chosen } = await grants.grant(host, session);
  const writable = Object.keys(access).filter((name) => access[name] === 'rw');
  await sessions.seed(tenant, writable);
  const now = deps.now();
  // A JWT counts in seconds.
  const expiresAt = Math.floor((now + TICKET_LIFE_MS) / 1000) * 1000;
  const claims: TicketClaims = {
    tenant,
    person,
    name,
    role,
    mentorship,
    session: session.id,
    access,
    epochs,
    call,
    expiresAt,
  };
  const token = await tickets.sign(claims);
  connections.prolong(claims);
  return {
    now,
    person: { id: person, name, role, locale, tz },
    mentorship: { id: mentorship, members: toMembers(await rows.members(tenant, mentorship)) },
    // An observer sees this session, and not that there were others.
    session: { ...toSession(session), ...(role !== 'observer' && { lastTime: await rows.lastTime(session) }) },
    documents: { url: `${base}/v1/docs`, token, expiresAt, access, epochs },
    call: call ? await callAccess(deps, claims, chosen, { base, token, now }) : null,
  };
}
