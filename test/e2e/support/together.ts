/** A pair in one session: Anna with the keyboard alone, Bo with a thumb on a phone, and what both of them see. */
import { expect, type Browser, type Locator } from '@playwright/test';
import { audit, focused, misfits, tabTo } from './inspect.ts';
import { arriveAt, type Someone } from './people.ts';
import { button } from './steps.ts';
import { keepTime } from './time.ts';
import type { World } from './world.ts';

/** 360 px wide, with a finger in place of a mouse. */
const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true };

/** `wrong`: ms that the clock of Bo's phone is ahead. */
export async function arrivePair(browser: Browser, world: World, wrong: number): Promise<[Someone, Someone]> {
  const anna = await arriveAt(browser, world, 'anna', 'about:blank');
  const bo = await arriveAt(browser, world, 'bo', 'about:blank', undefined, PHONE);
  await keepTime(anna.context);
  await keepTime(bo.context, wrong);
  await anna.page.goto(world.link('anna'));
  await bo.page.goto(world.link('bo'));
  return [anna, bo];
}

export const region = ({ page }: Someone, name: string): Locator => page.getByRole('region', { name, exact: true });

/** Titles of the agenda, in order. */
export const titles = (who: Someone): Promise<string[]> =>
  region(who, 'Agenda')
    .getByRole('list')
    .first()
    .getByRole('checkbox')
    .evaluateAll((boxes) => boxes.map((box) => box.getAttribute('aria-label') ?? ''));

/** Both see these titles in this order. */
export async function expectTitles(pair: readonly Someone[], expected: readonly string[]): Promise<void> {
  for (const who of pair) await expect.poll(() => titles(who), { timeout: 30_000 }).toEqual(expected);
}

/** What the clock says, in one line. */
export const clockText = async (who: Someone): Promise<string> =>
  (await region(who, 'Clock').innerText()).replaceAll(/\s+/g, ' ');

/** Somebody who has no mouse: walks by Tab and presses keys. */
export class Keys {
  readonly #who: Someone;

  constructor(who: Someone) {
    this.#who = who;
  }

  /** Puts the focus on `stop` (as `focused` names it), from wherever it is. */
  async to(stop: string, way: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    const { page } = this.#who;
    const now = await focused(page);
    if (now === stop) return;
    if (now.startsWith('textbox')) await page.keyboard.press('Escape'); // in a list, Tab indents
    await tabTo(page, stop, way);
  }

  async press(stop: string, key = 'Enter'): Promise<void> {
    await this.to(stop);
    await this.#who.page.keyboard.press(key);
  }

  /** Presses what stands before the place of the focus. */
  async back(stop: string): Promise<void> {
    await this.to(stop, 'Shift+Tab');
    await this.#who.page.keyboard.press('Enter');
  }

  /** Adds a line by the field with this name. */
  async add(name: string, text: string): Promise<void> {
    await this.to(`input ${name}`);
    await this.type(text, 'Enter');
  }

  /** Where the focus is: words, and these keys after them. */
  async type(text: string, ...keys: string[]): Promise<void> {
    const { keyboard } = this.#who.page;
    await keyboard.type(text);
    for (const key of keys) await keyboard.press(key);
  }
}

/** Somebody who has a thumb. */
export class Thumb {
  readonly #who: Someone;

  constructor(who: Someone) {
    this.#who = who;
  }

  tap(name: string): Promise<void> {
    return button(this.#who.page, name).tap();
  }

  tab(name: string): Promise<void> {
    return this.#who.page.getByRole('tab', { name, exact: true }).tap();
  }

  tick(panel: string, name: string): Promise<void> {
    return region(this.#who, panel).getByRole('checkbox', { name, exact: true }).tap();
  }

  async add(name: string, text: string): Promise<void> {
    const field = this.#who.page.getByRole('textbox', { name, exact: true });
    await field.tap();
    await field.pressSequentially(text);
    await field.press('Enter');
  }

  /** Takes an item of the agenda by its handle and puts it down before another one. */
  async drag(title: string, before: string): Promise<void> {
    const { page, context } = this.#who;
    const row = (name: string): Locator =>
      region(this.#who, 'Agenda')
        .getByRole('listitem')
        .filter({ has: page.getByRole('checkbox', { name, exact: true }) });
    await row(before).scrollIntoViewIfNeeded();
    const [grip, place] = [await row(title).locator('.grip').boundingBox(), await row(before).boundingBox()];
    if (!grip || !place) throw new Error(`“${title}” or “${before}” is not in sight`);
    const from = { x: grip.x + grip.width / 2, y: grip.y + grip.height / 2 };
    const devtools = await context.newCDPSession(page);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...points: { x: number; y: number }[]) =>
      devtools.send('Input.dispatchTouchEvent', { type, touchPoints: points });
    await touch('touchStart', from);
    for (let step = 1; step <= 8; step += 1) {
      await touch('touchMove', { x: from.x, y: from.y + ((place.y + 2 - from.y) * step) / 8 });
    }
    await touch('touchEnd');
    await devtools.detach();
  }
}

/** What axe minds in any of the pages, and what stands out or is cut off on the phone. */
export async function expectSound([anna, bo]: readonly [Someone, Someone], moment: string): Promise<void> {
  const told = async (who: Someone): Promise<string[]> =>
    (await audit(who.page)).map((line) => `${who.name}, ${moment}: ${line}`);
  const narrow = (await misfits(bo.page)).map((line) => `bo, ${moment}: ${line}`);
  expect([...(await told(anna)), ...(await told(bo)), ...narrow]).toEqual([]);
}
