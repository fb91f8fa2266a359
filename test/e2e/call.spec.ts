/** What two people do in a call beside talking: a pause, no pictures, and a page that is loaded again. */
import { expect, test, type Locator } from '@playwright/test';
import { arrive, everybodyLeaves, expectGrows, expectMediaGrows, received, type Someone } from './support/people.ts';
import { button, join } from './support/steps.ts';
import { startWorld, type World } from './support/world.ts';

// Pictures of a running call would cost more than the call.
test.use({ trace: { mode: 'retain-on-failure', screenshots: false } });

let world: World;

test.beforeAll(async () => {
  world = await startWorld();
});
test.afterEach(({ browser }) => everybodyLeaves(browser));
test.afterAll(() => world.close());

/** Somebody's picture, with everything that it says in words. */
const tileOf = (who: Someone, words: RegExp): Locator => who.page.getByRole('img', { name: words });

async function expectDevices(
  who: Someone,
  { microphone, camera }: Record<'microphone' | 'camera', boolean>,
): Promise<void> {
  await expect(button(who.page, 'Microphone')).toHaveAttribute('aria-pressed', String(microphone));
  await expect(button(who.page, 'Camera')).toHaveAttribute('aria-pressed', String(camera));
}

test('be right back, and audio only: both see it, and it is over when the person says so', async ({ browser }) => {
  const anna = await arrive(browser, world, 'anna');
  const bo = await arrive(browser, world, 'bo');
  for (const who of [anna, bo]) await join(who);
  await Promise.all([expectMediaGrows(anna), expectMediaGrows(bo)]);

  await test.step('who is away is neither seen nor heard, and both are told', async () => {
    await button(anna.page, 'Be right back').click();
    await expectDevices(anna, { microphone: false, camera: false });
    await expect(anna.page.getByText('Nobody hears or sees you until then.')).toBeVisible();
    await expect(tileOf(bo, /^Anna, no picture, .*back soon/i)).toBeVisible();
    await expectMediaGrows(anna); // Bo goes on
  });

  await test.step('who is back is as before', async () => {
    await button(anna.page, 'I am back').click();
    await expectDevices(anna, { microphone: true, camera: true });
    await expect(tileOf(bo, /^Anna(, speaking)?$/)).toBeVisible();
    await expectMediaGrows(bo);
  });

  await test.step('audio only: no pictures come or go, the sound does', async () => {
    await button(anna.page, 'Settings').click();
    await anna.page.getByRole('checkbox', { name: /^Audio only/ }).click();
    await anna.page.keyboard.press('Escape');
    await expectDevices(anna, { microphone: true, camera: false });
    await expect(tileOf(anna, /^Bo, no picture.*audio only/i)).toBeVisible();
    await expect(tileOf(bo, /^Anna, no picture/)).toBeVisible();
    // Bo's pictures are not only hidden: none is sent.
    let frames = -1;
    await expect
      .poll(async () => {
        const before = frames;
        ({ frames } = await received(anna));
        return frames - before;
      })
      .toBe(0);
    await Promise.all([expectGrows(anna, ['samples']), expectGrows(bo, ['samples'])]);
    expect((await received(anna)).frames).toBe(frames);
  });

  await test.step('pictures on: the other is seen again, and the own camera waits for its button', async () => {
    await button(anna.page, 'Pictures on').click();
    await expect(tileOf(anna, /^Bo(, speaking)?$/)).toBeVisible();
    await expectGrows(anna, ['frames']);
    await expectDevices(anna, { microphone: true, camera: false });
    await button(anna.page, 'Camera').click();
    await expectGrows(bo, ['frames']);
  });
  expect([...anna.faults, ...bo.faults]).toEqual([]);
});

test('a page that is loaded again within a minute is back in the call as it was, later it is in the lobby', async ({
  browser,
}) => {
  const anna = await arrive(browser, world, 'anna');
  const bo = await arrive(browser, world, 'bo');
  for (const who of [anna, bo]) await join(who);
  await Promise.all([expectMediaGrows(anna), expectMediaGrows(bo)]);

  await test.step('within a minute: microphone on, camera off, as before', async () => {
    await button(anna.page, 'Camera').click();
    await expectDevices(anna, { microphone: true, camera: false });
    await anna.page.reload();
    await expect(button(anna.page, 'Leave')).toBeVisible();
    await expectDevices(anna, { microphone: true, camera: false });
    await Promise.all([expectMediaGrows(anna), expectGrows(bo, ['samples'])]);
    await expect(tileOf(bo, /^Anna\b/)).toHaveCount(1);
  });

  await test.step('after more than a minute: through the lobby', async () => {
    await anna.page.addInitScript((passed) => {
      for (const [key, text] of Object.entries(sessionStorage) as [string, string][]) {
        if (!key.startsWith('fireside/tab/')) continue;
        const kept = JSON.parse(text) as { at: number };
        sessionStorage.setItem(key, JSON.stringify({ ...kept, at: kept.at - passed }));
      }
    }, 61_000);
    await anna.page.reload();
    await expect(button(anna.page, 'Join')).toBeVisible();
    await expect(tileOf(bo, /^Anna\b/)).toHaveCount(0);
    await expect(anna.page.getByRole('region', { name: 'Call' }).getByText('Bo is here')).toBeVisible();
    await join(anna);
    await Promise.all([expectMediaGrows(anna), expectMediaGrows(bo)]);
  });
  expect([...anna.faults, ...bo.faults]).toEqual([]);
});
