/** The built widget in the example intranet, on the real server: from browser to browser, and on LiveKit. */
import type { Locator, Page } from '@playwright/test';
import { startWorldOnLiveKit } from '../../../e2e/support/world-on-livekit.ts';
import { startWorld, type World } from '../../../e2e/support/world.ts';
import type { Rival } from '../../report/bench.ts';
import { OURS, OURS_ON_LIVEKIT } from '../row.ts';
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

/** In the call, with both devices on. */
export async function enter(page: Page, link: string): Promise<void> {
  await arrive(page, link);
  await button(page, 'Join').click();
  await button(page, 'Leave').waitFor();
}

const rival = (which: Rival, start: () => Promise<World>): JoinRival => ({
  ...which,
  async open() {
    const world = await start();
    return {
      async meet(person, other) {
        await enter(other, world.link('bo'));
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
});

export const ours = rival(OURS, startWorld);
export const oursOnLiveKit = rival(OURS_ON_LIVEKIT, startWorldOnLiveKit);
