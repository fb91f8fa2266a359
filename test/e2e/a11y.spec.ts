/**
 * Each moment of the real product at three widths, light and dark: axe, names, what stands out or is cut off, and the way
 * of the focus. `SHOOT=<folder>` writes a picture of each; `READ=1` prints the accessibility tree.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { audit, misfits, walkByTab } from './support/inspect.ts';
import { arrive } from './support/people.ts';
import { add, button, field, withWorld } from './support/steps.ts';
import { linesOf, treeOf, type Node } from './support/tree.ts';

const WIDTHS = [360, 768, 1440] as const;
const SCHEMES = ['light', 'dark'] as const;
const { SHOOT } = process.env;

interface Moment {
  readonly name: string;
  /** `role name` of section 9 that this moment has. */
  readonly has: readonly string[];
  /** What it must not have: panels that are hidden. */
  readonly lacks: readonly string[];
  /** What stands behind a tab where the box is narrow. */
  readonly tabs?: Readonly<Record<string, readonly string[]>>;
}

const CALL = ['region Call', 'button Leave', 'button Microphone', 'button Camera', 'button Share screen'];
const PANELS = {
  Agenda: ['region Agenda', 'textbox Add an agenda item'],
  Notes: ['region Notes', 'textbox Notes'],
  Goals: ['region Goals', 'textbox Add a goal'],
};
const ALL_PANELS = Object.values(PANELS).flat();

const LOBBY: Moment = {
  name: 'lobby',
  has: [
    'region Call',
    'button Join',
    'button Microphone',
    'button Camera',
    'button Saved notes',
    'button Wrap up',
    ...PANELS.Agenda,
    ...PANELS.Goals,
  ],
  lacks: [...PANELS.Notes, 'button Leave', 'region Saved notes'],
};
const LIVE: Moment = {
  name: 'call',
  has: [...CALL, 'button Wrap up', 'button Saved notes'],
  lacks: ['button Join', 'region Saved notes'],
  tabs: PANELS,
};
const CLOSING: Moment = {
  name: 'wrap-up',
  has: [...CALL, 'heading What stays of today?', 'textbox Add a takeaway'],
  lacks: [...ALL_PANELS, 'region Saved notes'],
};
const RECAP: Moment = {
  name: 'recap',
  has: [...CALL, 'button Saved notes'],
  lacks: [...ALL_PANELS, 'region Saved notes', 'button Wrap up'],
};
const SAVED: Moment = { name: 'saved-notes', has: ['region Saved notes'], lacks: [...ALL_PANELS, 'button Wrap up'] };

const count = (tree: readonly Node[], what: string): number =>
  tree.filter(({ role, name }) => `${role} ${name}` === what).length;

/** Names that are not there exactly once, and controls without a name. */
function misnamed(tree: readonly Node[], { has, lacks }: Pick<Moment, 'has' | 'lacks'>): string[] {
  return [
    ...has.filter((what) => count(tree, what) !== 1).map((what) => `${what}: ${count(tree, what)} times`),
    ...lacks.filter((what) => count(tree, what) !== 0).map((what) => `${what}: should not be there`),
    ...tree
      .filter(({ properties, name, role }) => properties.focusable === true && name === '' && !QUIET.has(role))
      .map(({ role }) => `a ${role} without a name`),
    ...tree
      .filter(
        ({ role, name }, at) =>
          ['region', 'group', 'dialog', 'tablist', 'tabpanel', 'toolbar', 'meter', 'image', 'img'].includes(role) &&
          name === '' &&
          tree[at + 1]?.role !== SUMMARY,
      )
      .map(({ role }) => `a ${role} without a name`),
  ];
}
/** What stands first in a group that folds, and says what is in it. */
const SUMMARY = 'DisclosureTriangle';
/** What takes the focus by script only. */
const QUIET = new Set(['heading', 'main', 'article']);

function toggles(tree: readonly Node[]): string {
  return ['Microphone', 'Camera', 'Share screen']
    .map((name) => tree.find((node) => node.role === 'button' && node.name === name))
    .flatMap((node) => (node ? [`${node.name} ${String(node.properties.pressed)}`] : []))
    .join(', ');
}

async function look(page: Page, moment: Moment): Promise<void> {
  if (process.env.READ) console.log(`\n##### ${moment.name}\n${linesOf(await treeOf(page))}`);
  const faults: string[] = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: width === 360 ? 740 : 900 });
    const where = `${moment.name} at ${width}`;
    const note = (lines: readonly string[]): number => faults.push(...lines.map((line) => `${where}: ${line}`));
    const narrow = width === 360 && moment.tabs !== undefined;
    await expect(page.getByRole('tab', { name: 'Agenda', exact: true })).toHaveCount(narrow ? 1 : 0);
    if (narrow) {
      for (const [tab, has] of Object.entries(moment.tabs ?? {})) {
        await page.getByRole('tab', { name: tab, exact: true }).click();
        await expect(page.getByRole('region', { name: tab, exact: true })).toBeVisible();
        if (tab === 'Notes') await expect(field(page, 'Notes')).toBeVisible();
        const lacks = Object.values(moment.tabs ?? {})
          .flat()
          .filter((what) => !has.includes(what));
        note(misnamed(await treeOf(page), { has: [...moment.has, ...has], lacks: [...moment.lacks, ...lacks] }));
        note(await misfits(page));
      }
      await page.getByRole('tab', { name: 'Agenda', exact: true }).click();
    } else {
      const panels = Object.values(moment.tabs ?? {}).flat();
      const tree = await treeOf(page);
      note(misnamed(tree, { ...moment, has: [...moment.has, ...panels] }));
      const pressed = toggles(tree);
      if (pressed !== '' && !/^Microphone true, Camera true(, Share screen false)?$/.test(pressed)) note([pressed]);
    }
    for (const colorScheme of SCHEMES) {
      // Reduced motion: no colour is on its way while it is measured.
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      note(
        (await audit(page, colorScheme === 'dark' ? ['color-contrast'] : undefined)).map(
          (line) => `${colorScheme}: ${line}`,
        ),
      );
      if (SHOOT) {
        await page
          .locator('fireside-session')
          .screenshot({ path: join(SHOOT, `${moment.name}-${width}-${colorScheme}.png`), animations: 'disabled' });
      }
    }
    note(await misfits(page));
    const { unseen, stops } = await walkByTab(page);
    note(unseen);
    if (process.env.READ) console.log(`\n--- ${where}\n${stops.join('\n')}`);
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'no-preference' });
  await page.setViewportSize({ width: 1440, height: 900 });
  expect.soft(faults).toEqual([]);
}

test('every moment at every width, light and dark', async ({ browser }) => {
  test.setTimeout(180_000);
  if (SHOOT) await mkdir(SHOOT, { recursive: true });
  await withWorld(async (world) => {
    const bo = await arrive(browser, world, 'bo');
    await button(bo.page, 'Join').click();
    await expect(button(bo.page, 'Leave')).toBeVisible();
    await add(bo.page, 'Add an agenda item', 'The talk at the spring conference: which story it tells, and to whom');
    await add(
      bo.page,
      'Add an agenda item',
      'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft',
    );
    await add(bo.page, 'Add an agenda item', 'Saying no');
    await add(bo.page, 'Add a goal', 'Give a talk outside the team');
    await bo.page.getByRole('button', { name: 'More about “Saying no”' }).click();
    await bo.page.getByRole('button', { name: 'Park “Saying no”' }).click();

    const { page } = await arrive(browser, world, 'anna');
    await test.step('lobby', async () => {
      await expect(page.getByText('Bo is here')).toBeVisible();
      await expect(page.getByRole('checkbox')).toHaveCount(3);
      await look(page, LOBBY);
    });
    await test.step('call', async () => {
      await button(page, 'Join').click();
      await expect(field(page, 'Notes')).toBeVisible();
      await field(page, 'Notes').fill('What the story is about.');
      await expect(page.getByRole('img', { name: /^Bo(, speaking)?$/ })).toBeVisible();
      await look(page, LIVE);
    });
    await test.step('wrap-up', async () => {
      await button(page, 'Wrap up').click();
      await add(page, 'Add a takeaway', 'One number carries the whole talk');
      await add(page, 'Add a promise', 'Send the outline');
      await look(page, CLOSING);
    });
    await test.step('recap', async () => {
      await button(page, 'Finish together').click();
      await expect(page.getByRole('article')).toBeVisible();
      await look(page, RECAP);
    });
    await test.step('saved notes', async () => {
      await button(page, 'Saved notes').click();
      await expect(page.getByRole('article')).toBeVisible();
      await look(page, SAVED);
    });
  });
});
