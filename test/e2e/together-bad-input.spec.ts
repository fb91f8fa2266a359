/** Words that are too long, turn the line round or bring a script: shown safely to both, or refused with a sentence. */
import { expect, test, type Locator, type Page } from '@playwright/test';
import { misfits } from './support/inspect.ts';
import { add, button, field, join, withWorld } from './support/steps.ts';
import { arrivePair, titles } from './support/together.ts';

const FAMILY = 'Family time \u{1F469}\u200D\u{1F469}\u200D\u{1F467}\u200D\u{1F466}';
const TURNED = 'Before \u202Eafter';

/** Pastes as the browser would, with what a hostile page has put on the clipboard. */
const paste = (into: Locator, data: Readonly<Record<string, string>>): Promise<void> =>
  into.evaluate((element, given) => {
    const clipboardData = new DataTransfer();
    for (const [type, value] of Object.entries(given)) clipboardData.setData(type, value);
    element.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true, composed: true }),
    );
  }, data);

/** Counts what the page's policy had to stop. */
const watchPolicy = (page: Page): Promise<void> =>
  page.evaluate(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective }) => {
      document.documentElement.dataset['violated'] = violatedDirective;
    });
  });

test('what is too long or hostile is refused with a sentence, or shown safely to both', async ({ browser }) => {
  await withWorld(async (world) => {
    const pair = await arrivePair(browser, world, 0);
    const [anna, bo] = pair;
    const line = field(anna.page, 'Add an agenda item');
    for (const { page } of pair) {
      await expect(field(page, 'Add an agenda item')).toBeVisible();
      await watchPolicy(page);
    }

    await test.step('a title of 10,000 characters is refused, and stays to be shortened', async () => {
      const long = 'word '.repeat(2000);
      await line.fill(long);
      await line.press('Enter');
      await expect(anna.page.getByRole('alert').filter({ hasText: 'This is longer than' })).toContainText('Shorten it');
      await expect(line).toHaveValue(long);
      await line.fill('');
      expect(await titles(bo)).toEqual([]);
    });

    await test.step('only spaces are nothing; emoji come whole; a sign that turns the line turns nothing else', async () => {
      await add(anna.page, 'Add an agenda item', ' \t  ');
      await line.fill('');
      await add(anna.page, 'Add an agenda item', FAMILY);
      await add(anna.page, 'Add an agenda item', TURNED);
      await expect.poll(() => titles(bo)).toHaveLength(2);
      expect(await titles(bo)).toEqual(await titles(anna));
      expect((await titles(bo))[0]).toBe(FAMILY);
      expect((await titles(bo))[1]).toMatch(/^Before .?after$/u);
    });

    await test.step('markup is words in a title', async () => {
      await add(anna.page, 'Add an agenda item', '<img src=x onerror=alert(1)>');
      await expect.poll(() => titles(bo)).toContain('<img src=x onerror=alert(1)>');
      expect(await misfits(bo.page)).toEqual([]);
    });

    await test.step('a script in pasted HTML never runs, and only its words come', async () => {
      await join(anna);
      await button(bo.page, 'Join').tap();
      await bo.page.getByRole('tab', { name: 'Notes', exact: true }).tap();
      await field(anna.page, 'Notes').click();
      await paste(field(anna.page, 'Notes'), {
        'text/html': [
          '<h2 onclick="document.title = 1">Plan</h2><script>document.title = "ran"</script>',
          '<p style="position: fixed">Read <a href="javascript:document.title = 2">this</a>',
          '<img src="http://elsewhere.invalid/x" onerror="document.title = 3"></p>',
          '<iframe srcdoc="<script>top.document.title = 4</script>"></iframe>',
        ].join(''),
        'text/plain': 'Plan Read this',
      });
      for (const { page } of pair) {
        const text = field(page, 'Notes');
        await expect(text.getByRole('heading', { name: 'Plan' })).toBeVisible();
        await expect(text).toContainText('Read this');
        await expect(text.locator('script, iframe, img[src], p[style], [onclick], a[href^="javascript"]')).toHaveCount(
          0,
        );
        expect(await page.title()).not.toMatch(/^(ran|\d)$/);
        await expect(page.locator('html')).not.toHaveAttribute('data-violated');
      }
    });
    expect([...anna.faults, ...bo.faults]).toEqual([]);
  });
});
