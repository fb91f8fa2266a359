/** Anna and Bo, each with a browser in a place of their own, in one call through the real server and the built widget. */
import { chromium, type Browser, type Locator, type Page } from '@playwright/test';
import { CHROMIUM_ARGS, findOrBringChromium } from '../../../scripts/chromium.ts';
import { startWorldOnLiveKit } from '../../e2e/support/world-on-livekit.ts';
import { startWorld, type World, type WorldOptions } from '../../e2e/support/world.ts';
import type { LiveKit } from '../livekit.ts';
import { watchArrivals } from './arrivals.ts';
import { openLab, type Lab, type PlaceOptions } from './lab.ts';
import type { Place } from './place.ts';

export interface Someone {
  readonly name: 'anna' | 'bo';
  readonly place: Place;
  readonly browser: Browser;
  readonly page: Page;
}

export interface Pair {
  readonly lab: Lab;
  readonly world: World;
  /** What carries their call, at the same address as the other servers; null where it is a peer call. */
  readonly livekit: LiveKit | null;
  readonly anna: Someone;
  readonly bo: Someone;
  close(): Promise<void>;
}

export interface PairOptions {
  readonly anna?: PlaceOptions;
  readonly bo?: PlaceOptions;
  readonly world?: WorldOptions;
  /** Their call runs on a LiveKit server of its own. */
  readonly livekit?: true;
  /** Without devices, and without the leave to use any: their browsers hide their addresses. */
  readonly withoutDevices?: true;
}

const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true });

/** A Chromium in this place; `trusted` are origins that may use devices though they are plain HTTP. */
export function launchAt(place: Place, trusted: readonly string[], args = CHROMIUM_ARGS): Promise<Browser> {
  return chromium.launch({
    executablePath: place.inside(findOrBringChromium()),
    args: [...args, `--unsafely-treat-insecure-origin-as-secure=${trusted.join(',')}`],
  });
}

/** Both are in the lobby. */
export async function openPair(options: PairOptions = {}): Promise<Pair> {
  const lab = openLab();
  const browsers: Browser[] = [];
  let world: World | null = null;
  const close = async (): Promise<void> => {
    await Promise.all(browsers.map((browser) => browser.close()));
    await world?.close();
    lab.close();
  };
  try {
    const settings = { ...options.world, host: lab.host };
    const onLiveKit = options.livekit ? await startWorldOnLiveKit(settings) : null;
    world = onLiveKit ?? (await startWorld(settings));
    const { origins, link } = world;
    const arrive = async (name: 'anna' | 'bo'): Promise<Someone> => {
      const place = await lab.place(options[name]);
      const args = CHROMIUM_ARGS.filter((arg) => !options.withoutDevices || !arg.includes('media-stream'));
      const browser = await launchAt(place, origins, args);
      browsers.push(browser);
      const permissions = options.withoutDevices ? [] : ['camera', 'microphone'];
      const context = await browser.newContext({ permissions, locale: 'en-GB' });
      await watchArrivals(context);
      const page = await context.newPage();
      await page.goto(link(name));
      await button(page, 'Join').waitFor();
      return { name, place, browser, page };
    };
    const livekit = onLiveKit?.livekit ?? null;
    return { lab, world, livekit, anna: await arrive('anna'), bo: await arrive('bo'), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Joins with both devices on. */
export async function join({ page }: Someone): Promise<void> {
  for (const device of ['Microphone', 'Camera']) {
    await page.getByRole('button', { name: device, exact: true, pressed: true }).waitFor();
  }
  await button(page, 'Join').click();
  await button(page, 'Leave').waitFor();
}

/** Waits until picture and sound have come that are younger than this moment. */
export async function untilMedia({ page }: Someone, moment: number): Promise<void> {
  await page.waitForFunction(
    (since) => {
      const { pictures, sounds } = globalThis.arrivals!;
      return (pictures.at(-1) ?? 0) > since && (sounds.at(-1) ?? 0) > since;
    },
    moment,
    { polling: 50 },
  );
}

/** Waits until the page is told this state. */
export async function untilState({ page }: Someone, state: string): Promise<void> {
  await page.waitForFunction((wanted) => globalThis.arrivals!.told.at(-1)?.state === wanted, state, { polling: 50 });
}
