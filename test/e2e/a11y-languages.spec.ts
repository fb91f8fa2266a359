/** The real product in other languages, right to left, with larger text and in forced colours. `SHOOT=<folder>` as in a11y.spec.ts. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { misfits, untranslated, walkByTab } from './support/inspect.ts';
import { arrive } from './support/people.ts';
import { add, button, field, withWorld } from './support/steps.ts';

const { SHOOT } = process.env;
// Data, and what `Intl` writes: it knows no pseudo-locale. The promise was made when the recap was, in English.
const MADE = 'Agree on the next date';
const MONTHS = Array.from({ length: 12 }, (_, at) => new Date(2026, at).toLocaleDateString('en', { month: 'long' }));
const DAYS = Array.from({ length: 7 }, (_, at) => new Date(2026, 0, at).toLocaleDateString('en', { weekday: 'long' }));
const DATA = ['Anna', 'Bo', 'First item', 'A goal', MADE, ' and ', 'today,', 'minutes', 'minute', ...MONTHS, ...DAYS];

test('other languages, right to left, larger text and forced colours lose nothing', async ({ browser }) => {
  if (SHOOT) await mkdir(SHOOT, { recursive: true });
  await withWorld(async (world) => {
    const { page } = await arrive(browser, world, 'anna');
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const widget = page.locator('fireside-session');
    const faults: string[] = [];
    const speak = (lang: string): Promise<void> =>
      widget.evaluate((element, tag) => element.setAttribute('lang', tag), lang);
    const shoot = async (name: string): Promise<void> => {
      if (SHOOT) await widget.screenshot({ path: join(SHOOT, `${name}.png`), animations: 'disabled' });
    };

    async function lookAround(moment: string): Promise<void> {
      for (const lang of ['de', 'en-XA']) {
        await speak(lang);
        await expect(page.locator('fireside-session .widget')).toHaveAttribute('lang', lang === 'de' ? 'de' : 'en');
        if (lang === 'en-XA') await expect(page.locator('fireside-session .widget')).toHaveAttribute('dir', 'rtl');
        for (const width of [360, 1440]) {
          await page.setViewportSize({ width, height: 900 });
          const where = `${moment} in ${lang} at ${width}`;
          await shoot(`lang-${moment}-${lang}-${width}`);
          faults.push(...(await misfits(page)).map((line) => `${where}: ${line}`));
          if (lang === 'en-XA')
            faults.push(...(await untranslated(page, DATA)).map((line) => `${where}: not translated: ${line}`));
        }
      }
      await speak('en-GB');
      await expect(page.locator('fireside-session .widget')).not.toHaveAttribute('dir', 'rtl');
      await page.setViewportSize({ width: 360, height: 900 });
      await widget.evaluate((element: HTMLElement) => element.style.setProperty('--fireside-font-size', '30px'));
      faults.push(...(await misfits(page)).map((line) => `${moment} at double size: ${line}`));
      await shoot(`large-${moment}`);
      await widget.evaluate((element: HTMLElement) => element.style.removeProperty('--fireside-font-size'));
      await page.emulateMedia({ forcedColors: 'active' });
      const { unseen } = await walkByTab(page);
      faults.push(...unseen.map((line) => `${moment} in forced colours: ${line}`));
      const ticked = await page
        .getByRole('checkbox', { checked: false })
        .evaluateAll((boxes) => boxes.filter((box) => getComputedStyle(box, '::after').display !== 'none').length);
      if (ticked > 0) faults.push(`${moment} in forced colours: ${ticked} open boxes look ticked`);
      await shoot(`forced-${moment}`);
      await page.emulateMedia({ forcedColors: null });
      await page.setViewportSize({ width: 1440, height: 900 });
    }

    await add(page, 'Add an agenda item', 'First item');
    await add(page, 'Add a goal', 'A goal');
    await expect(page.getByRole('checkbox')).toHaveCount(2);
    await lookAround('lobby');
    await button(page, 'Join').click();
    await expect(field(page, 'Notes')).toBeVisible();
    await page.getByRole('button', { name: 'More about “First item”' }).click();
    await lookAround('call');
    await button(page, 'Wrap up').click();
    await expect(field(page, 'Add a takeaway')).toBeVisible();
    await lookAround('wrap-up');
    await button(page, 'Finish together').click();
    await expect(page.getByRole('article')).toBeVisible();
    await lookAround('recap');
    expect(faults).toEqual([]);
  });
});
