import { join, openPair, untilMedia } from '../../../engines/network/pair.ts';
import type { NetworkRival } from './rival.ts';

export const ours: NetworkRival = {
  name: 'ours',
  about: 'Fireside: the built widget in the example intranet, on its server',
  async open() {
    const { anna, bo, close } = await openPair();
    for (const who of [anna, bo]) await join(who);
    for (const who of [anna, bo]) await untilMedia(who, Date.now());
    return { pages: [anna.page, bo.page], place: bo.place, close };
  },
};
