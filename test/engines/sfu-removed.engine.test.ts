/** A member is removed during a call on LiveKit: they are out, here and there, and the tokens that they have lead nowhere. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type * as LiveKitClient from 'livekit-client';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { orLeftOut } from './engine.ts';
import { livekit } from './livekit.ts';
import { startNearWorld } from './near-world.ts';
import { expect, expectMedia, expectTiles, join, startSfuCircle, type Guest, type SfuCircle } from './sfu-circle.ts';

describe.runIf(orLeftOut(livekit))('a member who is removed during a call on LiveKit', () => {
  let circle: SfuCircle;
  let anna: Guest, bo: Guest, cy: Guest;
  beforeAll(async () => {
    circle = await startSfuCircle(['Anna', 'Bo', 'Cy'], { start: startNearWorld });
    [anna, bo, cy] = await circle.arriveAll('Anna', 'Bo', 'Cy');
    await Promise.all([anna, bo, cy].map(join));
    await expectMedia(circle, [anna, bo, cy]);
  });
  afterAll(() => circle.close());

  it('is sent out with a word, and the others go on', async () => {
    cy.provoked.push(/^Failed to load resource: .*fireside-token/);
    await circle.expel('Cy');
    await expect(cy.page.getByText('You have no access to this session.').first()).toBeVisible();
    await expect(cy.page.locator('.tiles fireside-tile')).toHaveCount(0);
    await expectTiles([anna, bo]);
    await expectMedia(circle, [anna, bo]);
    for (const who of [anna, bo, cy]) expect(who.faults, who.name).toEqual([]);
  });

  it('does not stay by the token that they had, and nobody is shown it', async () => {
    const { url, token } = cy.access();
    const page = await cy.context.newPage();
    await page.goto(url.replace('ws:', 'http:'));
    const script = createRequire(import.meta.url).resolve('livekit-client');
    await page.addScriptTag({ content: await readFile(script, 'utf8') });
    expect(['PARTICIPANT_REMOVED', 'not let in']).toContain(await page.evaluate(enter, { url, token }));
    await expectTiles([anna, bo]);
    await expectMedia(circle, [anna, bo]);
  });
});

/** In the page: how this token's way into the room has ended; who is removed may not even have come in. */
async function enter({ url, token }: { url: string; token: string }): Promise<string> {
  const { DisconnectReason, Room, RoomEvent } = (globalThis as unknown as { LivekitClient: typeof LiveKitClient })
    .LivekitClient;
  const room = new Room();
  const ended = new Promise<string>((resolve) =>
    room.on(RoomEvent.Disconnected, (reason) => resolve(DisconnectReason[reason ?? 0] ?? 'unknown')),
  );
  const refused = room.connect(url, token, { maxRetries: 0, peerConnectionTimeout: 5000 }).then(
    () => ended,
    () => 'not let in',
  );
  return Promise.race([ended, refused]);
}
