/** What the room costs the main thread while two people talk, beside a page that only shows the same two pictures. */
import { setTimeout as wait } from 'node:timers/promises';
import type { BenchRow } from '../report/bench.ts';
import { plain } from '../report/row.ts';
import { floor } from './join/floor.ts';
import { openCouples } from './join/couples.ts';
import { firstFrame } from './join/first-frame.ts';
import { ours } from './join/ours.ts';
import { mainThreadOf } from './processor.ts';

const MEASURED_MS = 60_000;
/** What comes with the faces (the editor, the first beats) is over. */
const SETTLED_MS = 10_000;
const ALL = 'main thread ms a minute';
const CODE = 'script, style and layout ms a minute';

const rivals = [ours, { ...floor, about: 'two bare RTCPeerConnections in two empty pages: two pictures and no UI' }];

export const ui: BenchRow = {
  name: 'ui',
  about:
    'a minute in a call of two whose microphones beep every second, after ten seconds in it; processor time of the page’s main thread',
  rivals,
  open: () =>
    openCouples(rivals, async ({ rival, person }) => {
      await rival.press(person);
      await firstFrame(person);
      await wait(SETTLED_MS);
      const look = await mainThreadOf(person);
      const before = await look();
      await wait(MEASURED_MS);
      const after = await look();
      return { [ALL]: after.all - before.all, [CODE]: after.code - before.code };
    }),
  figures: [
    {
      what: 'main thread: the room beyond two bare pictures',
      unit: 'ms a minute',
      of: (run) => plain('ours', ALL)(run) - plain('floor', ALL)(run),
      must: 600,
      aim: 200,
    },
    { what: 'main thread: the whole page', unit: 'ms a minute', of: plain('ours', ALL) },
    { what: 'main thread: the page of two bare pictures', unit: 'ms a minute', of: plain('floor', ALL) },
    { what: 'of the whole page, script, style and layout', unit: 'ms a minute', of: plain('ours', CODE) },
    {
      what: 'of the page of two bare pictures, script, style and layout',
      unit: 'ms a minute',
      of: plain('floor', CODE),
    },
  ],
};
