/** Typing in the middle of long notes: what is the same for every rival and both rows. */
import type { Locator, Page } from '@playwright/test';
import { HERE, TYPED } from './documents.ts';

const PRESSES = 100;

/** The keys of one run. */
export const KEYS: readonly string[] = Array.from({ length: PRESSES }, (_, index) => TYPED[index % TYPED.length]!);

export const notesField = (page: Page): Locator => page.getByRole('textbox', { name: 'Notes', exact: true });

/** Brings the place where somebody goes on into view. */
export async function lookThere(page: Page): Promise<Locator> {
  const paragraph = notesField(page).locator('p', { hasText: HERE });
  await paragraph.scrollIntoViewIfNeeded();
  return paragraph;
}

/** Puts the caret at the end of that paragraph. */
export async function goThere(page: Page): Promise<void> {
  const paragraph = await lookThere(page);
  const box = (await paragraph.boundingBox())!;
  await paragraph.click({ position: { x: box.width / 2, y: box.height - 4 } });
  await page.keyboard.press('End');
}
