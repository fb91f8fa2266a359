/** Our pair in a lab: from browser to browser, and on a LiveKit server at the lab's address. */
import { join, openPair, untilMedia, type PairOptions } from '../../../engines/network/pair.ts';
import type { Rival } from '../../report/bench.ts';
import { OURS, OURS_ON_LIVEKIT } from '../row.ts';
import type { NetworkRival } from './rival.ts';

const rival = (which: Rival, options: PairOptions): NetworkRival => ({
  ...which,
  async open() {
    const { anna, bo, close } = await openPair(options);
    try {
      for (const who of [anna, bo]) await join(who);
      for (const who of [anna, bo]) await untilMedia(who, Date.now());
    } catch (error) {
      await close();
      throw error;
    }
    return { pages: [anna.page, bo.page], place: bo.place, close };
  },
});

export const ours = rival(OURS, {});
export const oursOnLiveKit = rival(OURS_ON_LIVEKIT, { livekit: true });
