/** The element in somebody else's page: taken out, moved, loaded twice, left and come back to, begun without a server. */
import { chromium, expect, test } from '@playwright/test';
import { CHROMIUM_ARGS } from '../../scripts/chromium.ts';
import { startHost, type Host } from './support/host.ts';
import { arrive, arriveAt, everybodyLeaves, expectMediaGrows, type Someone } from './support/people.ts';
import { countRunning, listenersIn, NOTHING, runningIn } from './support/running.ts';
import { button, connectionsOf, join, tileOf } from './support/steps.ts';
import { hostToken } from './support/wire.ts';
import { startWorld, type World } from './support/world.ts';

// Pictures of a running call would cost more than the call.
test.use({ trace: { mode: 'retain-on-failure', screenshots: false } });

let world: World;
let host: Host;

test.beforeAll(async () => {
  host = await startHost();
  world = await startWorld({ origins: [host.origin] });
  host.answer = (person, mentorship) => hostToken(world, person, { mentorship });
});
test.afterEach(({ browser }) => everybodyLeaves(browser));
test.afterAll(async () => {
  await world.close();
  await host.close();
});

const attributes = (person: string, mentorship: string): Record<string, string> => ({
  server: world.server,
  mentorship,
  'token-url': `/fireside-token?as=${person}&mentorship=${mentorship}`,
});

/** Somebody in a page with the script and no element yet. */
async function arriveWithout(...[browser, name]: [Parameters<typeof arriveAt>[0], string]): Promise<Someone> {
  const who = await arriveAt(browser, world, name, 'about:blank');
  await countRunning(who.context);
  await who.page.goto(host.embed(world, null));
  return who;
}

async function mount(who: Someone, mentorship: string): Promise<void> {
  await who.page.evaluate(
    async (given) => {
      await customElements.whenDefined('fireside-session');
      const element = document.createElement('fireside-session');
      for (const [name, value] of Object.entries(given)) element.setAttribute(name, value);
      document.querySelector('main')?.append(element);
    },
    attributes(who.name, mentorship),
  );
}
const unmount = (who: Someone): Promise<void> =>
  who.page.locator('fireside-session').evaluate((element) => element.remove());

async function expectNothingRuns(who: Someone): Promise<void> {
  await expect.poll(() => runningIn(who.page), { message: 'everything has ended' }).toEqual(NOTHING);
}

test('a removed element leaves nothing running: from the call, from the lobby, and fifty times in a row', async ({
  browser,
}) => {
  const anna = await arriveWithout(browser, 'anna');
  const bo = await arriveAt(browser, world, 'bo', host.embed(world, attributes('bo', 'removed')));
  await mount(anna, 'removed');
  await join(anna);
  await join(bo);
  await Promise.all([expectMediaGrows(anna), expectMediaGrows(bo)]);
  const during = await runningIn(anna.page);
  for (const one of ['sockets', 'connections', 'tracks', 'audio', 'intervals', 'locks'] as const) {
    expect(during[one], `${one} in the call`).toBeGreaterThan(0);
  }
  expect(await listenersIn(anna.page)).toContain('window pagehide');
  await unmount(anna);
  await expectNothingRuns(anna);
  await expect(tileOf(bo, 'Anna')).toHaveCount(0);

  for (let round = 0; round < 50; round += 1) {
    await mount(anna, 'removed');
    // Taken out again from the lobby with its preview, while it is still loading, and now and then from the call.
    // The browser's own microphone beeps.
    if (round % 2 === 0) await expect(tileOf(anna, 'Anna')).toHaveAccessibleName(/^Anna \(you\)(, speaking)?$/);
    if (round % 10 === 0) await join(anna);
    await unmount(anna);
  }
  await expectNothingRuns(anna);
  expect(await listenersIn(anna.page)).toEqual([]);
  expect([...anna.faults, ...bo.faults]).toEqual([]);
});

test('an element that is moved in the page keeps its call', async ({ browser }) => {
  const anna = await arrive(browser, world, 'anna');
  const bo = await arrive(browser, world, 'bo');
  for (const who of [anna, bo]) await join(who);
  await Promise.all([expectMediaGrows(anna), expectMediaGrows(bo)]);
  const before = await connectionsOf(anna);
  await anna.page.locator('fireside-session').evaluate((element) => document.querySelector('footer')?.append(element));
  await expect(anna.page.getByRole('contentinfo').getByRole('button', { name: 'Leave' })).toBeVisible();
  await Promise.all([expectMediaGrows(anna), expectMediaGrows(bo)]);
  expect(await connectionsOf(anna)).toEqual(before);
  // Seen, not only received: the pictures go on.
  const played = (): Promise<number[]> =>
    tileOf(anna, '(Anna|Bo)').evaluateAll((tiles) =>
      tiles.map((tile) => tile.querySelector('video')?.currentTime ?? Number.NaN),
    );
  const then = await played();
  expect(then).toHaveLength(2);
  await expect.poll(async () => (await played()).every((now, index) => now > (then[index] ?? 0))).toBe(true);
  expect([...anna.faults, ...bo.faults]).toEqual([]);
});

test('the script loaded twice, and from two copies, throws nothing and says so at most once', async ({ browser }) => {
  const anna = await arriveAt(browser, world, 'anna', 'about:blank');
  const said: string[] = [];
  anna.page.on('console', (message) => said.push(`${message.type()}: ${message.text()}`));
  await anna.page.goto(host.embed(world, attributes('anna', 'twice')));
  const more = [`${world.server}/fireside.js?a`, `${world.server}/fireside.js?b`];
  const load = (addresses: string[]): Promise<void> =>
    anna.page.evaluate(async (all) => {
      for (const src of all) {
        const script = Object.assign(document.createElement('script'), { type: 'module', src });
        const loaded = new Promise<Event>((resolve, reject) => {
          script.addEventListener('load', resolve);
          script.addEventListener('error', reject);
        });
        document.head.append(script);
        await loaded;
      }
    }, addresses);
  await load(more);
  await expect(button(anna.page, 'Join')).toBeVisible();
  expect(said).toEqual([]);
  await load([`${world.server.replace('127.0.0.1', 'localhost')}/fireside.js`]);
  expect(said).toEqual([expect.stringMatching(/^warning: .*registered already.*Load it once/)]);
  await join(anna);
  await expect(anna.page.getByRole('textbox', { name: 'Notes', exact: true })).toBeVisible();
  expect(anna.faults.filter((fault) => !fault.startsWith('foreign: localhost'))).toEqual([]);
});

test('begun without a server, the element says so, tries by itself, and comes up when the server returns', async ({
  browser,
}) => {
  const anna = await arriveWithout(browser, 'anna');
  await anna.page.evaluate(() => customElements.whenDefined('fireside-session').then(() => undefined));
  await world.killServer();
  await mount(anna, 'offline');
  const alert = anna.page.getByRole('alert');
  await expect(alert.getByRole('heading', { name: 'The server cannot be reached.' })).toBeVisible();
  await expect(alert.getByText('Code: unreachable')).toBeVisible();
  await expect(alert.getByRole('button', { name: 'Try again' })).toBeVisible();
  await expect(anna.page.getByText('Trying again by itself…')).toBeVisible();
  await world.startServer();
  await expect(button(anna.page, 'Join')).toBeVisible();
  expect(anna.faults).toEqual([]);
});

test('who leaves the page is gone, and who comes back by history finds the lobby', async ({ browser }) => {
  const anna = await arriveAt(browser, world, 'anna', host.embed(world, attributes('anna', 'history')));
  const bo = await arriveAt(browser, world, 'bo', host.embed(world, attributes('bo', 'history')));
  for (const who of [anna, bo]) await join(who);
  await expectMediaGrows(anna);
  await bo.page.goto(host.put('/elsewhere', '<!doctype html><html lang="en"><title>Elsewhere</title></html>'));
  await expect(tileOf(anna, 'Bo')).toHaveCount(0);
  await bo.page.goBack();
  await expect(button(bo.page, 'Join')).toBeVisible();
  await expect(bo.page.getByRole('region', { name: 'Call' }).getByText('Anna is here')).toBeVisible();
  await expect(anna.page.getByText('Bo is not in the call yet')).toBeVisible();
  await expect(tileOf(anna, 'Bo')).toHaveCount(0);
  await join(bo);
  await Promise.all([expectMediaGrows(anna), expectMediaGrows(bo)]);
  await expect(tileOf(anna, 'Bo')).toHaveCount(1);
  await expect(tileOf(bo, 'Bo')).toHaveCount(1);
  expect([...anna.faults, ...bo.faults]).toEqual([]);
});

test('a page that the browser has kept whole comes back to life', async () => {
  // Playwright switches the back-forward cache off; a page with an open camera is never kept.
  const args = CHROMIUM_ARGS.filter((one) => !one.startsWith('--use-fake-ui'));
  const browser = await chromium.launch({ args, ignoreDefaultArgs: ['--disable-back-forward-cache'] });
  try {
    const bo = await arriveAt(browser, world, 'bo', host.embed(world, attributes('bo', 'kept')), []);
    bo.provoked.push(/Page entered Back-Forward Cache/, /^WebSocket is already in CLOSING or CLOSED state/);
    await expect(button(bo.page, 'Join')).toBeVisible();
    await bo.page.locator('fireside-session').evaluate((element) => element.setAttribute('data-kept', ''));
    await bo.page.goto(host.put('/elsewhere', '<!doctype html><html lang="en"><title>Elsewhere</title></html>'));
    const anna = await arriveAt(browser, world, 'anna', host.embed(world, attributes('anna', 'kept')), []);
    await join(anna);
    const field = anna.page.getByRole('textbox', { name: 'Add an agenda item', exact: true });
    await field.fill('Added meanwhile');
    await field.press('Enter');
    // Not `goBack`: it waits for a load, and a kept page has none.
    await bo.page.evaluate(() => history.back());
    await expect(bo.page.locator('fireside-session[data-kept]')).toBeVisible();
    await expect(button(bo.page, 'Join')).toBeVisible();
    await expect(bo.page.getByRole('region', { name: 'Call' }).getByText('Anna is here')).toBeVisible();
    await expect(bo.page.getByRole('checkbox', { name: 'Added meanwhile' })).toBeVisible();
    await expect(anna.page.getByText('Bo is not in the call yet')).toBeVisible();
    expect([...anna.faults, ...bo.faults]).toEqual([]);
  } finally {
    await browser.close();
  }
});
