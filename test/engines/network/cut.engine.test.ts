/** A call whose network goes away and comes back, and one whose server does. */
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { arrivals } from './arrivals.ts';
import { labOrLeftOut } from './lab.ts';
import { join, openPair, untilMedia, untilState, type Pair, type Someone } from './pair.ts';
import type { Cut } from './place.ts';

/** People of their own for each kind of trouble: Chromium remembers for minutes how often their sockets have failed. */
function describeCall(trouble: string, tests: (call: () => { pair: Pair; both: readonly Someone[] }) => void): void {
  describe.runIf(labOrLeftOut())(`a call, ${trouble}`, { timeout: 120_000 }, () => {
    let pair: Pair;
    let both: readonly Someone[];
    beforeAll(async () => {
      pair = await openPair();
      both = [pair.anna, pair.bo];
      for (const who of both) await join(who);
      for (const who of both) await untilMedia(who, Date.now());
    });
    afterAll(() => pair.close());

    tests(() => ({ pair, both }));

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
}

const cuts: readonly Cut[] = ['black-hole', 'unplugged'];
for (const how of cuts) {
  describeCall(`cut (${how})`, (call) => {
    it.each([5, 25])('is told lost, and comes back by itself, after %i s', async (seconds) => {
      const { pair, both } = call();
      const { place } = pair.bo;
      place.cut(how);
      await Promise.all([...both.map((who) => untilState(who, 'reconnecting')), wait(seconds * 1000)]);
      place.mend();
      const mended = Date.now();
      await Promise.all(both.map((who) => untilMedia(who, mended)));
      await Promise.all(both.map((who) => untilState(who, 'joined')));
    });
  });
}

describeCall('in another network', (call) => {
  it('comes back after a change of the network', async () => {
    const { pair, both } = call();
    pair.bo.place.move();
    const moved = Date.now();
    await untilState(pair.bo, 'reconnecting');
    await Promise.all(both.map((who) => untilMedia(who, moved + 1000)));
    await Promise.all(both.map((who) => untilState(who, 'joined')));
  });

  it('does not notice that the server is killed, nor that it is back', async () => {
    const { pair, both } = call();
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
});
