/** Six people on one LiveKit: each sees and hears each, in whatever order they come and go. */
import { afterAll, beforeAll, describe, it } from 'vitest';
import { button } from '../e2e/support/steps.ts';
import { orLeftOut } from './engine.ts';
import { livekit } from './livekit.ts';
import {
  expect,
  expectMedia,
  expectSilent,
  expectTiles,
  join,
  startSfuCircle,
  type Guest,
  type SfuCircle,
} from './sfu-circle.ts';

describe.runIf(orLeftOut(livekit))('six on LiveKit', { timeout: 120_000 }, () => {
  const names = ['Anna', 'Bo', 'Cy', 'Di', 'Ed', 'Fay'] as const;
  let circle: SfuCircle;
  let anna: Guest, bo: Guest, cy: Guest, di: Guest, ed: Guest, fay: Guest;
  beforeAll(async () => {
    circle = await startSfuCircle(names);
    [anna, bo, cy, di, ed, fay] = await circle.arriveAll(...names);
  });
  afterAll(() => circle.close());

  it('come in any order, some at once, and see and hear each other in tiles of one size', async () => {
    await join(ed);
    await Promise.all([join(bo), join(fay)]);
    await join(anna);
    await Promise.all([join(di), join(cy)]);
    const all = [anna, bo, cy, di, ed, fay];
    await expectTiles(all);
    await expectMedia(circle, all);
    for (const { page } of all) await expect(page.getByRole('alert')).toHaveCount(0);
  });

  it('send what is on, and nothing else', async () => {
    await button(cy.page, 'Camera').click();
    await button(di.page, 'Microphone').click();
    await expectMedia(circle, [anna, bo, cy, di, ed, fay], { Cy: ['microphone'] });
    for (const who of [anna, bo, cy, ed, fay]) await expectSilent(who, 1);
    await expect(anna.page.getByRole('img', { name: /^Cy, no picture/ })).toBeVisible();
    await expect(anna.page.getByRole('img', { name: /^Di, microphone off/ })).toBeVisible();
    await expectTiles([anna, bo, cy, di, ed, fay]);
    await button(cy.page, 'Camera').click();
    await button(di.page, 'Microphone').click();
  });

  it('leave and come back in any order', async () => {
    await button(anna.page, 'Leave').click();
    await ed.context.close();
    await expectTiles([bo, cy, di, fay]);
    await Promise.all([cy.page.reload(), join(anna)]);
    ed = await circle.arrive('Ed');
    await join(ed);
    const all = [anna, bo, cy, di, ed, fay];
    await expectTiles(all);
    await expectMedia(circle, all);
    for (const who of all) expect(who.faults, who.name).toEqual([]);
  });
});
