/** Small steps that several specs take in the widget. */
import type { Locator, Page } from '@playwright/test';
import { startWorld, type World } from './world.ts';

export const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true });
export const field = (page: Page, name: string): Locator => page.getByRole('textbox', { name, exact: true });

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
