/** A stranger opens all three links of `pnpm start` in one browser profile: each tab is somebody else. */
import { expect, test } from '@playwright/test';
import { anotherTab, arrive, everybodyLeaves, expectMediaGrows, type Someone } from './support/people.ts';
import { add, join } from './support/steps.ts';
import { startWorld } from './support/world.ts';

test('mentor, mentee and observer side by side in one browser profile', async ({ browser }) => {
  const world = await startWorld();
  try {
    const anna = await arrive(browser, world, 'anna');
    const bo: Someone = { ...(await anotherTab(anna, world.link('bo'))), name: 'bo' };
    const olga: Someone = { ...(await anotherTab(anna, world.link('olga'))), name: 'olga' };

    await expect(olga.page.getByText('The session has not begun')).toBeVisible();
    for (const who of [anna, bo]) {
      await who.page.bringToFront();
      await join(who);
    }
    await Promise.all([expectMediaGrows(anna), expectMediaGrows(bo)]);
    await expect(anna.page.getByText('Bo', { exact: true }).first()).toBeVisible();
    await expect(bo.page.getByText('Anna', { exact: true }).first()).toBeVisible();

    await add(anna.page, 'Add an agenda item', 'The spring talk');
    await expect(
      bo.page.getByRole('region', { name: 'Agenda', exact: true }).getByText('The spring talk', { exact: true }),
    ).toBeVisible();

    await anna.page.reload();
    await expect(anna.page.getByRole('button', { name: 'Leave', exact: true })).toBeVisible();
    await expect(bo.page.getByRole('button', { name: 'Leave', exact: true })).toBeVisible();
    expect(anna.faults).toEqual([]);
  } finally {
    await everybodyLeaves(browser);
    await world.close();
  }
});
