/** What every route is given, and what it may ask of a request. */
import { FiresideError, isValidId } from '@fireside/protocol';
import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { Grants } from '../access/grants.ts';
import type { OriginCheck } from '../access/origins.ts';
import type { HostTokens, TicketClaims, Tickets } from '../auth/claims.ts';
import type { ConnectionRegistry } from '../connections.ts';
import type { LiveKit } from '../livekit/livekit.ts';
import type { Sighting } from '../livekit/webhooks.ts';
import type { Log } from '../log.ts';
import type { Calls } from '../sessions/calling.ts';
import type { Search } from '../search/search.ts';
import type { Rows } from '../sessions/rows.ts';
import type { SessionTable } from '../sessions/schema.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { Documents } from '../sync/documents.ts';
import type { TurnSettings } from '../turn.ts';
import type { Assets } from './asset-files.ts';

export interface AppDeps {
  readonly hostTokens: HostTokens;
  readonly tickets: Tickets;
  readonly grants: Grants;
  readonly rows: Rows;
  readonly search: Pick<Search, 'find'>;
  readonly documents: Pick<Documents, 'read'>;
  /** How many documents are in memory. */
  readonly openDocuments: () => number;
  readonly sessions: Sessions;
  readonly connections: Pick<ConnectionRegistry, 'prolong' | 'total'>;
  readonly isOriginAllowed: OriginCheck;
  readonly turn: TurnSettings;
  /** Null where none is configured. */
  readonly livekit: LiveKit | null;
  /** What follows from a webhook of it. */
  readonly onSighting: ((sighting: Sighting) => Promise<void>) | null;
  readonly calls: Pick<Calls, 'agreed'>;
  readonly assets: Assets;
  /** Whether the store takes commits and the server is not ending. */
  readonly isReady: () => Promise<boolean>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly log: Log;
}

/** In tests there is no socket below a request. */
export type AppEnv = { Bindings: Partial<HttpBindings>; Variables: { requestId: string } };
export type AppContext = Context<AppEnv>;

/** What follows `Authorization: Bearer` (RFC 6750 section 2.1), good or bad; null where nothing does. */
export function bearer(c: AppContext): string | null {
  return /^bearer +(.+)$/i.exec(c.req.header('authorization')?.trim() ?? '')?.[1] ?? null;
}

/** @throws FiresideError `malformed` */
export async function jsonBody(c: AppContext): Promise<unknown> {
  try {
    return await c.req.json();
  } catch (error) {
    throw new FiresideError('malformed', { detail: 'The request’s body is no JSON.', cause: error });
  }
}

/** Checks the ticket, and that its holder is a member. @throws FiresideError */
export async function requireMember(c: AppContext, { tickets }: Pick<AppDeps, 'tickets'>): Promise<TicketClaims> {
  const claims = await tickets.verify(bearer(c));
  if (claims.role === 'observer')
    throw new FiresideError('not-allowed', { detail: 'An observer may only read along.' });
  return claims;
}

/** The mentorship of the path, which is the ticket's: of another one nobody learns whether it exists. @throws FiresideError */
export async function ownMentorship(c: AppContext, deps: Pick<AppDeps, 'tickets'>): Promise<TicketClaims> {
  const id = pathId(c.req.param('id') ?? '');
  const claims = await requireMember(c, deps);
  if (claims.mentorship !== id) {
    throw new FiresideError('not-found', { detail: 'There is no such mentorship for this ticket.' });
  }
  return claims;
}

/** A session of the member's own mentorship; of another one nobody learns that it exists. @throws FiresideError */
export async function ownSession(
  c: AppContext,
  deps: Pick<AppDeps, 'tickets' | 'rows'>,
): Promise<{ row: SessionTable; claims: TicketClaims }> {
  const id = pathId(c.req.param('id') ?? '');
  const claims = await requireMember(c, deps);
  const row = await deps.rows.session(claims.tenant, id);
  if (row?.mentorship !== claims.mentorship) {
    throw new FiresideError('not-found', { detail: 'There is no such session in this mentorship.' });
  }
  return { row, claims };
}

/** Where this request says the server is, as a socket address. */
export function socketBase(c: AppContext): string {
  const url = new URL(c.req.url);
  // A proxy that ends TLS says so; who lies about it only misleads themselves.
  const secure = url.protocol === 'https:' || c.req.header('x-forwarded-proto') === 'https';
  return `${secure ? 'wss' : 'ws'}://${url.host}`;
}

/** An id of a path, decoded once by the router. @throws FiresideError `invalid-id` */
export function pathId(id: string): string {
  if (!isValidId(id)) throw new FiresideError('invalid-id');
  return id;
}
