/** A call whose network goes away and comes back, and one whose server does. */
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { arrivals } from './arrivals.ts';
import { labOrLeftOut } from './lab.ts';
import { join, openPair, untilMedia, untilState, type Pair, type Someone } from './pair.ts';
import type { Cut } from './place.ts';

describe.runIf(labOrLeftOut())('a call', { timeout: 120_000 }, () => {
  let pair: Pair;
  let both: readonly Someone[];
  beforeAll(async () => {
    pair = await openPair();
    both = [pair.anna, pair.bo];
    for (const who of both) await join(who);
    for (const who of both) await untilMedia(who, Date.now());
  });
  afterAll(() => pair.close());

  const cuts: readonly [Cut, number][] = [
    ['black-hole', 5],
    ['unplugged', 5],
    ['black-hole', 25],
    ['unplugged', 25],
  ];
  it.each(cuts)('is told lost, and comes back by itself, after a cut (%s) of %i s', async (how, seconds) => {
    const { place } = pair.bo;
    place.cut(how);
    await Promise.all([...both.map((who) => untilState(who, 'reconnecting')), wait(seconds * 1000)]);
    place.mend();
    const mended = Date.now();
    await Promise.all(both.map((who) => untilMedia(who, mended)));
    await Promise.all(both.map((who) => untilState(who, 'joined')));
  });

  it('comes back after a change of the network', async () => {
    pair.bo.place.move();
    const moved = Date.now();
    await untilState(pair.bo, 'reconnecting');
    await Promise.all(both.map((who) => untilMedia(who, moved + 1000)));
    await Promise.all(both.map((who) => untilState(who, 'joined')));
  });

  it('does not notice that the server is killed, nor that it is back', async () => {
    const killed = Date.now();
    await pair.world.killServer();
    const hint = /server is out of reach/;
    await Promise.all(both.map(({ page }) => page.getByText(hint).first().waitFor()));
    await Promise.all(both.map((who) => untilMedia(who, Date.now())));
    await pair.world.startServer();
    await Promise.all(both.map(({ page }) => page.getByText(hint).first().waitFor({ state: 'hidden' })));
    await Promise.all(both.map((who) => untilMedia(who, Date.now())));
    for (const { page } of both) {
      const { told } = await arrivals(page);
      expect(told.filter(({ at, state }) => at > killed && state !== 'joined')).toEqual([]);
    }
  });

  it('nobody was unmuted by any of this, and everybody can leave', async () => {
    for (const { page } of both) {
      await page.getByRole('button', { name: 'Microphone', exact: true, pressed: true }).waitFor();
      await page.getByRole('button', { name: 'Leave', exact: true }).click();
      await page.getByRole('button', { name: 'Leave', exact: true }).waitFor({ state: 'hidden' });
      const open = await page.evaluate(
        () => globalThis.arrivals!.connections.filter(({ signalingState }) => signalingState !== 'closed').length,
      );
      expect(open).toBe(0);
    }
  });
});
