/** What a browser keeps of words that the server has not, by the whole product: over closed tabs, without a device, refused. */
import { expect, test, type Dialog, type Page } from '@playwright/test';
import { arrive, everybodyLeaves, returnTomorrow, type Someone } from './support/people.ts';
import { add, withWorld } from './support/steps.ts';

test.afterEach(({ browser }) => everybodyLeaves(browser));

const ITEM = 'Add an agenda item';
const says = (page: Page, words: string): Promise<void> =>
  expect(page.getByRole('status').filter({ hasText: words })).toBeVisible();
const item = (page: Page, title: string) =>
  page.getByRole('region', { name: 'Agenda', exact: true }).getByText(title, { exact: true });

/** Closes the tab as its person does; answers whether the browser asked first. Then the tab stays. */
async function close({ page }: Someone): Promise<boolean> {
  const asked = new Promise<boolean>((resolve) => {
    page.once('dialog', (dialog: Dialog) => {
      void dialog.dismiss().then(() => resolve(dialog.type() === 'beforeunload'));
    });
    page.once('close', () => resolve(false));
  });
  await page.close({ runBeforeUnload: true });
  return asked;
}

test('words that wait on this device: the tab closes without a question, and the next visit brings them up', async ({
  browser,
}) => {
  await withWorld(async (world) => {
    const anna = await arrive(browser, world, 'anna');
    await add(anna.page, ITEM, 'With the server');
    await expect(item(anna.page, 'With the server')).toBeVisible();
    await says(anna.page, 'Saved');
    await world.killServer();
    await add(anna.page, ITEM, 'Without the server');
    await says(anna.page, 'Offline: what you wrote waits on this device');
    expect(await close(anna)).toBe(false);
    await world.startServer();
    await returnTomorrow(anna, world);
    await expect(item(anna.page, 'Without the server')).toBeVisible();
    await says(anna.page, 'Saved');
    const bo = await arrive(browser, world, 'bo');
    await expect(item(bo.page, 'With the server')).toBeVisible();
    await expect(item(bo.page, 'Without the server')).toBeVisible();
    await says(bo.page, 'Saved'); // that he has looked
    expect(await close(bo)).toBe(false);
    expect([...anna.faults, ...bo.faults]).toEqual([]);
  });
});

test('words that are in the page only: it says so, and the browser asks until the server has them', async ({
  browser,
}) => {
  await withWorld(async (world) => {
    const anna = await arrive(browser, world, 'anna');
    await anna.context.addInitScript(() => {
      IDBFactory.prototype.open = () => {
        throw new DOMException('as in some private windows', 'SecurityError');
      };
    });
    await anna.page.reload();
    await add(anna.page, ITEM, 'With the server');
    await expect(item(anna.page, 'With the server')).toBeVisible();
    await says(anna.page, 'Saved');
    await world.killServer();
    await add(anna.page, ITEM, 'In this page only');
    await says(anna.page, 'Offline: what you wrote waits in this page; keep it open');
    expect(await close(anna)).toBe(true);
    await world.startServer();
    await says(anna.page, 'Saved');
    expect(await close(anna)).toBe(false);
    expect(anna.faults).toEqual([]);
  });
});

test('words that are refused: said, held until they can be kept, offered, and found again in the backlog', async ({
  browser,
}) => {
  await withWorld(async (world) => {
    const anna = await arrive(browser, world, 'anna');
    await add(anna.page, ITEM, 'Taken');
    await expect(item(anna.page, 'Taken')).toBeVisible();
    await says(anna.page, 'Saved');
    anna.provoked.push(/Failed to load resource.*when-left/, /Failed to fetch dynamically imported module/);
    await anna.page.route('**/when-left*', (route) => route.abort()); // as when the server was just replaced
    await world.killServer();
    await add(anna.page, ITEM, 'Too much of it');
    await anna.page.locator('fireside-session').evaluate((element) => {
      const { session } = (element as unknown as { _session: { documents: { value: Documents } } })._session.documents
        .value;
      session.doc.getText('as much as no field takes').insert(0, 'x'.repeat(5 * 2 ** 20));
    });
    await says(anna.page, 'Offline: what you wrote waits on this device');
    await world.startServer();
    await says(anna.page, 'Not saved: the text is too large. What you wrote is kept for you to decide.');
    await expect(item(anna.page, 'Too much of it')).toBeVisible();
    await anna.page.unroute('**/when-left*');
    const offer = anna.page.getByRole('region', { name: 'Kept for you' });
    await expect(offer.getByText('Too much of it')).toBeVisible();
    await says(anna.page, 'Saved');
    await anna.page.reload();
    await offer.getByRole('button', { name: 'Into the backlog' }).click();
    await expect(offer).toHaveCount(0);
    const bo = await arrive(browser, world, 'bo');
    await expect(bo.page.getByText('Too much of it')).toBeVisible();
    expect(bo.faults).toEqual([]);
  });
});

interface Documents {
  readonly session: { readonly doc: { getText(name: string): { insert(index: number, text: string): void } } };
}
