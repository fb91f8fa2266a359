/** LiveKit's own client in two bare pages, on a LiveKit server at the lab's address. */
import { startLiveKit } from '../../../engines/livekit.ts';
import { prepare } from '../join/livekit.ts';
import { LIVEKIT } from '../row.ts';
import { openBarePair } from './bare.ts';
import type { NetworkRival } from './rival.ts';

export const livekit: NetworkRival = {
  ...LIVEKIT,
  async open() {
    const pair = await openBarePair();
    const server = await startLiveKit({ host: pair.lab.host });
    const close = async (): Promise<void> => {
      await pair.close();
      await server.stop();
    };
    try {
      for (const [index, page] of pair.pages.entries()) {
        await prepare(page, { url: server.url, token: await server.token('lab', `person-${index}`), tuned: false });
        await page.evaluate(() => globalThis.joinRoom!());
      }
      return { ...pair, close };
    } catch (error) {
      await close();
      throw error;
    }
  },
};
