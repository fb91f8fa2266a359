/** What a call of four costs the computer of one of them, beside LiveKit's own React prefab on the same server. */
import { setTimeout as wait } from 'node:timers/promises';
import { chromium, type Browser, type Page } from '@playwright/test';
import { CHROMIUM_ARGS, findOrBringChromium } from '../../../scripts/chromium.ts';
import { keepConnections } from '../../e2e/support/connections.ts';
import type { BenchRow } from '../report/bench.ts';
import { against, plain, type Figure, type Sample } from '../report/row.ts';
import { flow, mediaOf } from './four/media.ts';
import { prefab, smallPrefab } from './four/prefab.ts';
import type { FourRival, OpenRival } from './four/rival.ts';
import { widget } from './four/widget.ts';
import { LOOPBACK } from './join/rival.ts';
import { mainThreadOf, processesOf } from './processor.ts';

const PAGE = 'processor of the page %';
const ALL = 'processor of the browser %';
const MAIN = 'main thread %';
const AREA = 'megapixels of all tiles';
const PICTURES = 'pictures decoded a second';
const DECODED = 'megapixels decoded a second';
const CODED = 'megapixels coded a second';

const rivals: readonly FourRival[] = [widget, prefab, smallPrefab];
/** Estimates of what the path carries have settled, and what comes with the faces is over. */
const SETTLED_MS = 15_000;
const MEASURED_MS = 20_000;

const CAMERA = '--use-fake-device-for-media-stream';
/** So that two cores carry four people: the cameras of those who are not measured give so many pictures a second. */
const FEW_PICTURES = `${CAMERA}=fps=10`;

function launch(camera = CAMERA): Promise<Browser> {
  const args = CHROMIUM_ARGS.map((arg) => (arg === CAMERA ? camera : arg));
  return chromium.launch({ executablePath: findOrBringChromium(), args: [...args, LOOPBACK] });
}

/** Somebody with a profile of their own. */
async function newcomer(browser: Browser): Promise<Page> {
  const context = await browser.newContext({
    permissions: ['camera', 'microphone'],
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
  });
  await context.addInitScript(keepConnections);
  return context.newPage();
}

/** @throws where three others are not seen in time */
async function untilFour(page: Page): Promise<void> {
  for (const began = performance.now(); performance.now() - began < 30_000; await wait(200)) {
    const { tiles, streams } = await mediaOf(page);
    if (tiles === 4 && streams.filter(({ way, frames }) => way === 'in' && frames > 0).length === 3) return;
  }
  throw new Error('Four tiles with pictures were not there within 30 s.');
}

/** The page that is measured has a browser of its own. */
async function measure(rival: OpenRival): Promise<Sample> {
  const [mine, theirs] = await Promise.all([launch(), launch(FEW_PICTURES)]);
  try {
    const person = await newcomer(mine);
    await rival.meet(person, [await newcomer(theirs), await newcomer(theirs), await newcomer(theirs)]);
    await untilFour(person);
    await wait(SETTLED_MS);
    const [processes, mainThread] = [await processesOf(mine), await mainThreadOf(person)];
    const [cpu, main, media, began] = [await processes(), await mainThread(), await mediaOf(person), performance.now()];
    await wait(MEASURED_MS);
    const [cpuAfter, mainAfter, mediaAfter] = [await processes(), await mainThread(), await mediaOf(person)];
    const ms = performance.now() - began;
    const [received, sent] = [flow('in', media, mediaAfter), flow('out', media, mediaAfter)];
    return {
      figures: {
        [PAGE]: (100 * (cpuAfter.pages - cpu.pages)) / ms,
        [ALL]: (100 * (cpuAfter.all - cpu.all)) / ms,
        [MAIN]: (100 * (mainAfter.all - main.all)) / ms,
        [AREA]: mediaAfter.area,
        [PICTURES]: (1000 * received.frames) / ms,
        [DECODED]: (1000 * received.pixels) / ms,
        [CODED]: (1000 * sent.pixels) / ms,
      },
      faults: mediaAfter.tiles === 4 ? [] : [`${mediaAfter.tiles} tiles at the end`],
    };
  } finally {
    await Promise.all([mine.close(), theirs.close()]);
  }
}

const each = (what: string, name: string, unit: string): Figure[] =>
  [
    ['', 'sfu'],
    [': LiveKit’s prefab', 'prefab'],
    [': LiveKit’s prefab, small', 'small'],
  ].map(([of = '', rival = '']) => ({ what: `${what}${of}`, unit, of: plain(rival, name) }));

export const four: BenchRow = {
  name: 'four-sfu',
  about:
    'twenty seconds of a call of four, fifteen seconds after the last one came, cameras and microphones on; processor time of one page. The three others have the widget beside the widget, and livekit-client without a UI beside the prefab, where one of them looks at the one who is measured; their cameras give ten pictures a second',
  rivals,
  async open() {
    const open = new Map<string, OpenRival>();
    return {
      async measure(name) {
        const rival = open.get(name) ?? (await rivals.find((one) => one.name === name)!.open());
        open.set(name, rival);
        return measure(rival);
      },
      async close() {
        for (const rival of open.values()) await rival.close();
      },
    };
  },
  figures: [
    { what: 'four tiles against LiveKit’s prefab', unit: '×', of: against('prefab', PAGE, 'sfu'), must: 1, aim: 0.8 },
    { what: 'four tiles against LiveKit’s prefab, small', unit: '×', of: against('small', PAGE, 'sfu') },
    ...each('processor of the page with four tiles', PAGE, '% of a core'),
    ...each('of that, its main thread', MAIN, '% of a core'),
    ...each('processor of its whole browser', ALL, '% of a core'),
    ...each('what the four tiles cover', AREA, 'million pixels'),
    ...each('pictures decoded a second', PICTURES, '/s'),
    ...each('decoded a second', DECODED, 'million pixels'),
    ...each('coded a second', CODED, 'million pixels'),
  ],
};
