/** From *Join* to the first picture of the other, who is there already. */
import { setTimeout as wait } from 'node:timers/promises';
import type { BenchRow } from '../report/bench.ts';
import { against, plain } from '../report/row.ts';
import { openCouples } from './join/couples.ts';
import { firstFrame } from './join/first-frame.ts';
import { floor } from './join/floor.ts';
import { livekit, tunedLivekit } from './join/livekit.ts';
import { ours, oursOnLiveKit } from './join/ours.ts';

const DECODED = 'join to first decoded frame ms';
const SHOWN = 'join to first shown frame ms';
const SEEN = 'join to first frame decoded by the other ms';

const rivals = [ours, oursOnLiveKit, livekit, tunedLivekit, floor];
/** What begins with a page or a device is over before *Join* is pressed. */
const SETTLED_MS = 1_500;

export const join: BenchRow = {
  name: 'join',
  about:
    'from the press on *Join*, with the devices open, to the first decoded frame of the other, who is in the call already',
  rivals,
  open: () =>
    openCouples(rivals, async ({ rival, person, other }) => {
      await wait(SETTLED_MS);
      const pressed = await rival.press(person);
      const [first, theirs] = await Promise.all([firstFrame(person), firstFrame(other)]);
      return {
        [DECODED]: first.decoded - pressed,
        [SHOWN]: first.shown - pressed,
        [SEEN]: theirs.decoded - pressed,
        ...(await rival.more?.(person, first)),
      };
    }),
  figures: [
    { what: 'join against LiveKit', unit: '×', of: against('livekit', DECODED), must: 0.8, aim: 0.6 },
    { what: 'join against LiveKit, tuned', unit: '×', of: against('tuned', DECODED) },
    { what: 'join against two bare connections', unit: '×', of: against('floor', DECODED) },
    { what: 'join on LiveKit against LiveKit', unit: '×', of: against('livekit', DECODED, 'sfu'), must: 1.1, aim: 1 },
    { what: 'join on LiveKit against LiveKit, tuned', unit: '×', of: against('tuned', DECODED, 'sfu') },
    { what: 'join to first decoded frame', unit: 'ms', of: plain('ours', DECODED) },
    { what: 'join to first decoded frame: ours on LiveKit', unit: 'ms', of: plain('sfu', DECODED) },
    { what: 'join to first decoded frame: LiveKit', unit: 'ms', of: plain('livekit', DECODED) },
    { what: 'join to first decoded frame: LiveKit, tuned', unit: 'ms', of: plain('tuned', DECODED) },
    { what: 'join to first decoded frame: two bare connections', unit: 'ms', of: plain('floor', DECODED) },
    { what: 'of that, from the answer on: two bare connections', unit: 'ms', of: plain('floor', 'answer to frame ms') },
    { what: 'join to first frame on the page', unit: 'ms', of: plain('ours', SHOWN) },
    { what: 'join to first frame on the page: ours on LiveKit', unit: 'ms', of: plain('sfu', SHOWN) },
    { what: 'join to first frame on the page: LiveKit', unit: 'ms', of: plain('livekit', SHOWN) },
    { what: 'join until the other has the first frame', unit: 'ms', of: plain('ours', SEEN) },
    { what: 'join until the other has the first frame: ours on LiveKit', unit: 'ms', of: plain('sfu', SEEN) },
    { what: 'join until the other has the first frame: LiveKit', unit: 'ms', of: plain('livekit', SEEN) },
  ],
};
