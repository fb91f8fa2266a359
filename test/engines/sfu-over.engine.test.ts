/** A call on LiveKit ends half an hour after the wrap-up, here and at LiveKit, and not before. */
import { afterAll, beforeAll, describe, it } from 'vitest';
import { hostToken } from '../e2e/support/wire.ts';
import { orLeftOut } from './engine.ts';
import { livekit } from './livekit.ts';
import { startNearWorld, type NearWorld } from './near-world.ts';
import { expect, expectMedia, join, startSfuCircle, type Guest, type SfuCircle } from './sfu-circle.ts';

const MINUTE = 60_000;

describe.runIf(orLeftOut(livekit))('a call on LiveKit after the wrap-up', () => {
  let world: NearWorld;
  let circle: SfuCircle;
  let both: Guest[];
  beforeAll(async () => {
    circle = await startSfuCircle(['Anna', 'Bo'], {
      start: async (options) => (world = await startNearWorld(options)),
    });
    both = await Promise.all(['Anna', 'Bo'].map((name) => circle.arrive(name)));
    await Promise.all(both.map(join));
    await expectMedia(circle, both);
  });
  afterAll(() => circle.close());

  it('goes on', async () => {
    // As if it had been half an hour ago: LiveKit's clock is not ours to set, and takes tokens of the last minute only.
    world.ahead = -29.5 * MINUTE;
    await wrapUp();
    world.ahead = 0;
    await world.sweep();
    for (const { page } of both) await expect(page.getByText('Wrapped up').first()).toBeVisible();
    await expectMedia(circle, both);
    expect(await circle.rooms()).toBe(1);
  });

  it('ends after half an hour, and with it the room at LiveKit', async () => {
    world.ahead = 0.5 * MINUTE;
    await world.sweep();
    for (const { page } of both) {
      await expect(page.getByText('The call is over.').first()).toBeVisible();
      await expect(page.locator('.tiles fireside-tile')).toHaveCount(0);
    }
    await expect.poll(() => circle.rooms()).toBe(0);
    for (const who of both) expect(who.faults, who.name).toEqual([]);
  });

  async function wrapUp(): Promise<void> {
    const token = await hostToken(world, 'anna', { mentorship: 'circle', role: 'mentor' });
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const joined = await fetch(`${world.server}/v1/join`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ mentorship: 'circle' }),
    });
    const { session, documents } = (await joined.json()) as { session: { id: string }; documents: { token: string } };
    const done = await fetch(`${world.server}/v1/sessions/${session.id}/wrap-up`, {
      method: 'POST',
      headers: { authorization: `Bearer ${documents.token}` },
    });
    expect(done.status).toBe(200);
  }
});
