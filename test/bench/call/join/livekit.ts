/** LiveKit's own client, without any UI, on LiveKit's server: everything warm that it can warm before *Join*. */
import type { Page } from '@playwright/test';
import type * as LiveKitClient from 'livekit-client';
import { startLiveKit } from '../../../engines/livekit.ts';
import { servePages } from './pages.ts';
import type { JoinRival } from './rival.ts';

declare global {
  // What the pages of this rival keep.
  var joinRoom: (() => Promise<void>) | undefined;
}

/** Loads the client, opens the devices with the sizes that ours asks for, and does all that may come before `connect`. */
async function prepare(page: Page, place: { url: string; token: string }): Promise<void> {
  await page.evaluate(async ({ url, token }) => {
    const address = '/livekit-client.mjs';
    const { createLocalTracks, Room, RoomEvent } = (await import(address)) as typeof LiveKitClient;
    // Nothing that only a crowd needs: one layer, and no pausing of what cannot be seen.
    const room = new Room({
      adaptiveStream: false,
      dynacast: false,
      publishDefaults: { simulcast: false, videoCodec: 'vp8' },
    });
    room.on(RoomEvent.TrackSubscribed, (track) => document.body.append(track.attach()));
    const tracks = await createLocalTracks({
      audio: { echoCancellation: true, noiseSuppression: true },
      video: { resolution: { width: 1280, height: 720, frameRate: 30 } },
    });
    const preview = tracks.find(({ kind }) => kind === 'video');
    if (preview) document.body.append(preview.attach());
    await room.prepareConnection(url, token);
    globalThis.joinRoom = async () => {
      await room.connect(url, token);
      await Promise.all(tracks.map((track) => room.localParticipant.publishTrack(track)));
    };
  }, place);
}

export const livekit: JoinRival = {
  name: 'livekit',
  about: 'livekit-client on livekit-server 1.13.5, a page without any UI, `prepareConnection` done, one layer of VP8',
  async open() {
    const server = await startLiveKit();
    const pages = await servePages();
    let rooms = 0;
    return {
      async meet(person, other) {
        const room = `room-${(rooms += 1)}`;
        for (const [page, name] of [
          [other, 'bo'],
          [person, 'anna'],
        ] as const) {
          await page.goto(pages.origin);
          await prepare(page, { url: server.url, token: await server.token(room, name) });
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
};
