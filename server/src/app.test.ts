import { addPromise, errorEntry, isErrorCode, type Ticket } from '@fireside/protocol';
import type { ErrorBody, PromiseList, SessionDetail } from '@fireside/protocol/http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unchanged } from './sessions/queues.ts';
import { createStage, type Stage } from './testing/stage.ts';
import {
  ANNA,
  BO,
  createWorld,
  hours,
  MENTORSHIP,
  MENTORSHIP_DOC,
  OLGA,
  PAGE,
  type Answer,
  type World,
} from './testing/world.ts';

let world: World;
let stage: Stage;
beforeEach(async () => {
  world = await createWorld();
  stage = createStage(world);
});
afterEach(() => world.close());

const SESSIONS = `/v1/mentorships/${MENTORSHIP}/sessions`;

function expectRefused(answer: Answer<unknown>, code: string): void {
  const { status, body, headers } = answer as Answer<ErrorBody>;
  expect(body.error.code).toBe(code);
  expect(isErrorCode(code) && errorEntry(code).status).toBe(status);
  expect(Object.keys(body)).toEqual(['error']);
  expect(Object.keys(body.error).filter((key) => key !== 'data')).toEqual(['code', 'message', 'requestId']);
  expect(headers.get('x-request-id')).toBe(body.error.requestId);
}

describe('every route refuses', () => {
  const routes: [method: string, path: string, body?: unknown][] = [
    ['POST', '/v1/join', { mentorship: MENTORSHIP }],
    ['GET', '/v1/promises'],
    ['GET', SESSIONS],
    ['POST', SESSIONS, { key: 'k', startsAt: 1 }],
    ['GET', '/v1/sessions/s1'],
    ['GET', '/v1/sessions/s1/authors'],
    ['PATCH', '/v1/sessions/s1', { minutes: 20 }],
    ['PATCH', '/v1/sessions/s1', { template: 'steady' }],
    ['POST', '/v1/sessions/s1/start'],
    ['POST', '/v1/sessions/s1/wrap-up'],
    ['POST', '/v1/sessions/s1/archive'],
    ['POST', '/v1/sessions/s1/cancel'],
    ['POST', '/v1/sessions/s1/did-not-happen'],
    ['POST', '/v1/sessions/s1/addenda', { id: 'a1', text: 'Later' }],
    ['POST', '/v1/sessions/s1/call', { kind: 'peer' }],
  ];

  it.each(routes)('%s %s without a token', async (method, path, body) => {
    const answer = await world.ask(method, path, null, body);
    expectRefused(answer, 'token-missing');
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  });

  it.each(routes)('%s %s with a token that nobody signed', async (method, path, body) => {
    expectRefused(await world.ask(method, path, 'eyJhbGciOiJub25lIn0.e30.', body), 'token-invalid');
  });

  it.each(routes)('%s %s with an expired token', async (method, path, body) => {
    const { documents } = await world.join(ANNA);
    const host = await world.token(ANNA);
    world.pass(hours(1));
    const token = path === '/v1/join' || path === '/v1/promises' ? host : documents.token;
    expectRefused(await world.ask(method, path, token, body), 'token-expired');
  });

  const commands = routes.filter(([, path]) => path.startsWith('/v1/sessions/'));
  it.each(commands)('%s %s with a host token in place of a ticket', async (method, path, body) => {
    expectRefused(await world.ask(method, path, await world.token(ANNA), body), 'token-invalid');
  });

  it.each(commands)('%s %s where the session is of another mentorship', async (method, path, body) => {
    const theirs = await world.join(BO, { claims: { mentorship: 'bo-cy' } });
    const anna = await world.join(ANNA);
    const asked = path.replace('s1', theirs.session.id);
    expectRefused(await world.ask(method, asked, anna.documents.token, body), 'not-found');
  });

  it('what is not there, in the same form', async () => {
    for (const path of ['/', '/v1', '/v1/sessions', '/v1/nothing', '/admin']) {
      expectRefused(await world.ask('GET', path, null), 'not-found');
    }
  });
});

describe('POST /v1/join', () => {
  const ask = async (body: unknown, person = ANNA) => world.ask('POST', '/v1/join', await world.token(person), body);

  it('gives a ticket whose addresses are those of the request', async () => {
    const { session, documents, call, now, person } = await world.join(ANNA);
    expect(documents.url).toBe('ws://localhost/v1/docs');
    expect(call).toEqual({
      kind: 'peer',
      url: `ws://localhost/v1/calls/${session.id}`,
      token: documents.token,
      iceServers: [],
    });
    expect(now).toBe(world.now());
    expect(person).toEqual({ id: 'anna', name: 'Anna', role: 'mentor', locale: null, tz: null });
  });

  it('says wss behind a proxy that ends TLS', async () => {
    const response = await world.app.request('https://fireside.example/v1/join', {
      method: 'POST',
      headers: { authorization: `Bearer ${await world.token(ANNA)}`, 'x-forwarded-proto': 'https' },
      body: JSON.stringify({ mentorship: MENTORSHIP }),
    });
    expect(((await response.json()) as Ticket).documents.url).toBe('wss://fireside.example/v1/docs');
  });

  it.each([
    ['no JSON', '{', 'malformed'],
    ['nothing', '', 'malformed'],
    ['a list', [], 'malformed'],
    ['no mentorship', {}, 'malformed'],
    ['an id with a slash', { mentorship: 'a/b' }, 'invalid-id'],
    ['an id of two dots', { mentorship: '..' }, 'invalid-id'],
    ['another mentorship', { mentorship: 'other' }, 'wrong-mentorship'],
    ['a session that is no id', { mentorship: MENTORSHIP, session: 'a/b' }, 'invalid-id'],
    ['a session that is not there', { mentorship: MENTORSHIP, session: 'x' }, 'not-found'],
    ['a megabyte', { mentorship: 'x'.repeat(1_000_000) }, 'too-large'],
  ])('refuses %s', async (_, body, code) => {
    expectRefused(await ask(body), code);
  });

  it('refuses a session of another mentorship as if it were not there', async () => {
    const theirs = await world.join(BO, { claims: { mentorship: 'bo-cy' } });
    expectRefused(await ask({ mentorship: MENTORSHIP, session: theirs.session.id }), 'not-found');
  });

  it('keeps the tenants of two hosts apart', async () => {
    const acme = await world.join(ANNA, { claims: { iss: 'acme' } });
    const other = await world.join(ANNA);
    expect(acme.session.id).not.toBe(other.session.id);
    expectRefused(await ask({ mentorship: MENTORSHIP, session: acme.session.id }), 'not-found');
  });
});

describe('the list of sessions', () => {
  it('comes newest first and in pages', async () => {
    const anna = await world.join(ANNA);
    for (const day of [1, 2, 3, 4, 5]) {
      await stage.book(anna, { key: `day ${day}`, startsAt: world.now() + hours(24 * day) });
    }
    const dates: (number | null)[] = [];
    let page = await stage.list(anna, '?limit=2');
    dates.push(...page.sessions.map((one) => one.startsAt));
    while (page.before !== null) {
      page = await stage.list(anna, `?limit=2&before=${page.before}`);
      dates.push(...page.sessions.map((one) => one.startsAt));
    }
    expect(dates).toEqual([5, 4, 3, 2, 1].map((day) => world.now() + hours(24 * day)));
  });

  it.each(['?limit=0', '?limit=101', '?limit=x', '?before=%20', '?before=AAAA'])('refuses %s', async (query) => {
    const anna = await world.join(ANNA);
    expectRefused(await world.ask('GET', `${SESSIONS}${query}`, anna.documents.token), 'malformed');
  });

  it('opens to the host’s own pages with a host token, and to nobody else', async () => {
    const list = async (claims: Record<string, unknown>, person = ANNA) =>
      world.ask('GET', SESSIONS, await world.token(person, claims));
    expect((await list({})).status).toBe(200);
    expect((await list({ mentorship: 'other', mentorships: ['other', MENTORSHIP] })).status).toBe(200);
    expectRefused(await list({ mentorship: 'other' }), 'wrong-mentorship');
    expectRefused(await list({ mentorship: 'other', mentorships: ['other'] }), 'wrong-mentorship');
    expectRefused(await list({}, OLGA), 'not-allowed');
  });

  it('cannot be booked into with a host token, nor for another mentorship', async () => {
    const booking = { key: 'k', startsAt: 1 };
    expectRefused(await world.ask('POST', SESSIONS, await world.token(ANNA), booking), 'token-invalid');
    const anna = await world.join(ANNA);
    const path = '/v1/mentorships/other/sessions';
    expectRefused(await world.ask('POST', path, anna.documents.token, booking), 'not-found');
    expectRefused(await world.ask('GET', path, anna.documents.token), 'not-found');
    expectRefused(await world.ask('GET', '/v1/mentorships/a%2Fb/sessions', anna.documents.token), 'invalid-id');
  });

  it.each([
    [{ startsAt: 1 }, 'malformed'],
    [{ key: 'k' }, 'malformed'],
    [{ key: 'k', startsAt: 'tomorrow' }, 'malformed'],
    [{ key: 'k', startsAt: null }, 'malformed'],
    [{ key: 'k', startsAt: 1.5 }, 'malformed'],
    [{ key: 'k', startsAt: 9e15 }, 'malformed'],
    [{ key: 'k', startsAt: 1, minutes: 1 }, 'malformed'],
    [{ key: 'k', startsAt: 1, mode: 'letter' }, 'malformed'],
    [{ key: 'k', startsAt: 1, template: 'mine' }, 'malformed'],
    [{ key: 'a/b', startsAt: 1 }, 'invalid-id'],
  ])('refuses the booking %j', async (booking, code) => {
    const anna = await world.join(ANNA);
    expectRefused(await world.ask('POST', SESSIONS, anna.documents.token, booking), code);
  });
});

describe('a session', () => {
  it('is shown with its recap, to both', async () => {
    const { anna, bo } = await stage.live({ Talked: 'discussed' });
    await stage.command(anna, 'wrap-up');
    const path = `/v1/sessions/${anna.session.id}`;
    const { body } = await world.ask<SessionDetail>('GET', path, bo.documents.token);
    expect(body).toMatchObject({
      mentorship: MENTORSHIP,
      state: 'wrapped-up',
      lines: ['Talked'],
      recap: { revision: 1 },
    });
    expect((await stage.list(bo)).sessions).toMatchObject([{ id: anna.session.id, lines: ['Talked'] }]);
  });

  it('is never moved back to no date', async () => {
    const anna = await world.join(ANNA);
    const path = `/v1/sessions/${anna.session.id}`;
    expectRefused(await world.ask('PATCH', path, anna.documents.token, { startsAt: null }), 'malformed');
  });

  const states: [state: string, refused: string[]][] = [
    ['scheduled', ['wrap-up', 'archive']],
    ['live', ['archive', 'cancel', 'did-not-happen']],
    ['wrapped-up', ['start', 'cancel', 'did-not-happen']],
    ['archived', ['start', 'cancel', 'did-not-happen']],
    ['cancelled', ['start', 'wrap-up', 'archive', 'did-not-happen']],
    ['did-not-happen', ['start', 'wrap-up', 'archive', 'cancel']],
  ];
  const way: Record<string, string[]> = {
    scheduled: [],
    live: ['start'],
    'wrapped-up': ['start', 'wrap-up'],
    archived: ['start', 'wrap-up', 'archive'],
    cancelled: ['cancel'],
    'did-not-happen': ['did-not-happen'],
  };
  it.each(states)('that is %s refuses %j and says what it is', async (state, refused) => {
    const id = (await world.join(ANNA)).session.id;
    for (const command of way[state] ?? []) {
      expect((await stage.command(await world.join(ANNA, { session: id }), command)).status).toBe(200);
    }
    const ticket = await world.join(ANNA, { session: id });
    expect(ticket.session.state).toBe(state);
    for (const command of ['start', 'wrap-up', 'archive', 'cancel', 'did-not-happen']) {
      if (!refused.includes(command)) continue;
      const answer = await stage.command(ticket, command);
      expectRefused(answer, 'state-conflict');
      expect(answer.body).toMatchObject({ error: { data: { state } } });
    }
    // What was done before is done: asking again answers the same.
    const last = way[state]?.at(-1);
    if (last) expect((await stage.command(ticket, last)).body.session.state).toBe(state);
  });
});

describe('GET /v1/promises', () => {
  it('answers what is owed, over exactly the mentorships of the token', async () => {
    await world.join(BO);
    await world.write(BO, MENTORSHIP_DOC, (doc) => {
      addPromise(doc, { text: 'Send the draft', owner: 'bo', due: null, from: null });
    });
    const ask = async (claims: Record<string, unknown>, person = BO) =>
      world.ask<PromiseList>('GET', '/v1/promises', await world.token(person, claims));
    expect((await ask({ tz: 'Europe/Lisbon' })).body.person).toEqual({ id: 'bo', locale: null, tz: 'Europe/Lisbon' });
    expect((await ask({})).body.promises).toMatchObject([{ text: 'Send the draft', mentorship: MENTORSHIP }]);
    expect((await ask({ mentorship: 'x', mentorships: ['x', MENTORSHIP] })).body.promises).toHaveLength(1);
    expect((await ask({ mentorships: ['x'] })).body.promises).toEqual([]);
    expectRefused(await ask({}, OLGA), 'not-allowed');
    expect((await ask({ iss: 'acme' })).body.promises).toEqual([]);
  });
});

describe('pages of other origins', () => {
  const preflight = (origin: string) =>
    world.app.request('/v1/join', {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' },
    });

  it('may use /v1 where they are listed', async () => {
    const response = await preflight(PAGE);
    expect(response.headers.get('access-control-allow-origin')).toBe(PAGE);
    expect(response.headers.get('access-control-allow-headers')).toContain('authorization');
    expect(response.headers.get('access-control-allow-credentials')).toBeNull();
  });

  it.each(['https://evil.example', 'null', `${PAGE}.evil.example`])('may not where they are %s', async (origin) => {
    expect((await preflight(origin)).headers.get('access-control-allow-origin')).toBeNull();
    const answer = await world.app.request('/v1/promises', { headers: { origin } });
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('see refusals, too', async () => {
    const response = await world.app.request('/v1/promises', { headers: { origin: PAGE } });
    expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([401, PAGE]);
  });
});

describe('floods', () => {
  it('of one token are answered with 429 and when to come again', async () => {
    const { documents, session } = await world.join(ANNA);
    let answer: Answer;
    let asked = 0;
    do {
      answer = await world.ask('GET', `/v1/sessions/${session.id}`, documents.token);
    } while (answer.status === 200 && ++asked < 1000);
    expectRefused(answer, 'too-many');
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await world.ask('GET', '/healthz', null)).status).toBe(200);
  });

  it('of guesses are stopped long before floods of what is right', async () => {
    let asked = 0;
    let answer: Answer;
    do {
      answer = await world.ask('GET', '/v1/promises', `guess-${asked}`);
    } while (answer.status === 401 && ++asked < 1000);
    expectRefused(answer, 'too-many');
    expect(asked).toBeLessThan(100);
  });
});

describe('for operators', () => {
  it('answers whether it lives, takes work, and how much is open', async () => {
    expect((await world.ask('GET', '/healthz', null)).status).toBe(200);
    expect((await world.ask('GET', '/readyz', null)).status).toBe(200);
    const metrics = async () => (await world.app.request('/metrics')).text();
    expect(await metrics()).toContain('fireside_open_sockets{kind="document"} 0');
    expect(await metrics()).toContain('fireside_open_documents 0');
    const key = { tenant: 'default', name: MENTORSHIP_DOC };
    const during = await world.sync.documents.command([key], async () => unchanged(await metrics()));
    expect(during).toContain('fireside_open_documents 1');
  });

  it('describes every route', async () => {
    const { body } = await world.ask<{ paths: Record<string, object> }>('GET', '/openapi.json', null);
    const described = Object.entries(body.paths).flatMap(([path, item]) =>
      Object.keys(item)
        .filter((key) => key !== 'parameters')
        .map((method) => `${method.toUpperCase()} ${path}`),
    );
    const served = world.app.routes
      .filter((route) => route.method !== 'ALL' && route.path.startsWith('/v1/'))
      .map((route) => `${route.method} ${route.path.replace(':id', '{id}')}`);
    expect(described.sort()).toEqual([...new Set(served)].sort());
  });

  it('logs routes and codes, never ids, names, tokens or content', async () => {
    const { anna } = await stage.live({ 'A secret topic': 'open' });
    await stage.command(anna, 'wrap-up');
    await world.ask('GET', `/v1/sessions/${anna.session.id}?name=Anna`, anna.documents.token);
    await world.ask('POST', '/v1/join', 'not.a.token', { mentorship: MENTORSHIP });
    const text = JSON.stringify(world.logged);
    expect(world.logged.length).toBeGreaterThan(3);
    for (const secret of [anna.documents.token, anna.session.id, 'Anna', 'anna', 'A secret topic', 'not.a.token']) {
      expect(text).not.toContain(secret);
    }
  });
});
