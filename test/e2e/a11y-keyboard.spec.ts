/** The real product without a mouse, and as it is heard. */
import { expect, test } from '@playwright/test';
import { focused, listen, tabTo } from './support/inspect.ts';
import { arrive } from './support/people.ts';
import { button, field, withWorld } from './support/steps.ts';

test('everything with the keyboard alone, and the focus is never lost', async ({ browser }) => {
  await withWorld(async (world) => {
    const { page, faults } = await arrive(browser, world, 'anna');
    const { keyboard } = page;
    const agenda = () =>
      page
        .getByRole('region', { name: 'Agenda', exact: true })
        .getByRole('checkbox')
        .evaluateAll((boxes) => boxes.map((box) => box.getAttribute('aria-label')));
    const type = async (name: string, text: string): Promise<void> => {
      await tabTo(page, `input ${name}`);
      await keyboard.type(text);
      await keyboard.press('Enter');
    };
    await expect(field(page, 'Add an agenda item')).toBeVisible();

    await test.step('join and mute', async () => {
      await tabTo(page, 'button Join');
      await keyboard.press('Enter');
      await expect(button(page, 'Leave')).toBeVisible();
      await expect.poll(() => focused(page)).toBe('button Microphone');
      await keyboard.press('Space');
      await expect(button(page, 'Microphone')).toHaveAttribute('aria-pressed', 'false');
      expect(await focused(page)).toBe('button Microphone');
    });

    await test.step('add, tick and move items', async () => {
      await type('Add an agenda item', 'One');
      await keyboard.type('Two');
      await keyboard.press('Enter');
      await expect.poll(agenda).toEqual(['One', 'Two']);
      expect(await focused(page)).toBe('input Add an agenda item');
      await tabTo(page, 'input One', 'Shift+Tab');
      await keyboard.press('Space');
      await expect(page.getByRole('checkbox', { name: 'One' })).toBeChecked();
      expect(await focused(page)).toBe('input One');
      await tabTo(page, 'button More about “Two”');
      await keyboard.press('Enter');
      await tabTo(page, 'button Move up “Two”');
      await keyboard.press('Enter');
      await expect.poll(agenda).toEqual(['Two', 'One']);
      await expect.poll(() => focused(page)).toBe('button Move up “Two”');
      await keyboard.press('Alt+ArrowDown');
      await expect.poll(agenda).toEqual(['One', 'Two']);
      await expect.poll(() => focused(page)).toBe('button Move up “Two”');
    });

    await test.step('edit, delete and undo', async () => {
      await tabTo(page, 'button Edit “Two”', 'Shift+Tab');
      await keyboard.press('Enter');
      await expect.poll(() => focused(page)).toBe('input Title');
      await keyboard.press('End');
      await keyboard.type(' and a half');
      await keyboard.press('Enter');
      await expect.poll(agenda).toEqual(['One', 'Two and a half']);
      await expect.poll(() => focused(page)).not.toBe('body');
      await tabTo(page, 'button Delete “Two and a half”');
      await keyboard.press('Enter');
      await expect.poll(agenda).toEqual(['One']);
      await expect.poll(() => focused(page)).toBe('input One');
      await tabTo(page, 'button Undo');
      await keyboard.press('Enter');
      await expect.poll(agenda).toEqual(['One', 'Two and a half']);
      await expect.poll(() => focused(page)).not.toBe('body');
    });

    await test.step('the last undo is near as well', async () => {
      await tabTo(page, 'button More about “One”', 'Shift+Tab');
      await keyboard.press('Enter');
      await tabTo(page, 'button Delete “One”');
      await keyboard.press('Enter');
      await expect.poll(agenda).toEqual(['Two and a half']);
      await keyboard.press('Control+z');
      await expect.poll(agenda).toEqual(['One', 'Two and a half']);
      await expect.poll(() => focused(page)).not.toBe('body');
    });

    await test.step('into the notes and out again, at both ends', async () => {
      await tabTo(page, 'tab Shared notes', 'Shift+Tab');
      await keyboard.press('ArrowRight');
      await expect.poll(() => focused(page)).toBe('tab Only for me');
      await keyboard.press('ArrowLeft');
      await tabTo(page, 'textbox Notes');
      await keyboard.type('- first');
      await keyboard.press('Enter');
      await keyboard.type('second');
      await keyboard.press('Tab');
      await expect.poll(() => focused(page)).toBe('textbox Notes');
      await expect(field(page, 'Notes').locator('li li')).toHaveText('second');
      await keyboard.press('Escape');
      await keyboard.press('Shift+Tab');
      await expect(field(page, 'Notes').locator('li li')).toHaveText('second');
      expect(await focused(page)).not.toBe('textbox Notes');
      await keyboard.press('Tab');
      await expect.poll(() => focused(page)).toBe('textbox Notes');
      await keyboard.press('Escape');
      await keyboard.press('Tab');
      await expect.poll(() => focused(page)).toBe('button Begin with “Two and a half”');
    });

    await test.step('wrap up', async () => {
      await tabTo(page, 'button Wrap up', 'Shift+Tab');
      await keyboard.press('Enter');
      await expect.poll(() => focused(page)).toBe('button Back to the talk');
      await keyboard.press('Enter');
      await expect.poll(() => focused(page)).toBe('button Wrap up');
      await keyboard.press('Enter');
      await type('Add a takeaway', 'Keys suffice');
      await tabTo(page, 'button Finish together');
      await keyboard.press('Enter');
      await expect(page.getByRole('article')).toBeVisible();
      await expect.poll(() => focused(page)).not.toBe('body');
    });

    await test.step('saved notes and back', async () => {
      await tabTo(page, 'button Saved notes', 'Shift+Tab');
      await keyboard.press('Enter');
      await expect.poll(() => focused(page)).toBe('button Back to the talk');
      await expect(page.getByRole('article')).toBeVisible();
      await page.setViewportSize({ width: 360, height: 740 });
      await expect(page.getByRole('article')).toHaveCount(0);
      const entry = page.getByRole('region', { name: 'Saved notes' }).getByRole('listitem').getByRole('link');
      const words = await entry.evaluate(({ textContent }) => textContent.trim().replaceAll(/\s+/g, ' '));
      await tabTo(page, `a ${words.slice(0, 60)}`);
      await keyboard.press('Enter');
      await expect.poll(() => focused(page)).toMatch(/^h3 /);
      await tabTo(page, 'button All sessions', 'Shift+Tab');
      await keyboard.press('Enter');
      await expect.poll(() => focused(page)).toMatch(/^a .*Keys suffice/);
      await tabTo(page, 'button Back to the talk', 'Shift+Tab');
      await keyboard.press('Enter');
      await expect.poll(() => focused(page)).toBe('button Saved notes');
      await tabTo(page, 'button Leave');
      await keyboard.press('Enter');
      await expect(button(page, 'Leave')).toHaveCount(0);
      await expect.poll(() => focused(page)).not.toBe('body');
    });
    expect(faults).toEqual([]);
  });
});

test('what happens is said once, politely, and nobody is left without a place', async ({ browser }) => {
  await withWorld(async (world) => {
    const anna = await arrive(browser, world, 'anna');
    const { page } = anna;
    await expect(button(page, 'Join')).toBeVisible();
    const heard = await listen(page);
    const hears = (text: string): Promise<void> =>
      expect.poll(async () => (await heard()).filter((one) => one === text)).toEqual([text]);

    const bo = await arrive(browser, world, 'bo');
    await button(bo.page, 'Join').click();
    await expect(button(bo.page, 'Leave')).toBeVisible();
    await hears('Bo is here');
    await button(page, 'Join').click();
    await hears('Bo is in the call');
    await expect(page.getByRole('img', { name: /^Bo(, speaking)?$/ })).toBeVisible();
    await button(bo.page, 'Microphone').click();
    await hears('Bo: microphone off');
    await button(bo.page, 'Microphone').click();
    await hears('Bo: microphone on');
    await arrive(browser, world, 'olga');
    await hears('Olga reads along');

    await field(page, 'Notes').pressSequentially('Nothing is said at each key.');
    await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toHaveText('Saved');
    await field(page, 'Add an agenda item').focus();

    await button(bo.page, 'Wrap up').click();
    await button(bo.page, 'Finish together').click();
    await expect(page.getByRole('article')).toBeVisible();
    await hears('The session is wrapped up.');
    await expect.poll(() => focused(page)).not.toBe('body');
    await button(bo.page, 'Leave').click();
    await hears('Bo has left the call');
    expect(await heard()).toEqual([
      'Bo is here',
      'Bo is in the call',
      'Bo: microphone off',
      'Bo: microphone on',
      'Olga reads along',
      'The session is wrapped up.',
      'Bo has left the call',
    ]);
  });
});
