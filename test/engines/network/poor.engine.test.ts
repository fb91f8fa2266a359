/** A call over networks that are poor: packets get lost, take long, or are too many. */
import { afterEach, describe, expect, it } from 'vitest';
import { arrivals } from './arrivals.ts';
import { labOrLeftOut } from './lab.ts';
import { join, openPair, untilMedia, type Pair, type PairOptions, type Someone } from './pair.ts';

/** Media that arrive after `since`: enough of them to call it a conversation. */
async function untilConversation({ page }: Someone, since: number, pictures: number): Promise<void> {
  await page.waitForFunction(
    ([from, enough]) => {
      const seen = globalThis.arrivals!;
      const after = (all: readonly number[]): number => all.filter((at) => at > from!).length;
      return after(seen.pictures) >= enough! && after(seen.sounds) >= enough!;
    },
    [since, pictures],
    { polling: 100 },
  );
}

describe.runIf(labOrLeftOut())('a call', { timeout: 120_000 }, () => {
  let pair: Pair;
  afterEach(() => pair.close());

  async function meet(options?: PairOptions): Promise<readonly [Someone, Someone]> {
    pair = await openPair(options);
    const both = [pair.anna, pair.bo] as const;
    for (const who of both) await join(who);
    for (const who of both) await untilMedia(who, Date.now());
    return both;
  }

  it('goes on while packets are lost, and nobody is taken for lost while sound comes through', async () => {
    const both = await meet();
    for (const loss of [5, 15, 30]) {
      pair.bo.place.lose(loss);
      const since = Date.now();
      await Promise.all(both.map((who) => untilConversation(who, since, 100)));
      if (loss === 30) continue;
      for (const { page } of both) {
        const { told } = await arrivals(page);
        expect(told.filter(({ at, state }) => at > since && state !== 'joined')).toEqual([]);
      }
    }
  });

  it('begins and goes on where each packet takes 150 ms', async () => {
    const both = await meet({ bo: { delay: 150 } });
    const since = Date.now();
    await Promise.all(both.map((who) => untilConversation(who, since, 100)));
    for (const { page } of both) {
      const { told } = await arrivals(page);
      expect(told.filter(({ at, state }) => at > since && state !== 'joined')).toEqual([]);
    }
  });

  it('keeps its sound where only 150 kbit/s pass, and its picture gives way', async () => {
    const both = await meet();
    pair.bo.place.limit(150);
    const since = Date.now();
    await Promise.all(both.map((who) => untilConversation(who, since, 30)));
    for (const { page } of both) {
      const { told } = await arrivals(page);
      expect(told.filter(({ at, state }) => at > since && state !== 'joined')).toEqual([]);
    }
  });

  it('says that there is no path where mDNS names do not reach the other subnet, and no STUN or TURN helps', async () => {
    pair = await openPair({ bo: { subnet: 1 }, withoutDevices: true });
    const both = [pair.anna, pair.bo];
    for (const { page } of both) await page.getByRole('button', { name: 'Join', exact: true }).click();
    await Promise.all(both.map(({ page }) => page.getByText('Code: no-path').waitFor({ timeout: 30_000 })));
  });

  it('without devices finds its way by mDNS within one subnet', async () => {
    pair = await openPair({ withoutDevices: true });
    const both = [pair.anna, pair.bo];
    for (const { page } of both) await page.getByRole('button', { name: 'Join', exact: true }).click();
    for (const [who, name] of [
      [pair.anna, 'Bo'],
      [pair.bo, 'Anna'],
    ] as const) {
      await who.page.getByRole('img', { name: new RegExp(`^${name}\\b`) }).waitFor();
      await who.page
        .getByText(/Good connection/)
        .first()
        .waitFor();
    }
  });
});
