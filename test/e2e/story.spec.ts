/** The main job on real input: two people meet, talk, write, and find it all again the next day. Each sentence is a step. */
import { expect, test, type Locator } from '@playwright/test';
import { arrive, expectMediaGrows, received, returnTomorrow, type Someone } from './support/people.ts';
import { documentOf, sessionsOf, ticketFor } from './support/wire.ts';
import { startWorld, type World } from './support/world.ts';

const region = (who: Someone, name: string): Locator => who.page.getByRole('region', { name, exact: true });
const press = (who: Someone, name: string): Promise<void> =>
  who.page.getByRole('button', { name, exact: true }).click();
const saveState = (who: Someone): Locator =>
  who.page.getByRole('status').filter({ hasText: /Saved|Saving|Offline|Not saved|Reading/ });
const field = (who: Someone, name: string): Locator => who.page.getByRole('textbox', { name, exact: true });

/** Titles of the agenda, in order, as this person sees them. */
function agenda(who: Someone): Promise<string[]> {
  return region(who, 'Agenda')
    .getByRole('checkbox')
    .evaluateAll((boxes) => boxes.map((box) => box.getAttribute('aria-label') ?? ''));
}

async function park(who: Someone, title: string): Promise<void> {
  await press(who, `More about “${title}”`);
  await press(who, `Park “${title}”`);
}

async function add(who: Someone, title: string): Promise<void> {
  await field(who, 'Add an agenda item').fill(title);
  await field(who, 'Add an agenda item').press('Enter');
}

/** Letters in a text that came from one person, in order; used to show that none was lost or doubled. */
const only = (text: string, letters: string): string => [...text].filter((letter) => letters.includes(letter)).join('');

test('two people meet, talk, write, and find it all again tomorrow', async ({ browser }) => {
  test.setTimeout(180_000);
  const world: World = await startWorld();
  const faults: string[] = [];
  try {
    const anna = await arrive(browser, world, 'anna');
    const bo = await arrive(browser, world, 'bo');
    const olga = await arrive(browser, world, 'olga');
    const pair = [anna, bo];

    await test.step('both see the lobby; looking creates nothing that the other could see', async () => {
      for (const who of pair) {
        await expect(who.page.getByRole('button', { name: 'Join', exact: true })).toBeVisible();
        await expect(field(who, 'Add an agenda item')).toBeVisible();
      }
      await expect(anna.page.getByText('Bo is here')).toHaveCount(0);
      await expect(bo.page.getByText('Anna is here')).toHaveCount(0);
    });

    await test.step('both join; each sees and hears the other', async () => {
      await press(anna, 'Join');
      await expect(anna.page.getByRole('button', { name: 'Leave', exact: true })).toBeVisible();
      await expect(bo.page.getByText('Anna is here')).toBeVisible();
      await press(bo, 'Join');
      await Promise.all(pair.map(expectMediaGrows));
    });

    await test.step('both add agenda items at the same moment: the same list, the same order', async () => {
      await Promise.all([add(anna, 'The spring talk'), add(bo, 'Saying no')]);
      await Promise.all([add(anna, 'A book to read'), add(bo, 'The review')]);
      for (const who of pair) await expect.poll(() => agenda(who)).toHaveLength(4);
      await expect.poll(async () => JSON.stringify(await agenda(anna)) === JSON.stringify(await agenda(bo))).toBe(true);
      expect((await agenda(anna)).toSorted()).toEqual(['A book to read', 'Saying no', 'The review', 'The spring talk']);
    });

    await test.step('both type into the notes at once: no letter lost or doubled', async () => {
      // Without the letters of “Anna” and “Bo”: the names at the carets are text of the page too.
      const [annas, bos] = ['CDEFGHIJKLMNOPQRSTUVWXYZ', 'cdefghijklmpqrstuvwxyz'];
      await Promise.all([
        field(anna, 'Notes').pressSequentially(annas, { delay: 15 }),
        field(bo, 'Notes').pressSequentially(bos, { delay: 15 }),
      ]);
      for (const who of pair) {
        await expect.poll(async () => only(await field(who, 'Notes').innerText(), annas)).toBe(annas);
        await expect.poll(async () => only(await field(who, 'Notes').innerText(), bos)).toBe(bos);
      }
      const both = async (who: Someone): Promise<string> => only(await field(who, 'Notes').innerText(), annas + bos);
      expect(await both(anna)).toBe(await both(bo));
    });

    await test.step('one ticks a goal', async () => {
      await field(anna, 'Add a goal').fill('Give a talk outside the team');
      await field(anna, 'Add a goal').press('Enter');
      const goal = region(bo, 'Goals').getByRole('checkbox', { name: 'Give a talk outside the team' });
      await goal.click();
      await expect(region(anna, 'Goals').getByRole('checkbox', { name: 'Give a talk outside the team' })).toBeChecked();
    });

    await test.step('the observer reads along while live and cannot write: the server refuses, not only the page', async () => {
      await expect(region(olga, 'Agenda').getByText('Saying no')).toBeVisible({ timeout: 20_000 });
      await expect(olga.page.getByRole('textbox', { name: 'Add an agenda item' })).toHaveCount(0);
      await expect(anna.page.getByText(/Olga.*(observes|reads along)/)).toBeVisible();
      const ticket = await ticketFor(world, 'olga');
      const forged = await documentOf(ticket, `session/${ticket.session.id}`);
      forged.doc.getMap('agenda').set('forged', 'by an observer');
      expect(await forged.closed).toBe(4403);
      expect(await agenda(anna)).toHaveLength(4);
    });

    await test.step('the mentee writes a private note, and it is not reachable with the mentor’s ticket', async () => {
      await bo.page.getByRole('tab', { name: 'Only for me' }).click();
      await field(bo, 'Private notes').pressSequentially('I am nervous about this');
      await expect(saveState(bo)).toHaveText('Saved');
      const ticket = await ticketFor(world, 'anna');
      const refused = await documentOf(ticket, 'private/anna-bo/bo');
      expect(await refused.closed).toBe(4403);
      await bo.page.getByRole('tab', { name: 'Shared notes' }).click();
      await expect(anna.page.getByText('I am nervous')).toHaveCount(0);
    });

    await test.step('the server is killed mid-sentence: the call goes on, and the widget says what is saved and what waits', async () => {
      await expect(saveState(anna)).toHaveText('Saved');
      await expect(saveState(bo)).toHaveText('Saved');
      await field(anna, 'Notes').press('End');
      await field(anna, 'Notes').pressSequentially(' This sentence began');
      await expect(saveState(anna)).toHaveText('Saved');
      await world.killServer();
      await field(anna, 'Notes').pressSequentially(' and went on without a server.');
      await expect(saveState(anna)).toContainText('Offline: what you wrote waits on this device');
      await Promise.all(pair.map(expectMediaGrows));
    });

    await test.step('the server returns: what was said to be saved is there, and the waiting words follow', async () => {
      await world.startServer();
      await expect(saveState(anna)).toHaveText('Saved', { timeout: 20_000 });
      await expect(field(bo, 'Notes')).toContainText('This sentence began and went on without a server.', {
        timeout: 20_000,
      });
      const ticket = await ticketFor(world, 'anna');
      const stored = await documentOf(ticket, `session/${ticket.session.id}`);
      await stored.synced;
      expect(stored.doc.getXmlFragment('notes').toString()).toContain(
        'This sentence began and went on without a server.',
      );
      stored.end();
    });

    await test.step('one reloads the page: back in the call, muted as before', async () => {
      await press(bo, 'Microphone');
      await expect(bo.page.getByRole('button', { name: 'Microphone', exact: true })).toHaveAttribute(
        'aria-pressed',
        'false',
      );
      await bo.page.reload();
      await expect(bo.page.getByRole('button', { name: 'Leave', exact: true })).toBeVisible();
      await expect(bo.page.getByRole('button', { name: 'Microphone', exact: true })).toHaveAttribute(
        'aria-pressed',
        'false',
      );
      await expect(bo.page.getByRole('button', { name: 'Camera', exact: true })).toHaveAttribute(
        'aria-pressed',
        'true',
      );
      await expect.poll(async () => (await received(bo)).frames, { timeout: 20_000 }).toBeGreaterThan(0);
      await expect.poll(async () => (await received(bo)).samples, { timeout: 20_000 }).toBeGreaterThan(0);
    });

    await test.step('they wrap up: a takeaway, a promise with owner and date, one item parked, a date for the next time', async () => {
      await region(anna, 'Agenda').getByRole('checkbox', { name: 'The spring talk' }).click();
      await region(anna, 'Agenda').getByRole('checkbox', { name: 'A book to read' }).click();
      await park(bo, 'The review');
      await press(anna, 'Wrap up');
      await press(bo, 'Wrap up');
      await field(anna, 'Add a takeaway').fill('One number carries the whole talk');
      await field(anna, 'Add a takeaway').press('Enter');
      const promises = region(bo, 'Promises');
      await field(bo, 'Add a promise').fill('Send the outline');
      await promises.getByRole('combobox', { name: 'Who' }).selectOption({ label: 'Bo (you)' });
      await promises.getByRole('combobox', { name: 'Until' }).selectOption({ label: 'a day' });
      await promises.getByRole('textbox', { name: 'Day' }).fill('2027-01-15');
      await field(bo, 'Add a promise').press('Enter');
      await expect(region(anna, 'Promises').getByText('Send the outline')).toBeVisible();
      const next = bo.page.getByRole('group', { name: 'Next meeting' });
      await next.getByRole('textbox', { name: 'Day' }).fill('2027-01-20');
      await next.getByRole('textbox', { name: 'Time' }).fill('15:00');
      await next.getByRole('button', { name: 'Confirm' }).click();
      await expect(anna.page.getByText(/suggested by Bo/)).toBeVisible();
      await expect(bo.page.getByText('One number carries the whole talk', { exact: true })).toBeVisible();
    });

    await test.step('both press Wrap up in the same instant: one recap, the same for both, one next session', async () => {
      const buttons = await Promise.all(
        pair.map((who) => who.page.getByRole('button', { name: 'Finish together', exact: true }).elementHandle()),
      );
      // Both at once, or the first one's recap takes the button away before the second can press it.
      await Promise.all(buttons.map((button) => button?.evaluate((node) => (node as HTMLElement).click())));
      for (const who of pair) {
        const recap = who.page.getByRole('article');
        await expect(recap.getByText('One number carries the whole talk')).toBeVisible();
        await expect(recap.getByText('Send the outline')).toBeVisible();
        await expect(recap.getByText(/Wed 20 Jan|20 January/)).toBeVisible();
      }
      expect(await anna.page.getByRole('article').innerText()).toContain('One number');
      const sessions = await sessionsOf(world);
      expect(sessions.map(({ state }) => state).toSorted()).toEqual(['scheduled', 'wrapped-up']);
    });

    await test.step('the observer sees nothing afterwards', async () => {
      await expect(olga.page.getByText('Saying no')).toHaveCount(0, { timeout: 20_000 });
    });

    await test.step('next day the same link opens it: the open item stands on its agenda, the parked one below it, the promise is still owed, each once, also when both open it at the same instant', async () => {
      for (const who of [...pair, olga]) await who.page.goto('about:blank');
      await world.sleepUntilTomorrow();
      await Promise.all(pair.map((who) => returnTomorrow(who, world)));
      for (const who of pair) {
        await expect(field(who, 'Add an agenda item')).toBeVisible();
        await expect.poll(() => agenda(who)).toEqual(['Saying no']);
        await expect(region(who, 'Parked for later').getByRole('listitem')).toHaveCount(1);
        await expect(region(who, 'Agenda').getByText('The review')).toHaveCount(1);
        await expect(who.page.getByRole('checkbox', { name: 'Send the outline' })).toHaveCount(1);
        await expect(who.page.getByRole('checkbox', { name: 'Send the outline' })).not.toBeChecked();
      }
    });

    await test.step('the mentor opens the saved notes of the first session and reads them', async () => {
      await press(anna, 'Saved notes');
      const saved = region(anna, 'Saved notes');
      await saved.getByRole('list').getByRole('link').first().click();
      const read = saved.getByRole('article');
      await expect(read.getByText('One number carries the whole talk')).toBeVisible();
      await expect(read.getByText('This sentence began and went on without a server.')).toBeVisible();
      await expect(saved.getByText('I am nervous')).toHaveCount(0);
    });

    await test.step('no violation, no console error, no foreign request in any of them', async () => {
      for (const who of [anna, bo, olga]) faults.push(...who.faults.map((fault) => `${who.name}: ${fault}`));
      expect(faults).toEqual([]);
    });
  } finally {
    await world.close();
  }
});
