/** One person in two tabs, and in two browsers, on LiveKit: one part in the call, here and there. */
import { afterAll, beforeAll, describe, it } from 'vitest';
import { button, tileOf } from '../e2e/support/steps.ts';
import { orLeftOut } from './engine.ts';
import { livekit } from './livekit.ts';
import { expect, expectMedia, join, startSfuCircle, type Guest, type SfuCircle } from './sfu-circle.ts';

describe.runIf(orLeftOut(livekit))('one person twice, on LiveKit', () => {
  let circle: SfuCircle;
  let anna: Guest, second: Guest, elsewhere: Guest, bo: Guest, cy: Guest;
  beforeAll(async () => {
    circle = await startSfuCircle(['Anna', 'Bo', 'Cy']);
    [anna, bo, cy] = await circle.arriveAll('Anna', 'Bo', 'Cy');
    await Promise.all([anna, bo, cy].map(join));
    await expectMedia(circle, [anna, bo, cy]);
    await Promise.all([bo, cy].map(({ page }) => page.evaluate(countAnnas)));
  });
  afterAll(() => circle.close());

  /** Who of these is in the call for Anna; the others say where it goes on, and LiveKit has them no more. */
  async function expectOnly(here: Guest, ...others: readonly Guest[]): Promise<void> {
    await expectMedia(circle, [here, bo, cy]);
    await expect
      .poll(async () =>
        (await circle.atLiveKit()).filter(({ name }) => name === 'Anna').map(({ identity }) => here.isTheirs(identity)),
      )
      .toEqual([true]);
    for (const { page } of others) {
      await expect(page.getByText('Code: taken-over')).toBeVisible();
      expect(await page.evaluate(openConnections)).toBe(0);
    }
    for (const who of [bo, cy]) await expect(tileOf(who, 'Anna')).toHaveCount(1);
  }

  it('a second tab is told where the call goes on, and nothing of the first one changes', async () => {
    second = await circle.anotherTab(anna);
    await button(second.page, 'Join').click();
    await expect(second.page.getByText('You are in this call from another tab or device')).toBeVisible();
    await expect(second.page.getByText('Code: already-in-call')).toBeVisible();
    await expectMedia(circle, [anna, bo, cy]);
    expect(await second.page.evaluate(openConnections)).toBe(0);
  });

  it('it takes the call over, and the first one’s part ends at LiveKit', async () => {
    await button(second.page, 'Use this tab instead').click();
    await expectOnly(second, anna);
  });

  it('so does another browser, and then the first tab again', async () => {
    elsewhere = await circle.arrive('Anna');
    await button(elsewhere.page, 'Join').click();
    await button(elsewhere.page, 'Use this tab instead').click();
    await expectOnly(elsewhere, second);
    await button(anna.page, 'Use this tab instead').click();
    // Who was sent away is not heard again before they say so.
    for (const device of ['Microphone', 'Camera']) {
      await expect(button(anna.page, device)).toHaveAttribute('aria-pressed', 'false');
      await button(anna.page, device).click();
    }
    await expectOnly(anna, elsewhere);
  });

  it('others have never seen two of one person', async () => {
    for (const { page } of [bo, cy]) expect(await page.evaluate(() => globalThis.mostAnnas)).toBe(1);
    for (const who of [anna, bo, cy, elsewhere]) expect(who.faults, who.name).toEqual([]);
  });
});

declare global {
  /** How many tiles of Anna there were at most. */
  var mostAnnas: number | undefined;
}

/** In the page: with every frame from now on. */
function countAnnas(): void {
  const tiles = (root: ParentNode): Element[] =>
    [...root.querySelectorAll('*')].flatMap((one) =>
      one.localName === 'fireside-tile' ? [one] : one.shadowRoot ? tiles(one.shadowRoot) : [],
    );
  const look = (): void => {
    const names = tiles(document).map((tile) => tile.shadowRoot?.querySelector('[role=img]')?.ariaLabel ?? '');
    const annas = names.filter((name) => name.startsWith('Anna')).length;
    globalThis.mostAnnas = Math.max(globalThis.mostAnnas ?? 0, annas);
    requestAnimationFrame(look);
  };
  look();
}

/** In the page. */
function openConnections(): number {
  return globalThis.firesideTest!.connections.filter(({ signalingState }) => signalingState !== 'closed').length;
}
