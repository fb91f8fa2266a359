/**
 * A year of one pair, lived by their programs; then the mentor finds what was promised in the third month, reads it, prints
 * it and takes the year along, and the mentee sees exactly the same but for private notes.
 */
import { readFile } from 'node:fs/promises';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { audit } from './support/inspect.ts';
import { arriveAt, type Someone } from './support/people.ts';
import { button } from './support/steps.ts';
import { keepTime } from './support/time.ts';
import { startWorld, type World } from './support/world.ts';
import { ADDENDUM, DAY, liveYear, PROMISE, SECRET_OF_ANNA, SECRET_OF_BO, type Year } from './support/year.ts';

/** What a person may need from the press on *Saved notes* to the promise before their eyes. */
const SECONDS = 10;

declare global {
  /** What was printed last, in words. */
  var printed: string | undefined;
}

let world: World;
let year: Year;
test.beforeAll(async () => {
  world = await startWorld({ ahead: -365 * DAY });
  year = await liveYear(world);
});
test.afterAll(() => world.close());

const address = (name: string, month?: number): string =>
  `${world.intranet}/as/${name}/mentorships/anna-bo${month === undefined ? '' : `?notes=${year.months.get(month)}`}`;

/** Somebody without a camera, whose browser gives none, and who prints into a variable. */
async function arriveToRead(browser: Parameters<typeof arriveAt>[0], name: string, month?: number): Promise<Someone> {
  const who = await arriveAt(browser, world, name, 'about:blank', []);
  await keepTime(who.context, world.now() - Date.now());
  await who.context.addInitScript(() => {
    // The browser's own dialog: what the frame would have printed is kept, and the dialog closed.
    const print = (frame: HTMLIFrameElement): void => {
      const parts = [...(frame.contentDocument?.querySelectorAll('*') ?? [])];
      globalThis.printed = parts.map(({ shadowRoot }) => shadowRoot?.textContent ?? '').join('');
      frame.contentWindow?.dispatchEvent(new Event('afterprint'));
    };
    new MutationObserver(() => {
      for (const frame of document.querySelectorAll('iframe')) {
        if (frame.contentWindow) frame.contentWindow.print = () => print(frame);
      }
    }).observe(document, { childList: true, subtree: true });
    navigator.mediaDevices.getUserMedia = () => {
      throw new Error('Nobody who reads is asked for a camera.');
    };
  });
  await who.page.goto(address(name, month));
  return who;
}

const notes = (page: Page): Locator => page.getByRole('region', { name: 'Saved notes', exact: true });
const article = (page: Page): Locator => notes(page).getByRole('article');
const row = (page: Page, month: number): Locator =>
  notes(page).locator(`.row[data-session="${year.months.get(month)}"]`);

async function open(page: Page, month: number): Promise<void> {
  const day = await row(page, month).locator('strong').innerText();
  await row(page, month).click();
  await expect(article(page).getByRole('heading', { level: 3 }).first()).toContainText(day);
}

/**
 * All that is read of a session, but for what is this person's own, the time of day, which is that of where they are, and
 * the ways to its neighbours, whose dates come when the page is idle.
 */
async function wordsOf({ page }: Someone, month: number): Promise<string> {
  await open(page, month);
  const own = article(page).getByRole('heading', { name: 'Only for me' });
  const all = await article(page).innerText();
  const shared =
    (await own.count()) === 0 ? all : all.replace(await article(page).locator('section.own').innerText(), '');
  return shared.replaceAll(/\b\d\d:\d\d\b/g, 'o’clock').replaceAll(/\b(Earlier|Later).*/g, '$1');
}

async function download(page: Page, press: () => Promise<void>): Promise<{ name: string; text: string }> {
  const [file] = await Promise.all([page.waitForEvent('download'), press()]);
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') };
}

test('what was promised in the third month is found in seconds, read, printed and taken along', async ({ browser }) => {
  const anna = await arriveToRead(browser, 'anna');
  const { page } = anna;
  await expect(button(page, 'Join')).toBeVisible();

  await test.step('she finds it by words that she half remembers, on the way of a person: press, type, press', async () => {
    const began = Date.now();
    await button(page, 'Saved notes').click();
    await page.getByRole('searchbox', { name: 'Search saved notes' }).pressSequentially('lissab mira', { delay: 60 });
    await notes(page)
      .locator('.results')
      .getByText(/Lissabon outline to Mira/)
      .first()
      .click();
    await expect(article(page).getByText(PROMISE)).toBeInViewport();
    expect((Date.now() - began) / 1000).toBeLessThan(SECONDS);
  });

  await test.step('she reads it: outcomes first, notes, her own words beside, and what was added later', async () => {
    for (const words of [
      'One number carries the whole talk',
      'The story begins with the outage.',
      SECRET_OF_ANNA,
      ADDENDUM,
    ])
      await expect(article(page).getByText(words).first()).toBeVisible();
    await expect(article(page)).not.toContainText(SECRET_OF_BO);
    await expect(article(page)).toContainText('Anna and Bo were there');
    expect(await audit(page)).toEqual([]);
  });

  await test.step('she prints it: what is on the paper has no buttons, and her own words only if she says so', async () => {
    await button(page, 'Print').click();
    await button(page, 'Print now').click();
    await expect.poll(() => page.evaluate(() => globalThis.printed ?? '')).toContain(PROMISE);
    const paper = await page.evaluate(() => globalThis.printed ?? '');
    expect(paper).toContain('The story begins with the outage.');
    for (const absent of [SECRET_OF_ANNA, 'Take along', 'Copy link']) expect(paper).not.toContain(absent);
  });

  await test.step('she takes the year along, with her own notes and nobody else’s', async () => {
    await button(page, 'Clear').click();
    await notes(page).getByRole('button', { name: 'Take everything along', exact: true }).click();
    await page.getByRole('radio', { name: /JSON/ }).check();
    await page.getByRole('checkbox', { name: 'With my private notes' }).check();
    const json = await download(page, () => button(page, 'Download').click());
    expect(json.name).toMatch(/\.json$/);
    const { format, sessions } = JSON.parse(json.text) as { format: string; sessions: { id: string }[] };
    expect(format).toBe('fireside-export');
    const ids = sessions.map(({ id }) => id);
    for (const id of year.months.values()) expect(ids).toContain(id);
    for (const words of [PROMISE, ADDENDUM, SECRET_OF_ANNA, 'Give a talk of my own'])
      expect(json.text).toContain(words);
    expect(json.text).not.toContain(SECRET_OF_BO);
  });
  expect(anna.faults).toEqual([]);
});

test('the mentee sees the very same year, but for private notes', async ({ browser }) => {
  const [anna, bo] = [await arriveToRead(browser, 'anna', 3), await arriveToRead(browser, 'bo', 3)];
  // What has become of promises is said when their document is there.
  for (const { page } of [anna, bo])
    await expect(page.getByRole('status').filter({ hasText: /^Saved$/ })).toBeVisible();
  for (const month of year.months.keys()) {
    expect(await wordsOf(bo, month), `month ${month}`).toBe(await wordsOf(anna, month));
  }
  for (const { page } of [anna, bo]) await open(page, 3);
  await expect(article(bo.page).getByText(SECRET_OF_BO)).toBeVisible();
  await expect(article(bo.page)).not.toContainText(SECRET_OF_ANNA);
  for (const [who, own, other] of [
    [anna, 'orchestra', 'zeppelin'],
    [bo, 'zeppelin', 'orchestra'],
  ] as const) {
    const box = who.page.getByRole('searchbox', { name: 'Search saved notes' });
    await box.fill(own);
    await expect(notes(who.page).locator('.results')).toContainText(own);
    await box.fill(other);
    await expect(notes(who.page)).toContainText(/Nothing was found/);
  }
  expect([...anna.faults, ...bo.faults]).toEqual([]);
});

test('every way in which a session went is told, and nobody is blamed', async ({ browser }) => {
  const anna = await arriveToRead(browser, 'anna', 2);
  const { page } = anna;

  await test.step('what was added within three days is dated, and the version of before can be read', async () => {
    await expect(article(page)).toContainText('PS: the lead said yes.');
    await expect(article(page)).toContainText(/Last changed on/);
    await page.getByRole('combobox', { name: 'Version' }).selectOption({ index: 1 });
    await expect(article(page)).toContainText(/You read the version of/);
    await expect(article(page)).not.toContainText('PS: the lead said yes.');
    await button(page, 'Read the latest').click();
    await expect(article(page)).toContainText('PS: the lead said yes.');
  });

  await test.step('the list tells them apart', async () => {
    await expect(row(page, 4)).toContainText('cancelled');
    await expect(row(page, 5)).toContainText('did not happen');
    await expect(row(page, 8)).toContainText('Did this take place?');
    await expect(row(page, 10)).toContainText('Nothing was written down.');
    await open(page, 6);
    await expect(article(page)).toContainText('by phone');
    await open(page, 9);
    await expect(article(page)).toContainText('in person');
    await open(page, 12);
    await expect(article(page)).toContainText(/Both can add to these notes until/);
  });

  await test.step('the unanswered one is answered in one step', async () => {
    await open(page, 8);
    await button(page, 'It did not happen').click();
    await expect(row(page, 8)).toContainText('did not happen');
  });

  await test.step('she adds a note to the archived one, with her name and the date', async () => {
    await open(page, 11);
    await page.getByRole('textbox', { name: 'Add a note' }).fill('The slides went to nine people.\nTwo answered.');
    await button(page, 'Add').click();
    const added = article(page).getByRole('listitem').filter({ hasText: 'The slides went to nine people.' });
    await expect(added).toContainText('Anna');
    const bo = await arriveToRead(browser, 'bo', 11);
    await expect(article(bo.page)).toContainText('The slides went to nine people.');
    expect(bo.faults).toEqual([]);
  });

  await test.step('a promise leads to where it was made, a goal to the session of its step, and Back goes back', async () => {
    await page.getByRole('tab', { name: 'Promises' }).click();
    const promises = page.getByRole('region', { name: 'Promises over time' });
    await promises.getByRole('listitem').filter({ hasText: PROMISE }).getByRole('link').click();
    await expect(page).toHaveURL(address('anna', 3));
    await expect(article(page).getByText(PROMISE)).toBeInViewport();
    await page.goBack();
    await expect(promises).toBeVisible();
    await page.getByRole('tab', { name: 'Goals' }).click();
    await button(page, 'Table').click();
    const table = page.getByRole('table');
    await table.getByRole('row').filter({ hasText: 'Find a topic' }).getByRole('link').click();
    await expect(page).toHaveURL(address('anna', 3));
  });
  expect(anna.faults).toEqual([]);
});
