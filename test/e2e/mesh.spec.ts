/** More than two people, browser to browser: four in a call, a fifth who waits, and who comes and goes in any order. */
import { expect, test, type Browser } from '@playwright/test';
import { CHROMIUM_ARGS, findOrBringChromium } from '../../scripts/chromium.ts';
import { startCircle, type Circle } from './support/circle.ts';
import { listReceived, type ReceivedFrom } from './support/connections.ts';
import { arriveAt, everybodyLeaves, type Someone } from './support/people.ts';
import { add, button, field, join } from './support/steps.ts';
import { expectTiles } from './support/tiles.ts';

test.use({
  // Pictures of a running call would cost more than the call.
  trace: { mode: 'retain-on-failure', screenshots: false },
  // Twelve pictures at once, on two cores: eight of each in a second are enough to see that they come.
  launchOptions: {
    executablePath: findOrBringChromium(),
    args: [...CHROMIUM_ARGS, '--use-fake-device-for-media-stream=fps=8'],
  },
});

let circle: Circle;

test.beforeAll(async () => {
  circle = await startCircle(['Anna', 'Bo', 'Cy', 'Di', 'Ed']);
});
test.afterEach(({ browser }) => everybodyLeaves(browser));
test.afterAll(() => circle.close());

async function arrive(browser: Browser, name: string): Promise<Someone> {
  const who = await arriveAt(browser, circle.world, name, 'about:blank');
  await who.page.setViewportSize({ width: 800, height: 700 });
  await who.page.goto(circle.link(name));
  return who;
}

/** Frames and sound of each come to each. */
async function expectMedia(people: readonly Someone[]): Promise<void> {
  const grown = (now: readonly ReceivedFrom[], before: readonly ReceivedFrom[]): boolean =>
    now.length === people.length - 1 &&
    now.every(({ frames, samples }, at) => frames > (before[at]?.frames ?? 0) && samples > (before[at]?.samples ?? 0));
  await Promise.all(
    people.map(async (who) => {
      let before: readonly ReceivedFrom[] = [];
      await expect
        .poll(
          async () => {
            const now = await who.page.evaluate(listReceived);
            const all = before.length === now.length && grown(now, before);
            before = now;
            return all;
          },
          { message: `${who.name} sees and hears everybody`, timeout: 30_000 },
        )
        .toBe(true);
    }),
  );
}

test('four are in one call, a fifth waits, and whoever comes and goes, each sees and hears each', async ({
  browser,
}) => {
  const [anna, bo, cy, di, ed] = (await Promise.all(
    ['Anna', 'Bo', 'Cy', 'Di', 'Ed'].map((name) => arrive(browser, name)),
  )) as [Someone, Someone, Someone, Someone, Someone];

  await test.step('four of them', async () => {
    for (const who of [anna, bo, cy, di]) await join(who);
    await expectTiles([anna, bo, cy, di]);
    await expectMedia([anna, bo, cy, di]);
    await expect(anna.page.getByText('Good connection', { exact: true })).toBeVisible();
  });

  await test.step('a fifth is told that the call is full, and what to do, and works in agenda and notes', async () => {
    await join(ed);
    const alert = ed.page.getByRole('alert').filter({ hasText: 'This call is full.' });
    await expect(alert).toContainText('Wait until somebody leaves, then try again');
    await expect(ed.page.getByText('Code: call-full')).toBeVisible();
    await expect(button(ed.page, 'Call directly')).toHaveCount(0);
    await add(ed.page, 'Add an agenda item', 'From the fifth');
    await expect(
      anna.page.getByRole('region', { name: 'Agenda', exact: true }).getByText('From the fifth', { exact: true }),
    ).toBeVisible();
    await field(ed.page, 'Notes').pressSequentially('Fifth words');
    await expect(field(anna.page, 'Notes')).toContainText('Fifth words');
    await expectTiles([anna, bo, cy, di]);
  });

  await test.step('it is in when somebody has left and it tries again', async () => {
    await button(ed.page, 'Try again').click();
    await expect(ed.page.getByText('Code: call-full')).toBeVisible();
    await button(bo.page, 'Leave').click();
    await expectTiles([anna, cy, di]);
    await button(ed.page, 'Try again').click();
    await expectTiles([anna, cy, di, ed]);
    await expectMedia([anna, cy, di, ed]);
  });

  await test.step('one loads the page again, and is there once', async () => {
    await cy.page.reload();
    await expect(button(cy.page, 'Leave')).toBeVisible();
    await expectTiles([anna, cy, di, ed]);
    await expectMedia([anna, cy, di, ed]);
  });

  await test.step('one is lost, and another comes back', async () => {
    await di.context.close();
    await expectTiles([anna, cy, ed]);
    await join(bo);
    await expectTiles([anna, cy, ed, bo]);
    await expectMedia([anna, cy, ed, bo]);
  });

  await test.step('one is a member no more: sent out with a word, and gone for the others', async () => {
    cy.provoked.push(/^Failed to load resource: .*fireside-token/);
    await circle.expel('Cy');
    await expect(cy.page.getByText('You have no access to this session.').first()).toBeVisible();
    await expect(cy.page.locator('.tiles fireside-tile')).toHaveCount(0);
    await expectTiles([anna, ed, bo]);
    await expectMedia([anna, ed, bo]);
  });

  for (const who of [anna, bo, cy, ed]) expect(who.faults, who.name).toEqual([]);
});
