/** Small steps that several specs take in the widget. */
import { expect, type Locator, type Page } from '@playwright/test';
import type { Someone } from './people.ts';
import { startWorld, type World } from './world.ts';

export const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true });
export const field = (page: Page, name: string): Locator => page.getByRole('textbox', { name, exact: true });

/** Somebody's picture, in whatever state. */
export const tileOf = ({ page }: Someone, name: string): Locator =>
  page.getByRole('img', { name: new RegExp(`^${name}\\b`) });

/** Presses *Join*, and is in the session. */
export async function join({ page }: Someone): Promise<void> {
  await button(page, 'Join').click();
  await expect(button(page, 'Leave')).toBeVisible();
}

/** The browser's own view of each connection that was ever made. */
export const connectionsOf = ({ page }: Someone): Promise<string[]> =>
  page.evaluate(() => globalThis.firesideTest?.connections.map((one) => one.connectionState) ?? []);

/** Adds one line by the field with this name. */
export async function add(page: Page, name: string, text: string): Promise<void> {
  await field(page, name).fill(text);
  await field(page, name).press('Enter');
}

export async function withWorld(run: (world: World) => Promise<void>): Promise<void> {
  const world = await startWorld();
  try {
    await run(world);
  } finally {
    await world.close();
  }
}
