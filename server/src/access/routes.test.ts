/** Every route × everybody × what is theirs, another pair's, another host's, and what is not there. */
import type { Ticket } from '@fireside/protocol';
import type { ErrorBody, SessionList } from '@fireside/protocol/http';
import type { JWTPayload } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createStage } from '../testing/stage.ts';
import { ANNA, BO, createWorld, MENTORSHIP, OLGA, type Answer, type World } from '../testing/world.ts';

const CY = { sub: 'cy', name: 'Cy', role: 'mentor' } as const;

/** What a route opens with, and what it is about. */
type Kind =
  /** Anybody. */
  | 'public'
  /** A ticket of a member of the session's mentorship. */
  | 'session'
  /** A ticket of a member of the mentorship. */
  | 'mentorship'
  /** The same, or a host token that names the mentorship. */
  | 'list'
  /** A host token, whatever it names. */
  | 'host'
  /** LiveKit's signature. */
  | 'livekit';

/** A route that is not here fails the test: whoever adds one says who may use it. */
const ROUTES: Readonly<
  Record<string, Kind | { readonly kind: Kind; readonly body?: unknown; readonly query?: string }>
> = {
  'GET /healthz': 'public',
  'GET /readyz': 'public',
  'GET /metrics': 'public',
  'GET /openapi.json': 'public',
  'GET /schemas/export-1.json': 'public',
  'GET /fireside.js': 'public',
  'GET /assets/:name{[\\w-][\\w.-]*}': 'public',
  'POST /v1/join': { kind: 'host', body: { mentorship: MENTORSHIP } },
  'GET /v1/promises': 'host',
  'GET /v1/mentorships/:id/sessions': 'list',
  'POST /v1/mentorships/:id/sessions': { kind: 'mentorship', body: { key: 'k', startsAt: 1 } },
  'GET /v1/mentorships/:id/export': { kind: 'mentorship', query: '?format=json' },
  'GET /v1/sessions/:id': 'session',
  'PATCH /v1/sessions/:id': { kind: 'session', body: { minutes: 20 } },
  'GET /v1/sessions/:id/authors': 'session',
  'GET /v1/sessions/:id/export': { kind: 'session', query: '?format=md' },
  'POST /v1/sessions/:id/addenda': { kind: 'session', body: { id: 'a1', text: 'Later' } },
  'POST /v1/sessions/:id/start': 'session',
  'POST /v1/sessions/:id/wrap-up': 'session',
  'POST /v1/sessions/:id/archive': 'session',
  'POST /v1/sessions/:id/cancel': 'session',
  'POST /v1/sessions/:id/did-not-happen': 'session',
  'POST /v1/sessions/:id/call': { kind: 'session', body: { kind: 'peer' } },
  'POST /v1/livekit/webhook': 'livekit',
};

const routes = Object.entries(ROUTES).map(([route, about]) => {
  const [method = '', path = ''] = route.split(' ');
  const { kind, body, query = '' } = { body: undefined, ...(typeof about === 'string' ? { kind: about } : about) };
  return { route, method, path: path + query, kind, body };
});
const ofKind = (...kinds: Kind[]) => routes.filter(({ kind }) => kinds.includes(kind));

let world: World;
/** Of Anna and Bo; of Bo and Cy; of Anna and another Bo at another host. */
let own: Ticket;
let others: Ticket;
let foreign: Ticket;
beforeEach(async () => {
  world = await createWorld();
  own = await world.join(ANNA);
  others = await world.join(CY, { claims: { mentorship: 'bo-cy' } });
  foreign = await world.join(ANNA, { claims: { iss: 'acme' } });
});
afterEach(() => world.close());

type Route = (typeof routes)[number];

/** As text: a file of an export is no JSON of ours. */
async function ask({ method, path, body }: Route, id: string, token: string | null): Promise<Answer<ErrorBody>> {
  const response = await world.app.request(path.replace(':id', encodeURIComponent(id)), {
    method,
    headers: {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const parsed = response.ok ? null : (JSON.parse(text) as ErrorBody);
  return { status: response.status, headers: response.headers, body: parsed as ErrorBody };
}

/** What a refusal says, but for the number of the request. */
function said({ status, body }: Answer<ErrorBody>): unknown {
  const { requestId, ...error } = body.error;
  expect(requestId).toMatch(/^[\w-]{36}$/);
  return { status, ...error };
}

it('every route that is served stands in the table, and no other', () => {
  const served = world.app.routes
    .filter(({ method }) => method !== 'ALL')
    .map(({ method, path }) => `${method} ${path}`);
  expect(Object.keys(ROUTES).sort()).toEqual([...new Set(served)].sort());
});

describe('a session', () => {
  it.each(ofKind('session'))('$route is for its members', async (route) => {
    const { id } = own.session;
    // The state may not allow it, which nobody else is told.
    const { status, body } = await ask(route, id, own.documents.token);
    expect(status < 300 || body.error.code === 'state-conflict', JSON.stringify(body)).toBe(true);
    const olga = await world.join(OLGA, { session: id });
    expect(said(await ask(route, id, olga.documents.token))).toMatchObject({ status: 403, code: 'not-allowed' });
    const refused = { status: 401, code: 'token-invalid' };
    expect(said(await ask(route, id, await world.token(ANNA)))).toMatchObject(refused);
    expect(said(await ask(route, id, null))).toMatchObject({ status: 401, code: 'token-missing' });
  });

  it.each(ofKind('session'))('$route says of another’s what it says of one that is not there', async (route) => {
    const nothing = said(await ask(route, 'not-there', own.documents.token));
    expect(nothing).toMatchObject({ status: 404, code: 'not-found' });
    for (const { session } of [others, foreign]) {
      expect(said(await ask(route, session.id, own.documents.token))).toEqual(nothing);
    }
    for (const { documents } of [others, foreign]) {
      expect(said(await ask(route, own.session.id, documents.token))).toEqual(nothing);
    }
  });

  it('is no other tenant’s or pair’s after all of that', async () => {
    for (const route of ofKind('session')) {
      await ask(route, others.session.id, own.documents.token);
      await ask(route, foreign.session.id, own.documents.token);
    }
    const rows = await world.rows.db.selectFrom('session').select(['id', 'state']).execute();
    expect(rows.filter(({ state }) => state !== 'scheduled')).toEqual([]);
  });
});

describe('a mentorship', () => {
  it.each(ofKind('mentorship', 'list'))('$route is for its members', async (route) => {
    expect((await ask(route, MENTORSHIP, own.documents.token)).status).toBeLessThan(300);
    const { documents } = await world.join(OLGA);
    expect(said(await ask(route, MENTORSHIP, documents.token))).toMatchObject({ status: 403, code: 'not-allowed' });
    expect(said(await ask(route, MENTORSHIP, null))).toMatchObject({ status: 401, code: 'token-missing' });
  });

  it.each(ofKind('mentorship'))('$route takes no host token', async (route) => {
    const answer = await ask(route, MENTORSHIP, await world.token(ANNA));
    expect(said(answer)).toMatchObject({ status: 401, code: 'token-invalid' });
  });

  it.each(ofKind('list'))('$route takes a host token that names it', async (route) => {
    const list = async (claims: JWTPayload, person = ANNA) => ask(route, MENTORSHIP, await world.token(person, claims));
    expect((await list({})).status).toBe(200);
    expect((await list({ mentorship: 'x', mentorships: [MENTORSHIP] })).status).toBe(200);
    expect(said(await list({ mentorship: 'x' }))).toMatchObject({ status: 403, code: 'wrong-mentorship' });
    expect(said(await list({}, OLGA))).toMatchObject({ status: 403, code: 'not-allowed' });
  });

  it.each(ofKind('mentorship', 'list'))(
    '$route says of another what it says of one that is not there',
    async (route) => {
      const nothing = said(await ask(route, 'not-there', own.documents.token));
      expect(said(await ask(route, 'bo-cy', own.documents.token))).toEqual(nothing);
    },
  );

  it('of the same name at another host is another one', async () => {
    const stage = createStage(world);
    await stage.book(own, { key: 'k', startsAt: world.now() });
    expect((await stage.list(own)).sessions).toHaveLength(1);
    const { body } = await world.ask<SessionList>(
      'GET',
      `/v1/mentorships/${MENTORSHIP}/sessions`,
      foreign.documents.token,
    );
    expect(body.sessions).toEqual([]);
  });
});

describe('what the host’s own pages ask', () => {
  it.each(ofKind('host'))('$route takes no ticket, and nobody without a token', async (route) => {
    const answer = await ask(route, '', own.documents.token);
    expect(said(answer)).toMatchObject({ status: 401, code: 'token-invalid' });
    expect(said(await ask(route, '', null))).toMatchObject({ status: 401, code: 'token-missing' });
  });

  it('joins no session of another pair or host, and says of it what it says of one that is not there', async () => {
    const join = async (session: string) =>
      world.ask<ErrorBody>('POST', '/v1/join', await world.token(BO), { mentorship: MENTORSHIP, session });
    const nothing = said(await join('not-there'));
    expect(nothing).toMatchObject({ status: 404, code: 'not-found' });
    expect(said(await join(others.session.id))).toEqual(nothing);
    expect(said(await join(foreign.session.id))).toEqual(nothing);
  });
});
