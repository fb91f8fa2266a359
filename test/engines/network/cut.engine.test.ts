/** A call whose network goes away and comes back, and one whose server does. */
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { orLeftOut } from '../engine.ts';
import { livekit } from '../livekit.ts';
import { arrivals } from './arrivals.ts';
import { labOrLeftOut } from './lab.ts';
import { join, openPair, untilMedia, untilState, type Pair, type PairOptions, type Someone } from './pair.ts';
import type { Cut } from './place.ts';

interface Kind {
  readonly name: string;
  readonly options: PairOptions;
  /** How long the network is away, in seconds. */
  readonly cuts: readonly number[];
  readonly how: readonly Cut[];
}

const kinds: readonly Kind[] = [
  { name: 'a peer call', options: {}, cuts: [5, 25], how: ['black-hole', 'unplugged'] },
  ...(orLeftOut(livekit)
    ? [{ name: 'an SFU call', options: { livekit: true }, cuts: [4, 30], how: ['black-hole'] } as const]
    : []),
];

type Call = () => { readonly pair: Pair; readonly both: readonly Someone[] };

/** People of their own for each kind of trouble: Chromium remembers for minutes how often their sockets have failed. */
function describeCall({ name, options }: Kind, trouble: string, tests: (call: Call) => void): void {
  describe.runIf(labOrLeftOut())(`${name}, ${trouble}`, { timeout: 120_000 }, () => {
    let pair: Pair;
    let both: readonly Someone[];
    beforeAll(async () => {
      pair = await openPair(options);
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

for (const kind of kinds) {
  for (const how of kind.how) {
    describeCall(kind, `cut (${how})`, (call) => {
      it.each(kind.cuts)('is told lost, and comes back by itself, after %i s', async (seconds) => {
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

  describeCall(kind, 'in another network', (call) => {
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
}
