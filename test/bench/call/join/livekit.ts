/** LiveKit's own client, without any UI, on LiveKit's server: as it comes, and with everything done that makes it quick. */
import type { Page } from '@playwright/test';
import type * as LiveKitClient from 'livekit-client';
import { startLiveKit } from '../../../engines/livekit.ts';
import { servePages } from '../pages.ts';
import type { Rival } from '../../report/bench.ts';
import { LIVEKIT } from '../row.ts';
import type { JoinRival } from './rival.ts';

declare global {
  // What the pages of this rival keep.
  var joinRoom: (() => Promise<void>) | undefined;
}

interface Place {
  readonly url: string;
  readonly token: string;
  readonly tuned: boolean;
}

/** Loads the client and opens the devices with the sizes that ours asks for. */
export async function prepare(page: Page, place: Place): Promise<void> {
  await page.evaluate(async ({ url, token, tuned }) => {
    const address = '/livekit-client.mjs';
    const { createLocalTracks, Room, RoomEvent } = (await import(address)) as typeof LiveKitClient;
    // Tuned: nothing that only a crowd needs, such as several layers of each picture.
    const room = new Room(tuned ? { publishDefaults: { simulcast: false, videoCodec: 'vp8' } } : {});
    room.on(RoomEvent.TrackSubscribed, (track) => document.body.append(track.attach()));
    const tracks = await createLocalTracks({
      audio: { echoCancellation: true, noiseSuppression: true },
      video: { resolution: { width: 1280, height: 720, frameRate: 30 } },
    });
    const preview = tracks.find(({ kind }) => kind === 'video');
    if (preview) document.body.append(preview.attach());
    if (tuned) await room.prepareConnection(url, token);
    globalThis.joinRoom = async () => {
      await room.connect(url, token);
      await Promise.all(tracks.map((track) => room.localParticipant.publishTrack(track)));
    };
  }, place);
}

const rival = (which: Rival, tuned: boolean): JoinRival => ({
  ...which,
  async open() {
    const server = await startLiveKit();
    const pages = await servePages();
    let rooms = 0;
    return {
      async meet(person, other) {
        const room = `room-${(rooms += 1)}`;
        for (const [page, who] of [
          [other, 'bo'],
          [person, 'anna'],
        ] as const) {
          await page.goto(pages.origin);
          await prepare(page, { url: server.url, token: await server.token(room, who), tuned });
        }
        await other.evaluate(() => globalThis.joinRoom!());
      },
      press: (person) =>
        person.evaluate(() => {
          const pressed = performance.timeOrigin + performance.now();
          void globalThis.joinRoom!();
          return pressed;
        }),
      async close() {
        await pages.close();
        await server.stop();
      },
    };
  },
});

export const livekit = rival(LIVEKIT, false);
export const tunedLivekit = rival(
  { name: 'tuned', about: 'the same with `prepareConnection` done and one layer of VP8' },
  true,
);
