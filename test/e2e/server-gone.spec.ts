/** The server is killed in the middle of a call: what people say to each other never passed it, so they go on. */
import { expect, test, type Locator } from '@playwright/test';
import { arrive, everybodyLeaves, expectMediaGrows, type Someone } from './support/people.ts';
import { button, connectionsOf, join, tileOf, withWorld } from './support/steps.ts';

test.afterEach(({ browser }) => everybodyLeaves(browser));

const hint = ({ page }: Someone): Locator =>
  page.getByText(/^The server is out of reach.*; you still hear each other\.$/);

async function toggle(who: Someone, name: string, on: boolean): Promise<void> {
  await button(who.page, name).click();
  await expect(button(who.page, name)).toHaveAttribute('aria-pressed', String(on));
}

test('the server is killed in a call: nobody notices but by a hint, and what is switched meanwhile arrives', async ({
  browser,
}) => {
  await withWorld(async (world) => {
    const anna = await arrive(browser, world, 'anna');
    const bo = await arrive(browser, world, 'bo');
    const both = [anna, bo];
    for (const who of both) await join(who);
    await Promise.all(both.map(expectMediaGrows));
    const before = await Promise.all(both.map(connectionsOf));

    await world.killServer();
    await Promise.all(both.map((who) => expect(hint(who)).toBeVisible()));
    await Promise.all(both.map(expectMediaGrows));
    await toggle(anna, 'Microphone', false);
    await expect(tileOf(bo, 'Anna')).toHaveAccessibleName('Anna, microphone off');
    await toggle(bo, 'Camera', false);
    await expect(tileOf(anna, 'Bo')).toHaveAccessibleName(/^Bo, no picture\b/);
    await toggle(bo, 'Camera', true);
    await expect(tileOf(anna, 'Bo')).not.toHaveAccessibleName(/no picture/);

    await world.startServer();
    await Promise.all(both.map((who) => expect(hint(who)).toHaveCount(0, { timeout: 20_000 })));
    await expect(tileOf(bo, 'Anna')).toHaveAccessibleName('Anna, microphone off');
    await toggle(anna, 'Microphone', true);
    await expect(tileOf(bo, 'Anna')).not.toHaveAccessibleName(/microphone off/);
    await Promise.all(both.map(expectMediaGrows));
    // The very connections of before: nothing was made anew.
    expect(await Promise.all(both.map(connectionsOf))).toEqual(before);
    expect(both.flatMap(({ faults }) => faults)).toEqual([]);
  });
});
