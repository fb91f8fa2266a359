/** What a host gets wrong: people are told what happened and what to do, *Try again* works once it is mended, nobody else is hurt. */
import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { expect, test, type Locator } from '@playwright/test';
import { startHost, type Host, type TokenAnswer } from './support/host.ts';
import { arriveAt, everybodyLeaves, type Someone } from './support/people.ts';
import { hostToken, ticketFor } from './support/wire.ts';
import { startWorld, type World } from './support/world.ts';

let world: World;
let host: Host;

test.beforeAll(async () => {
  host = await startHost();
  world = await startWorld({ origins: [host.origin] });
});
test.afterEach(({ browser }) => everybodyLeaves(browser));
test.afterAll(async () => {
  await world.close();
  await host.close();
});
test.beforeEach(() => {
  host.answer = (person, mentorship) => hostToken(world, person, { mentorship });
});

/** Chromium writes every refused request to the console; nothing else is let pass. */
const FAILED_REQUEST = /^Failed to load resource: .*(fireside-token|\/v1\/join)/;
const joinButton = (who: Someone): Locator => who.page.getByRole('button', { name: 'Join', exact: true });

/** Presses *Try again*, unless the element has been faster: it tries by itself too where that can help. */
async function tryAgain(who: Someone): Promise<void> {
  const pressed = who.page.getByRole('button', { name: 'Try again' }).click();
  await Promise.race([pressed, joinButton(who).waitFor()]);
  pressed.catch(() => undefined); // gone before it was pressed
}

const attributes = (mentorship: string): Record<string, string> => ({
  server: world.server,
  mentorship,
  'token-url': `/fireside-token?as=anna&mentorship=${encodeURIComponent(mentorship)}`,
});

interface Refusal {
  readonly what: string;
  readonly answer: () => Promise<TokenAnswer> | TokenAnswer;
  readonly code: string;
  readonly happened: string;
  readonly now: string;
}
const past = (): number => Math.floor(world.now() / 1000) - 300;
const CONFIRM = {
  code: 'host-token',
  happened: 'This page could not confirm who you are.',
  now: 'Reload the page; you may have to sign in again.',
};
const REFUSED = {
  code: 'token-invalid',
  happened: 'The server did not accept who this page says you are.',
  now: 'Tell the people who run this page; they need the code below.',
};
const CLOSED = {
  happened: 'You have no access to this session.',
  now: 'If you should have, tell the people who run this page.',
};
const IMPOSSIBLE = {
  code: 'invalid-id',
  happened: 'This page asked for something that cannot be.',
  now: 'Tell the people who run this page; they need the code below.',
};
const refusals: readonly Refusal[] = [
  { what: 'a token endpoint that fails', answer: () => ({ status: 500, body: '' }), ...CONFIRM },
  { what: 'a token endpoint that answers garbage', answer: () => ({ status: 200, body: '<p>Hello' }), ...CONFIRM },
  { what: 'a token endpoint that answers no token', answer: () => ({ status: 200, body: '{}' }), ...CONFIRM },
  { what: 'a token endpoint out of reach', answer: () => 'cut', ...CONFIRM },
  {
    what: 'an expired token',
    answer: () => hostToken(world, 'anna', { mentorship: 'm', exp: past() }),
    code: 'token-expired',
    happened: 'Your sign-in has expired.',
    now: 'Reload the page to sign in again.',
  },
  {
    what: 'a forged token',
    answer: () => hostToken(world, 'anna', { mentorship: 'm' }, 'a-secret-of-somebody-else-of-32-bytes'),
    ...REFUSED,
  },
  { what: 'no token but words', answer: () => 'let me in', ...REFUSED },
  {
    what: 'a token of another mentorship',
    answer: () => hostToken(world, 'anna', { mentorship: 'anna-cy' }),
    code: 'wrong-mentorship',
    ...CLOSED,
  },
  {
    what: 'a role unknown',
    answer: () => hostToken(world, 'anna', { mentorship: 'm', role: 'admin' }),
    code: 'role-unknown',
    ...CLOSED,
  },
  {
    what: 'a person with a slash',
    answer: () => hostToken(world, 'an/na', { mentorship: 'm' }),
    ...IMPOSSIBLE,
  },
];

async function expectProblem(who: Someone, { code, happened, now }: Omit<Refusal, 'what' | 'answer'>): Promise<void> {
  const alert = who.page.getByRole('alert');
  await expect(alert.getByRole('heading', { name: happened })).toBeVisible();
  await expect(alert.getByText(now)).toBeVisible();
  await expect(alert.getByText(`Code: ${code}`)).toBeVisible();
  await expect(alert.getByRole('button', { name: 'Try again' })).toBeVisible();
}

test('a token that is none, bad or of somebody else: the element says so, and Try again works once it is mended', async ({
  browser,
}) => {
  const good = host.answer;
  const who = await arriveAt(browser, world, 'anna', 'about:blank');
  who.provoked.push(FAILED_REQUEST);
  for (const refusal of refusals) {
    await test.step(refusal.what, async () => {
      host.answer = refusal.answer;
      await who.page.goto(host.embed(world, attributes('m')));
      await expectProblem(who, refusal);
      host.answer = good;
      await tryAgain(who);
      await expect(joinButton(who)).toBeVisible();
      await expect(who.page.getByRole('alert')).toHaveCount(0);
    });
  }
  expect(who.faults).toEqual([]);
});

test('no token source: the element waits for the page, says so, and goes on when there is one', async ({ browser }) => {
  const { 'token-url': url = '', ...rest } = attributes('m');
  const who = await arriveAt(browser, world, 'anna', host.embed(world, rest));
  await expect(who.page.getByRole('heading', { name: 'Waiting for the page' })).toBeVisible();
  await expect(who.page.getByText('This page has not said yet')).toBeVisible();
  await expect(who.page.getByText('Code: no-token-source')).toBeVisible();
  await who.page.evaluate((address) => {
    const element = document.querySelector('fireside-session');
    if (!element) throw new Error('no element');
    element.getToken = async () =>
      ((await (await fetch(address, { method: 'POST' })).json()) as { token: string }).token;
  }, url);
  await expect(joinButton(who)).toBeVisible();
  expect(who.faults).toEqual([]);
});

test('a mentorship that cannot be: the element says so, and opens the good one that takes its place', async ({
  browser,
}) => {
  const who = await arriveAt(browser, world, 'anna', 'about:blank');
  who.provoked.push(FAILED_REQUEST);
  for (const id of ['a/b', '..', 'x'.repeat(129)]) {
    await who.page.goto(host.embed(world, attributes(id)));
    await expectProblem(who, IMPOSSIBLE);
  }
  host.answer = (person) => hostToken(world, person, { mentorship: 'm' });
  await who.page.locator('fireside-session').evaluate((element) => element.setAttribute('mentorship', 'm'));
  await expect(joinButton(who)).toBeVisible();
  expect(who.faults).toEqual([]);
});

test('the shortest embedding there is opens the session', async ({ browser }) => {
  host.answer = () => hostToken(world, 'anna');
  const who = await arriveAt(browser, world, 'anna', await host.putMinimal(world));
  await expect(joinButton(who)).toBeVisible();
  expect(who.faults).toEqual([]);
});

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

/** The path goes out as it is written: `fetch` would resolve `..` itself. */
async function ask(method: string, path: string, token: string | null, body?: string): Promise<Answer> {
  const { hostname, port } = new URL(world.server);
  const headers = {
    ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  };
  const sent = httpRequest({ hostname, port, method, path, headers });
  sent.end(body);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  const text = (await response.toArray()).join('');
  return { status: response.statusCode ?? 0, headers: response.headers, body: JSON.parse(text) as unknown };
}

test('HTTP answers {error: {code, message, requestId}} with the right status', async () => {
  const good = await hostToken(world, 'anna');
  const ticket = (await ticketFor(world, 'anna')).documents.token;
  const observer = (await ticketFor(world, 'olga')).documents.token;
  const sign = (claims: Record<string, unknown>): Promise<string> => hostToken(world, 'anna', claims);
  const join = (token: string | null, body: unknown = { mentorship: 'anna-bo' }) =>
    ['POST', '/v1/join', token, typeof body === 'string' ? body : JSON.stringify(body)] as const;
  const unsigned = `${btoa('{"alg":"none"}')}.${good.split('.')[1]}.`.replaceAll('=', '');

  const table: [request: readonly [string, string, string | null, string?], status: number, code: string][] = [
    [join(null), 401, 'token-missing'],
    [join('let me in'), 401, 'token-invalid'],
    [join(await hostToken(world, 'anna', {}, 'a-secret-of-somebody-else-of-32-bytes')), 401, 'token-invalid'],
    [join(unsigned), 401, 'token-invalid'],
    [join(ticket), 401, 'token-invalid'],
    [join(await sign({ exp: past() })), 401, 'token-expired'],
    [join(await sign({ exp: past() + 24 * 3600 })), 401, 'token-invalid'],
    [join(await sign({ role: 'admin' })), 403, 'role-unknown'],
    [join(await sign({ mentorship: 'anna-cy' })), 403, 'wrong-mentorship'],
    [join(await sign({ sub: 'an/na' })), 400, 'invalid-id'],
    [join(await sign({ mentorship: '..' })), 400, 'invalid-id'],
    [join(good, { mentorship: '..' }), 400, 'invalid-id'],
    [join(good, { mentorship: 'a/b' }), 400, 'invalid-id'],
    [join(good, { mentorship: 'anna-bo', session: '../x' }), 400, 'invalid-id'],
    [join(good, { mentorship: 'anna-bo', session: 'nobody-knows-it' }), 404, 'not-found'],
    [join(good, {}), 400, 'malformed'],
    [join(good, '{'), 400, 'malformed'],
    [join(good, JSON.stringify({ mentorship: 'x'.repeat(70_000) })), 413, 'too-large'],
    [['GET', '/v1/join', good], 404, 'not-found'],
    [['GET', '/v1/promises', null], 401, 'token-missing'],
    [['GET', '/v1/promises', ticket], 401, 'token-invalid'],
    [['GET', '/v1/mentorships/anna-bo/sessions', null], 401, 'token-missing'],
    [['GET', '/v1/mentorships/anna-cy/sessions', ticket], 404, 'not-found'],
    [['GET', '/v1/mentorships/anna-bo/sessions', observer], 403, 'not-allowed'],
    [['GET', '/v1/mentorships/a%2Fb/sessions', ticket], 400, 'invalid-id'],
    [['GET', '/v1/mentorships/../sessions', ticket], 404, 'not-found'],
    [['GET', '/v1/mentorships/%2e%2e/sessions', ticket], 404, 'not-found'],
    [['GET', '/v1/mentorships/anna-bo/sessions?limit=many', ticket], 400, 'malformed'],
    [['POST', '/v1/mentorships/anna-bo/sessions', ticket, '{}'], 400, 'malformed'],
    [['GET', '/v1/sessions/nobody-knows-it', ticket], 404, 'not-found'],
    [['GET', '/v1/sessions/%E0%A4%A', ticket], 404, 'not-found'],
    [['GET', '/v1/sessions/x', good], 401, 'token-invalid'],
    [['POST', '/v1/sessions/nobody-knows-it/wrap-up', observer], 403, 'not-allowed'],
    [['GET', '/nothing/here', null], 404, 'not-found'],
  ];
  for (const [request, status, code] of table) {
    const answer = await ask(...request);
    const what = `${request[0]} ${request[1]} → ${JSON.stringify(answer.body)}`;
    expect(answer.status, what).toBe(status);
    expect(answer.headers['content-type'], what).toContain('application/json');
    expect(answer.body, what).toEqual({
      error: { code, message: expect.stringMatching(/\S/), requestId: answer.headers['x-request-id'] },
    });
    expect(answer.headers['www-authenticate'], what).toBe(status === 401 ? 'Bearer' : undefined);
  }
});
