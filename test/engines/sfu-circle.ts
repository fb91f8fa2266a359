/** A circle whose call runs on a LiveKit of its own, in one browser; and what LiveKit itself says of that call. */
import { chromium, expect as expectOf, type Browser } from '@playwright/test';
import type { SfuCallAccess, Ticket } from '@fireside/protocol';
import { decodeJwt } from 'jose';
import { RoomServiceClient, TrackSource } from 'livekit-server-sdk';
import { CHROMIUM_ARGS, findOrBringChromium } from '../../scripts/chromium.ts';
import { startCircle, type Circle } from '../e2e/support/circle.ts';
import { arriveAt, type Someone } from '../e2e/support/people.ts';
import { button } from '../e2e/support/steps.ts';
import { expectTiles as expectEqualTiles } from '../e2e/support/tiles.ts';
import { startWorldOnLiveKit } from '../e2e/support/world-on-livekit.ts';
import type { World, WorldOptions } from '../e2e/support/world.ts';
import type { LiveKit } from './livekit.ts';

/** Two cores have to do everybody's work. */
export const expect = expectOf.configure({ timeout: 20_000 });

/** Somebody at the widget, with what the server has given their page for LiveKit. */
export interface Guest extends Someone {
  /** Of the last ticket. */
  access(): SfuCallAccess;
  /** Of all tickets since the page was loaded: any of them may be the one that they are in the call by. */
  isTheirs(identity: string): boolean;
}

/** Who LiveKit has in the room, under which identity, and which of their tracks are not muted. */
interface Participant {
  readonly name: string;
  readonly identity: string;
  /** By their sources, with the id that each has in every browser. */
  readonly on: Readonly<Record<string, string>>;
}

export interface SfuCircle extends Circle {
  readonly livekit: LiveKit;
  readonly browser: Browser;
  /** Somebody in a browser profile of their own, in the lobby. */
  arrive(name: string): Promise<Guest>;
  /** Several of them, at the same time. */
  arriveAll<const Names extends readonly string[]>(...names: Names): Promise<{ -readonly [At in keyof Names]: Guest }>;
  /** Another tab of the same browser profile. */
  anotherTab(of: Guest): Promise<Guest>;
  /** Everybody whom LiveKit has in the room of the call. */
  atLiveKit(): Promise<Participant[]>;
  /** How many rooms LiveKit has. */
  rooms(): Promise<number>;
}

interface SfuCircleOptions {
  readonly start?: (options: WorldOptions) => Promise<World & { readonly livekit: LiveKit }>;
  readonly viewport?: { readonly width: number; readonly height: number };
}

/** @throws EngineMissing */
export async function startSfuCircle(
  names: readonly string[],
  { start = startWorldOnLiveKit, viewport = { width: 640, height: 900 } }: SfuCircleOptions = {},
): Promise<SfuCircle> {
  let livekit: LiveKit | undefined;
  const circle = await startCircle(names, async (options) => {
    const world = await start(options);
    livekit = world.livekit;
    return world;
  });
  if (!livekit) throw new Error('This world has no LiveKit.');
  const { url, key, secret } = livekit;
  const admin = new RoomServiceClient(url.replace('ws:', 'http:'), key, secret);
  // Eight pictures of each in a second are enough to see that they come.
  const browser = await chromium.launch({
    executablePath: findOrBringChromium(),
    args: [...CHROMIUM_ARGS, '--use-fake-device-for-media-stream=fps=8'],
  });
  /** By what the identities of somebody begin with. */
  const known = new Map<string, string>();
  let room = '';

  /** Reads along what the server answers this page. */
  function watch(someone: Someone): Guest {
    let access: SfuCallAccess | null = null;
    const identities = new Set<string>();
    someone.page.on('framenavigated', () => identities.clear());
    someone.page.on('response', (response) => {
      if (response.url() !== `${circle.world.server}/v1/join` || response.request().method() !== 'POST') return;
      void response.json().then(
        ({ call }: Ticket) => {
          if (call?.kind !== 'sfu') return;
          access = call;
          identities.add(call.identity);
          room = (decodeJwt(call.token)['video'] as { room: string }).room;
          known.set(whoseOf(call.identity), someone.name);
        },
        () => undefined, // the page has gone
      );
    });
    return Object.assign(someone, {
      access: () => {
        if (!access) throw new Error(`${someone.name} has no ticket for LiveKit.`);
        return access;
      },
      isTheirs: (identity: string) => identities.has(identity),
    });
  }

  async function visit(guest: Guest): Promise<Guest> {
    await guest.page.setViewportSize(viewport);
    await guest.page.goto(circle.link(guest.name));
    return guest;
  }

  const arrive = async (name: string): Promise<Guest> =>
    visit(watch(await arriveAt(browser, circle.world, name, 'about:blank')));

  return {
    ...circle,
    livekit,
    browser,
    arrive,
    arriveAll: <const Names extends readonly string[]>(...all: Names) =>
      Promise.all(all.map(arrive)) as Promise<{ -readonly [At in keyof Names]: Guest }>,
    anotherTab: async ({ name, context, faults, provoked }) =>
      visit(watch({ name, context, faults, provoked, page: await context.newPage() })),
    async atLiveKit() {
      const found = room === '' ? [] : await admin.listParticipants(room).catch(ifNoRoom);
      return found.map(({ identity, tracks }) => ({
        name: known.get(whoseOf(identity)) ?? identity,
        identity,
        on: Object.fromEntries(
          tracks.filter(({ muted }) => !muted).map(({ source, sid }) => [TrackSource[source].toLowerCase(), sid]),
        ),
      }));
    },
    rooms: async () => (await admin.listRooms()).length,
    async close() {
      await browser.close();
      await circle.close();
    },
  };
}

/** Presses *Join*, and is in the call. */
export async function join({ page }: Someone): Promise<void> {
  await button(page, 'Join').click();
  await expect(page.locator('.tiles fireside-tile').first()).toBeVisible();
}

/** A keyed hash of the person, which stays the same; a random part follows it. */
const whoseOf = (identity: string): string => identity.split('-')[0] ?? '';

function ifNoRoom(error: unknown): [] {
  if (error instanceof Error && 'status' in error && error.status === 404) return [];
  throw error;
}

/** By names: which of theirs are on. */
type Devices = Readonly<Record<string, readonly ('camera' | 'microphone')[]>>;

const onOf = (name: string, devices: Devices): readonly string[] => devices[name] ?? ['camera', 'microphone'];

/** Each sees each, once, in tiles of one size; oneself first. */
export const expectTiles = (people: readonly Someone[]): Promise<void> => expectEqualTiles(people, expect);

/** LiveKit has these and nobody else, with these devices on; both where nothing is said. */
async function expectAtLiveKit(circle: SfuCircle, people: readonly Guest[], devices: Devices = {}): Promise<void> {
  const wanted = people.map(({ name }) => `${name}: ${onOf(name, devices).join(' ')}`);
  const byName = new Map(people.map((one) => [one.name, one]));
  await expect
    .poll(async () => {
      const found = await circle.atLiveKit();
      return (
        found
          // It takes LiveKit a while to miss who has closed or reloaded a page.
          .filter(({ name, identity }) => byName.get(name)?.isTheirs(identity) ?? true)
          .map(({ name, on }) => `${name}: ${Object.keys(on).toSorted().join(' ')}`)
          .toSorted()
      );
    })
    .toEqual(wanted.toSorted());
}

/** Pictures and sound of each come to each, in their own tiles: more than until now is shown of every one, and heard. */
export async function expectMedia(circle: SfuCircle, people: readonly Guest[], devices: Devices = {}): Promise<void> {
  await expectAtLiveKit(circle, people, devices);
  const seen = people.flatMap(({ name }) => (onOf(name, devices).includes('camera') ? [name] : []));
  await Promise.all(
    people.map(async (who) => {
      const before = await who.page.evaluate(perceive);
      const missing = async (): Promise<string[]> => {
        const { frames, energies } = await who.page.evaluate(perceive);
        const grown = Object.keys(energies).filter((id) => energies[id]! > (before.energies[id] ?? 0));
        const unseen = seen.filter((name) => !((frames[name] ?? 0) > (before.frames[name] ?? 0)));
        const unheard = people.length - 1 - grown.length;
        return [...unseen.map((name) => `the picture of ${name}`), ...(unheard > 0 ? [`${unheard} voices`] : [])];
      };
      await expect.poll(missing, { message: `${who.name} misses`, timeout: 30_000 }).toEqual([]);
    }),
  );
}

/** Of all sounds that come, so many are silent now: there are packets, and nothing in them. */
export async function expectSilent(who: Someone, count: number): Promise<void> {
  let before = await who.page.evaluate(perceive);
  const silent = async (): Promise<number> => {
    const was = before.energies;
    before = await who.page.evaluate(perceive);
    return Object.entries(before.energies).filter(([id, energy]) => energy === was[id]).length;
  };
  // Chromium's fake microphone beeps twice a second.
  await expect.poll(silent, { message: `${who.name} hears silence`, intervals: [2000] }).toBe(count);
}

interface Perceived {
  /** By names: what the tiles have shown, one's own as well. */
  readonly frames: Record<string, number>;
  /** By the browser's ids of tracks: of each sound that comes, without unit. */
  readonly energies: Record<string, number>;
}

/** In the page. */
async function perceive(): Promise<Perceived> {
  const frames: Record<string, number> = {};
  const energies: Record<string, number> = {};
  const walk = (root: ParentNode): void => {
    for (const element of root.querySelectorAll('*')) {
      const name = element.localName === 'fireside-tile' && element.shadowRoot?.querySelector('[role=img]')?.ariaLabel;
      if (name) {
        const quality = element.shadowRoot?.querySelector('video')?.getVideoPlaybackQuality();
        frames[name.split(/ \(|, /)[0]!] = quality?.totalVideoFrames ?? 0;
      } else if (element.shadowRoot) walk(element.shadowRoot);
    }
  };
  walk(document);
  for (const connection of globalThis.firesideTest?.connections ?? []) {
    if (connection.signalingState === 'closed') continue;
    for (const report of (await connection.getStats()).values()) {
      if (report.type === 'inbound-rtp' && report.kind === 'audio') {
        energies[report.trackIdentifier] = report.totalAudioEnergy ?? 0;
      }
    }
  }
  return { frames, energies };
}
