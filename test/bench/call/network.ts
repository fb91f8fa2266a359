/** A call whose network is cut, thin or silent, beside what Chromium does by itself. */
import { setTimeout as wait } from 'node:timers/promises';
import { arrivals, longestGap, mediaAfter, type Arrivals } from '../../engines/network/arrivals.ts';
import { labMissing } from '../../engines/network/lab.ts';
import type { BenchRow, OpenRow } from '../report/bench.ts';
import { against, plain, type Sample } from '../report/row.ts';
import { chromium } from './network/chromium.ts';
import { livekit } from './network/livekit.ts';
import { ours, oursOnLiveKit } from './network/ours.ts';
import type { NetworkRival, OpenRival } from './network/rival.ts';

const SHOWN = 'cut to shown ms';
const BACK = 'link up to picture and sound ms';
const GAP = 'longest gap of sound ms';
const PICTURES = 'pictures a second';
const ALARMS = 'false alarms';

/** Estimates of what the path carries have settled, and what the last run did is over. */
const SETTLED_MS = 8_000;
/** What is not back by then is not counted any more. */
const PATIENCE_MS = 8_000;

/** Everybody stays in the call from run to run. */
function inLab(rivals: readonly NetworkRival[], run: (open: OpenRival) => Promise<Sample>) {
  return async (): Promise<OpenRow> => {
    const missing = labMissing();
    if (missing !== null) throw new Error(missing);
    const open = new Map<string, OpenRival>();
    return {
      async measure(name) {
        const rival = open.get(name) ?? (await rivals.find((one) => one.name === name)!.open());
        open.set(name, rival);
        await wait(SETTLED_MS);
        return run(rival);
      },
      async close() {
        for (const rival of open.values()) await rival.close();
      },
    };
  };
}

const LOSS = ['reconnecting', 'disconnected'];
const shownAfter = ({ told }: Arrivals, moment: number): number =>
  (told.find(({ at, state }) => at > moment && LOSS.includes(state))?.at ?? Number.NaN) - moment;

/** The link is cut for so long: the worse of the two people, and of picture and sound. */
function cutFor(seconds: number): (open: OpenRival) => Promise<Sample> {
  return async ({ pages, place }) => {
    const before = Date.now();
    place.cut('black-hole');
    await wait(seconds * 1000 + Math.random() * 1000); // no figure may hang on how timers of ours and the cut's agree
    place.mend();
    const up = Date.now();
    await wait(PATIENCE_MS);
    const seen = await Promise.all(pages.map(arrivals));
    const back = Math.max(...seen.map((one) => mediaAfter(one, up)));
    const faults = Number.isNaN(back) ? [`no media ${PATIENCE_MS} ms after the link was up`] : [];
    return { figures: { [SHOWN]: Math.max(...seen.map((one) => shownAfter(one, before))), [BACK]: back }, faults };
  };
}

const CUT = 'packets vanish, and nobody is told';

function cut(name: string, seconds: number, must: number, rivals: readonly NetworkRival[]): BenchRow {
  return {
    name,
    about: `the link of one of two people is cut for ${seconds} s: ${CUT}`,
    rivals,
    open: inLab(rivals, cutFor(seconds)),
    figures: [
      { what: `media back after a cut of ${seconds} s`, unit: 'ms', of: plain('ours', BACK), must, aim: 1000 },
      { what: `loss shown, in a cut of ${seconds} s`, unit: 'ms', of: plain('ours', SHOWN), must: 3000, aim: 1500 },
      ...(rivals.length > 1
        ? [
            { what: `media back after a cut of ${seconds} s: Chromium`, unit: 'ms', of: plain('chromium', BACK) },
            {
              what: `media back after a cut of ${seconds} s against Chromium`,
              unit: '×',
              of: against('chromium', BACK),
            },
          ]
        : []),
    ],
  };
}

const onLiveKit = [oursOnLiveKit, livekit];
const cut4: BenchRow = {
  name: 'cut4-sfu',
  about: `the link to LiveKit of one of two people is cut for 4 s: ${CUT}`,
  rivals: onLiveKit,
  open: inLab(onLiveKit, cutFor(4)),
  figures: [
    {
      what: 'media back after a cut of 4 s on LiveKit, against livekit-client',
      unit: '×',
      of: against('livekit', BACK, 'sfu'),
      must: 1,
      aim: 0.5,
    },
    { what: 'media back after a cut of 4 s on LiveKit', unit: 'ms', of: plain('sfu', BACK) },
    { what: 'media back after a cut of 4 s: livekit-client', unit: 'ms', of: plain('livekit', BACK) },
    { what: 'loss shown, in a cut of 4 s on LiveKit', unit: 'ms', of: plain('sfu', SHOWN) },
  ],
};

const THIN_MS = 20_000;
const rate150: BenchRow = {
  name: 'rate150',
  about: `in the middle of a call the link of one of two people carries 150 kbit/s, for ${THIN_MS / 1000} s`,
  rivals: [ours],
  open: inLab([ours], async ({ pages, place }) => {
    place.limit(150);
    const from = Date.now();
    await wait(THIN_MS);
    const to = Date.now();
    place.widen();
    const seen = await Promise.all(pages.map(arrivals));
    const pictures = seen.map((one) => one.pictures.filter((at) => at > from && at < to).length);
    return {
      figures: {
        [GAP]: Math.max(...seen.map(({ sounds }) => longestGap(sounds, from, to))),
        [PICTURES]: Math.min(...pictures) / (THIN_MS / 1000),
      },
      faults: [],
    };
  }),
  figures: [
    { what: 'longest gap of sound at 150 kbit/s', unit: 'ms', of: plain('ours', GAP), must: 1000 },
    { what: 'pictures at 150 kbit/s', unit: '/s', of: plain('ours', PICTURES) },
  ],
};

const SILENT_MS = 600_000;
const silent10: BenchRow = {
  name: 'silent10',
  about: 'ten minutes in which both are muted, with cameras off: how often the call says that something is lost',
  rivals: [ours],
  runs: 1,
  open: inLab([ours], async ({ pages }) => {
    for (const page of pages) {
      for (const name of ['Microphone', 'Camera']) {
        await page.getByRole('button', { name, exact: true, pressed: true }).click();
      }
    }
    const from = Date.now();
    await wait(SILENT_MS);
    const seen = await Promise.all(pages.map(arrivals));
    const alarms = seen.flatMap(({ told }) => told.filter(({ at, state }) => at > from && state !== 'joined'));
    return { figures: { [ALARMS]: alarms.length }, faults: [] };
  }),
  figures: [{ what: 'false alarms in ten silent minutes', unit: '', of: plain('ours', ALARMS), must: 0 }],
};

export const network: readonly BenchRow[] = [
  cut('cut5', 5, 2400, [ours, chromium]),
  cut('cut25', 25, 2000, [ours]), // Chromium by itself never comes back
  rate150,
  silent10,
  cut4,
];
