/**
 * A pair prepares apart, meets for fifty minutes, and uses every panel: Anna with the keyboard alone, Bo on a phone 360 px
 * wide whose clock is three hours ahead. Time passes for server and pages at once. Each sentence is a step.
 */
import { expect, test, type Locator } from '@playwright/test';
import { focused } from './support/inspect.ts';
import type { Someone } from './support/people.ts';
import { button, field, withWorld } from './support/steps.ts';
import { travel } from './support/time.ts';
import { arrivePair, clockText, expectSound, expectTitles, Keys, region, Thumb, titles } from './support/together.ts';

// Of hundreds of keys, each with a picture of the page, the story would take twice as long.
test.use({ trace: { mode: 'retain-on-failure', snapshots: false, screenshots: false } });

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const STEADY = [
  'Arrive',
  'What we promised',
  'Goal of the day',
  'The mentee’s topic',
  'What I take with me',
  'Next date',
];
const [TALK, NO, REVIEW] = ['The spring talk', 'How do I say no?', 'The review'] as const;
const GOAL = 'Speak up in the round';
const STEP = 'Prepare one sentence';
const OUTLINE = 'I will send the outline';

const saveState = ({ page }: Someone): Locator =>
  page.getByRole('status').filter({ hasText: /Saved|Saving|Offline|Not saved/ });
const sees = (who: Someone, text: string | RegExp): Promise<void> =>
  expect(who.page.getByText(text).first()).toBeVisible();
const box = (who: Someone, panel: string, name: string): Locator =>
  region(who, panel).getByRole('checkbox', { name, exact: true });

test('a pair prepares apart, meets by a template, and keeps what it promised', async ({ browser }) => {
  test.setTimeout(300_000);
  await withWorld(async (world) => {
    const pair = await arrivePair(browser, world, 3 * 60 * MINUTE);
    const [anna, bo] = pair;
    const [keys, thumb] = [new Keys(anna), new Thumb(bo)];
    const bothHear = async (text: string | RegExp): Promise<void> => {
      for (const who of pair) await expect(region(who, 'Clock')).toContainText(text);
    };
    const minutesPass = (minutes: number): Promise<void> => travel(world, pair, minutes * MINUTE);
    for (const { page, provoked } of pair) {
      provoked.push(/status of 401 .*\/v1\//); // after a leap of time a token is old, and another is asked for
      await expect(field(page, 'Add an agenda item')).toBeVisible();
    }

    await test.step('both press the same template in one moment: its items are there once', async () => {
      await keys.to('button Steady');
      const steady = await button(bo.page, 'Steady').elementHandle();
      await Promise.all([anna.page.keyboard.press('Enter'), steady?.evaluate((node) => (node as HTMLElement).click())]);
      await expectTitles(pair, STEADY);
    });

    await test.step('another length scales the boxes for both, and undo brings them back', async () => {
      await keys.press('button 25 min');
      await sees(anna, '25 of 25 minutes planned');
      for (const { page } of pair) await expect(button(page, '10 min for “The mentee’s topic”')).toBeVisible();
      await keys.press('button Undo');
      await sees(anna, '50 of 50 minutes planned');
      for (const { page } of pair) await expect(button(page, '20 min for “The mentee’s topic”')).toBeVisible();
    });

    await test.step('Bo writes without a network while Anna goes on: it all comes together', async () => {
      bo.provoked.push(/ERR_INTERNET_DISCONNECTED/);
      await bo.context.setOffline(true);
      await thumb.add('Add an agenda item', NO);
      await thumb.add('Add an agenda item', REVIEW);
      await expect(saveState(bo)).toContainText('What you wrote waits on this device', {
        timeout: 30_000,
        ignoreCase: true,
      });
      await keys.add('Add an agenda item', TALK);
      expect(await titles(bo)).not.toContain(TALK);
      await bo.context.setOffline(false);
      for (const who of pair) {
        await expect
          .poll(async () => (await titles(who)).toSorted(), { timeout: 30_000 })
          .toEqual([...STEADY, TALK, NO, REVIEW].toSorted());
      }
      expect(await titles(bo)).toEqual(await titles(anna));
      await expect(saveState(bo)).toHaveText('Saved');
    });

    await test.step('while Bo is away Anna comments and is ready; Bo is told once what he missed', async () => {
      await bo.page.goto(`${world.intranet}/as/bo`);
      await keys.press(`button More about “${NO}”`);
      await keys.add(`Comment on “${NO}”`, 'Begin with a yes to something else');
      await keys.press('button I’m ready');
      await expect(button(anna.page, 'I’m ready')).toHaveAttribute('aria-pressed', 'true');
      await expect(saveState(anna)).toHaveText('Saved');
      await bo.page.goto(world.link('bo'));
      await expect(region(bo, 'Since you last looked').getByRole('listitem')).toHaveText([
        `Anna has commented on “${NO}”: “Begin with a yes to something else”`,
      ]);
      await sees(bo, 'Anna is ready');
      await thumb.tap(`1 comment on “${NO}”`);
      await thumb.add(`Comment on “${NO}”`, 'To what?');
      await thumb.tap('I’m ready');
      await sees(anna, 'Bo is ready');
      await sees(anna, 'To what?');
      await expect(saveState(bo)).toHaveText('Saved');
      await bo.page.reload();
      await sees(bo, 'Anna is ready');
      await expect(saveState(bo)).toHaveText('Saved');
      await expect(region(bo, 'Since you last looked')).toHaveCount(0);
    });
    await test.step('nothing is amiss before the session', () => expectSound(pair, 'before'));

    await test.step('both join, and arrive without a countdown', async () => {
      await keys.press('button Join');
      await expect(button(anna.page, 'Leave')).toBeVisible();
      await thumb.tap('Join');
      await expect(button(bo.page, 'Leave')).toBeVisible();
      await keys.press('button Begin with “Arrive”');
      await bothHear('Arriving: no clock runs');
    });

    await test.step('the clock says the same to both, though one of them has a wrong one; items move by key and by thumb', async () => {
      await minutesPass(5);
      await thumb.tap('Next: “What we promised”');
      await bothHear('5 min left');
      await minutesPass(2);
      const before = await titles(anna);
      await keys.press(`input ${before.at(-1)}`, 'Alt+ArrowUp');
      const moved = [...before.slice(0, -2), before.at(-1)!, before.at(-2)!];
      await expectTitles(pair, moved);
      await bothHear('3 min left');
      expect((await clockText(bo)).split('left')[0]).toBe((await clockText(anna)).split('left')[0]);
    });

    await test.step('more time than planned is told in words', async () => {
      await minutesPass(5);
      const before = await titles(bo);
      const [last, other] = [before.at(-1)!, before.at(-2)!];
      await thumb.drag(last, other);
      await expectTitles(pair, [...before.slice(0, -2), last, other]);
      await bothHear('2 min longer than planned. Take the time, or move on.');
      await keys.back('button Next: “Goal of the day”');
      await bothHear('10 min left');
    });

    await test.step('who is right back pauses the clock for both, also through a reload', async () => {
      await keys.back('button Be right back');
      await expect(region(anna, 'Clock')).toContainText('Paused: you will be right back');
      await expect(region(bo, 'Clock')).toContainText('Paused: Anna will be right back');
      await minutesPass(8);
      await bo.page.reload();
      await expect(button(bo.page, 'Leave')).toBeVisible();
      await expect(region(bo, 'Clock')).toContainText('Paused: Anna will be right back (for 8 min)');
      await keys.back('button I am back');
      for (const who of pair) await expect(region(who, 'Clock')).not.toContainText('Paused');
      await bothHear('10 min left');
    });

    await test.step('items are ticked, opened again, parked, taken up, deleted and brought back', async () => {
      await keys.press(`input ${NO}`, 'Space');
      await expect(box(bo, 'Agenda', NO)).toBeChecked();
      await thumb.tick('Agenda', NO);
      await expect(box(anna, 'Agenda', NO)).not.toBeChecked();
      await thumb.tap(`More about “${TALK}”`);
      await thumb.tap(`Park “${TALK}”`);
      await expect(region(anna, 'Parked for later')).toContainText(TALK);
      await keys.press(`button Take up “${TALK}”`);
      await expect(box(bo, 'Agenda', TALK)).toBeVisible();
      await thumb.tap(`More about “${REVIEW}”`);
      await thumb.tap(`Delete “${REVIEW}”`);
      await expect(box(anna, 'Agenda', REVIEW)).toHaveCount(0);
      await thumb.tap('Undo');
      for (const who of pair) await expect(box(who, 'Agenda', REVIEW)).toBeVisible();
    });

    await test.step('Anna writes with Markdown, makes a decision and a promise of lines, and stamps the time', async () => {
      await thumb.tab('Notes');
      const [annas, bos] = [field(anna.page, 'Notes'), field(bo.page, 'Notes')];
      await keys.to('textbox Notes');
      await keys.type('## What we said', 'Enter');
      await keys.type('- begin with **yes** ', 'Enter', 'Enter');
      await keys.type('/dec', 'Enter');
      await keys.type('We meet on Mondays', 'Enter');
      await keys.type(OUTLINE, 'Control+Enter', 'End', 'Enter');
      await keys.type('', 'Control+;');
      await keys.type('the rehearsal begins');
      for (const text of [annas, bos]) {
        await expect(text.getByRole('heading', { name: 'What we said' })).toBeVisible();
        await expect(text.getByRole('listitem')).toHaveText('begin with yes');
        await expect(text.locator('strong')).toHaveText('yes');
        await expect(text).toContainText('We meet on Mondays');
        await expect(text).toContainText(/2\d:\d\d the rehearsal begins/);
      }
      await bos.tap();
      await bos.press('Control+End');
      await bos.press('Enter');
      await bos.pressSequentially('and Bo listens');
      await expect(annas).toContainText('and Bo listens');
      await keys.type('', 'Control+z');
      for (const text of [annas, bos]) {
        await expect(text).not.toContainText('the rehearsal begins');
        await expect(text).toContainText('and Bo listens');
      }
    });

    await test.step('each can see who wrote what', async () => {
      await anna.page.keyboard.press('Alt+F10');
      await anna.page.keyboard.press('End');
      while ((await focused(anna.page)) !== 'button Who wrote what') await anna.page.keyboard.press('ArrowLeft');
      await anna.page.keyboard.press('Enter');
      await thumb.tap('Who wrote what');
      for (const { page } of pair) {
        await expect(page.getByRole('list', { name: 'Who wrote what' })).toHaveText(/Anna.*Bo|Bo.*Anna/);
      }
    });

    await test.step('what Bo writes for himself is his, until he moves it', async () => {
      await thumb.tab('Only for me');
      await field(bo.page, 'Private notes').tap();
      await field(bo.page, 'Private notes').pressSequentially('I am nervous about this');
      await expect(saveState(bo)).toHaveText('Saved');
      await expect(anna.page.getByText('I am nervous')).toHaveCount(0);
      await thumb.tap('Move to the shared notes…');
      await thumb.tap('Move');
      await expect(field(anna.page, 'Notes')).toContainText('I am nervous about this');
      await expect(field(bo.page, 'Private notes')).not.toContainText('I am nervous');
    });

    await test.step('promises: who owes one ticks it, and both see it', async () => {
      await thumb.tab('Goals');
      await field(bo.page, 'Add a promise').tap();
      await region(bo, 'Promises').getByRole('combobox', { name: 'Until' }).selectOption({ label: 'in a week' });
      await thumb.add('Add a promise', 'Say no once');
      await expect(box(anna, 'Promises', 'Say no once')).toBeDisabled();
      for (const who of pair) {
        await expect(region(who, 'Promises')).toContainText(/by [A-Z][a-z]{2},? \d+ [A-Z][a-z]+/);
        await expect(box(who, 'Promises', OUTLINE)).not.toBeChecked();
      }
      await expect(box(bo, 'Promises', OUTLINE)).toBeDisabled();
      await thumb.tick('Promises', 'Say no once');
      await expect(box(anna, 'Promises', 'Say no once')).toBeChecked();
    });

    await test.step('a goal has steps and a history', async () => {
      await keys.add('Add a goal', GOAL);
      await thumb.tap(`More about “${GOAL}”`);
      await thumb.add(`Add a step to “${GOAL}”`, STEP);
      await thumb.add(`Write down what happened with “${GOAL}”`, 'Said one thing on Monday');
      await sees(anna, '0 of 1 step');
      await keys.back(`button More about “${GOAL}”`);
      for (const { page } of pair) {
        const history = page.getByRole('list', { name: `What happened with “${GOAL}”` });
        await expect(history).toContainText('Said one thing on Monday');
      }
    });
    await test.step('nothing is amiss in the call', () => expectSound(pair, 'in the call'));

    await test.step('they wrap up with a date for the next time', async () => {
      await minutesPass(20);
      await keys.back('button Wrap up');
      await thumb.tap('Wrap up');
      await keys.add('Add a takeaway', 'One number carries the whole talk');
      const next = bo.page.getByRole('group', { name: 'Next meeting' });
      await next.getByLabel('Day').fill(new Date(world.now() + 7 * DAY).toISOString().slice(0, 10));
      await next.getByLabel('Time').fill('15:00');
      await thumb.tap('Confirm');
      await sees(anna, /suggested by Bo/);
      for (const who of pair) {
        await expect(who.page.getByRole('list', { name: 'Decisions' })).toContainText('We meet on Mondays');
        await expect(who.page.getByRole('list', { name: 'Takeaways' })).toContainText('One number carries');
      }
      await keys.press('button Finish together');
      for (const { page } of pair) await expect(page.getByRole('article')).toContainText(OUTLINE);
      // Copenhagen is an hour before Lisbon.
      await expect(bo.page.getByRole('article')).toContainText('15:00');
      await expect(anna.page.getByRole('article')).toContainText('14:00');
    });
    await test.step('nothing is amiss in the recap', () => expectSound(pair, 'recap'));

    await test.step('a week later: what was open is carried, and what became of the goal stands in the agenda', async () => {
      await travel(world, pair, 7 * DAY);
      for (const { page, name } of pair) await page.goto(world.link(name as 'anna' | 'bo'));
      for (const who of pair) {
        await expect.poll(() => titles(who)).toContain(NO);
        expect(await titles(who)).not.toContain('What we promised');
        await expect(region(who, 'Agenda')).toContainText(/carried from \w+/);
        await expect(box(who, 'Open from last time', OUTLINE)).not.toBeChecked();
      }
      await thumb.tap(`More about “${GOAL}”`);
      await thumb.tick('Goals', STEP);
      for (const who of pair) {
        const progress = who.page.getByRole('list', { name: 'Progress since last time' });
        await expect(progress).toContainText(`step “${STEP}” done`);
      }
    });

    await test.step('the intranet lists the promise for both', async () => {
      for (const { page, name } of pair) {
        await page.goto(`${world.intranet}/as/${name}`);
        await expect(page.getByRole('region', { name: 'Promises' }).getByRole('link', { name: OUTLINE })).toBeVisible();
      }
    });
    expect([...anna.faults, ...bo.faults]).toEqual([]);
  });
});
