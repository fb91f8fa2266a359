/** A call whose LiveKit is killed and comes back, and one whose Fireside server does. */
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { add, button, field } from '../e2e/support/steps.ts';
import { orLeftOut } from './engine.ts';
import { livekit } from './livekit.ts';
import { expect, expectMedia, join, startSfuCircle, type Guest, type SfuCircle } from './sfu-circle.ts';

describe.runIf(orLeftOut(livekit))('a call on LiveKit', { timeout: 90_000 }, () => {
  let circle: SfuCircle;
  let anna: Guest, bo: Guest, both: Guest[];
  beforeAll(async () => {
    circle = await startSfuCircle(['Anna', 'Bo'], { viewport: { width: 1280, height: 800 } });
    both = [anna, bo] = await circle.arriveAll('Anna', 'Bo');
    for (const who of both) {
      // What Chromium itself writes while LiveKit is away.
      who.provoked.push(/ERR_CONNECTION_/);
      await join(who);
    }
    await button(anna.page, 'Camera').click();
    await button(bo.page, 'Microphone').click();
    await expectMedia(circle, both, DEVICES);
  });
  afterAll(() => circle.close());

  const DEVICES = { Anna: ['microphone'] } as const;
  it('says that LiveKit is away, keeps the text, and is back by itself as it was', async () => {
    await circle.livekit.kill();
    const words = 'Sound and picture are interrupted';
    for (const { page } of both) await expect(page.locator('.words')).toContainText(words);
    await add(anna.page, 'Add an agenda item', 'While it was away');
    await expect(bo.page.getByRole('checkbox', { name: 'While it was away' })).toBeVisible();
    await field(bo.page, 'Notes').pressSequentially('Words');
    await expect(field(anna.page, 'Notes')).toContainText('Words');
    await wait(3000); // it is away for so long
    await circle.livekit.start();
    for (const { page } of both) await expect(page.locator('.words')).not.toContainText(words);
    await expectMedia(circle, both, DEVICES);
    await expect(button(anna.page, 'Camera')).toHaveAttribute('aria-pressed', 'false');
    await expect(button(bo.page, 'Microphone')).toHaveAttribute('aria-pressed', 'false');
  });

  it('goes on without a notice of the call while the Fireside server is away', async () => {
    await circle.world.killServer();
    const hint = 'The server is out of reach';
    for (const { page } of both) await expect(page.locator('.words')).toContainText(hint);
    await expectMedia(circle, both, DEVICES);
    await circle.world.startServer();
    for (const { page } of both) await expect(page.locator('.words')).not.toContainText(hint);
    await expectMedia(circle, both, DEVICES);
    for (const who of both) expect(who.faults, who.name).toEqual([]);
  });
});
