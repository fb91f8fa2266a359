/** The built widget in the example intranet, on the real server. */
import type { Locator, Page } from '@playwright/test';
import { startWorld } from '../../../e2e/support/world.ts';
import type { JoinRival } from './rival.ts';

const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true });

/** In the lobby, with both devices open. */
async function arrive(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await button(page, 'Join').waitFor();
  for (const device of ['Microphone', 'Camera']) {
    await page.getByRole('button', { name: device, exact: true, pressed: true }).waitFor();
  }
}

export const ours: JoinRival = {
  name: 'ours',
  about: 'Fireside: the built widget in the example intranet, on its server',
  async open() {
    const world = await startWorld();
    return {
      async meet(person, other) {
        await arrive(other, world.link('bo'));
        await button(other, 'Join').click();
        await button(other, 'Leave').waitFor();
        await arrive(person, world.link('anna'));
        await Promise.all([person, other].map((page) => page.waitForLoadState('networkidle')));
      },
      press: (person) =>
        button(person, 'Join').evaluate((join: HTMLElement) => {
          const pressed = performance.timeOrigin + performance.now();
          join.click();
          return pressed;
        }),
      close: () => world.close(),
    };
  },
};
