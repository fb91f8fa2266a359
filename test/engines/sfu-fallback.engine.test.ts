/** A media server that is not there: it is said, the session goes on, and a call from browser to browser is a way around. */
import { afterAll, beforeAll, describe, it } from 'vitest';
import { expectMediaGrows } from '../e2e/support/people.ts';
import { add, button, field } from '../e2e/support/steps.ts';
import { orLeftOut } from './engine.ts';
import { livekit } from './livekit.ts';
import { expect, expectMedia, expectTiles, join, startSfuCircle, type Guest, type SfuCircle } from './sfu-circle.ts';

const UNREACHABLE = 'The media server cannot be reached.';
const SIZE = { viewport: { width: 1280, height: 800 } };
/** What Chromium itself writes where nobody listens. */
const NOBODY = /ERR_CONNECTION_REFUSED/;

describe.runIf(orLeftOut(livekit))('LiveKit is not there', () => {
  let circle: SfuCircle;
  let anna: Guest, bo: Guest, cy: Guest;
  beforeAll(async () => {
    circle = await startSfuCircle(['Anna', 'Bo', 'Cy'], SIZE);
    await circle.livekit.kill();
    [anna, bo, cy] = await circle.arriveAll('Anna', 'Bo', 'Cy');
    for (const who of [anna, bo, cy]) who.provoked.push(NOBODY);
  });
  afterAll(async () => {
    await circle.livekit.start();
    await circle.close();
  });

  it('it is said, and agenda and notes work', async () => {
    for (const { page } of [anna, bo]) {
      await button(page, 'Join').click();
      await expect(page.getByRole('alert').filter({ hasText: UNREACHABLE })).toBeVisible();
      await expect(page.getByText('Code: sfu-unreachable')).toBeVisible();
    }
    await add(anna.page, 'Add an agenda item', 'Without a call');
    await expect(bo.page.getByRole('checkbox', { name: 'Without a call' })).toBeVisible();
    await field(bo.page, 'Notes').pressSequentially('Words');
    await expect(field(anna.page, 'Notes')).toContainText('Words');
  });

  it('one calls directly, and the other, who was refused as well, is in it with them', async () => {
    await button(anna.page, 'Call directly').click();
    await expectTiles([anna, bo]);
    for (const who of [anna, bo]) await expectMediaGrows(who);
  });

  it('whoever waited in the lobby comes into the same call, and so does who loads the page again', async () => {
    await button(cy.page, 'Join').click();
    await expectTiles([anna, bo, cy]);
    await bo.page.reload();
    await expectTiles([anna, bo, cy]);
    for (const who of [anna, bo, cy]) await expectMediaGrows(who);
    await expect(cy.page.getByText(UNREACHABLE)).toHaveCount(0);
    for (const who of [anna, bo, cy]) expect(who.faults, who.name).toEqual([]);
  });
});

describe.runIf(orLeftOut(livekit))('LiveKit is there for the others alone', () => {
  let circle: SfuCircle;
  let anna: Guest, bo: Guest, cy: Guest;
  beforeAll(async () => {
    circle = await startSfuCircle(['Anna', 'Bo', 'Cy'], SIZE);
    [anna, bo, cy] = await circle.arriveAll('Anna', 'Bo', 'Cy');
    // A firewall, for one.
    anna.provoked.push(NOBODY);
    await anna.context.route(`${circle.livekit.url.replace('ws:', 'http:')}/**`, (route) =>
      route.abort('connectionrefused'),
    );
    await anna.context.routeWebSocket(new RegExp(`^${circle.livekit.url}/`), (socket) => socket.close());
    await Promise.all([bo, cy].map(join));
    await expectMedia(circle, [bo, cy]);
  });
  afterAll(() => circle.close());

  it('who cannot reach it calls directly, and they are moved into that call', async () => {
    await button(anna.page, 'Join').click();
    await expect(anna.page.getByRole('alert').filter({ hasText: UNREACHABLE })).toBeVisible();
    await expectTiles([bo, cy]);
    await button(anna.page, 'Call directly').click();
    await expectTiles([anna, bo, cy]);
    for (const who of [anna, bo, cy]) await expectMediaGrows(who);
    await expect.poll(() => circle.rooms()).toBe(0);
    for (const { page } of [bo, cy]) {
      for (const device of ['Microphone', 'Camera']) {
        await expect(button(page, device)).toHaveAttribute('aria-pressed', 'true');
      }
    }
    for (const who of [anna, bo, cy]) expect(who.faults, who.name).toEqual([]);
  });
});
