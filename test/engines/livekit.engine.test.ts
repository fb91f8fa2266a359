/** What the join bench relies on: the server starts, and two bare pages meet over it. */
import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import type * as LiveKitClient from 'livekit-client';
import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from './chromium.ts';
import { orLeftOut } from './engine.ts';
import { livekit, startLiveKit, type LiveKit } from './livekit.ts';

declare global {
  // What its script puts there.
  var LivekitClient: typeof LiveKitClient;
}

describe.runIf(orLeftOut(livekit))('LiveKit', () => {
  let server: LiveKit;
  let browser: Browser;
  beforeAll(async () => {
    server = await startLiveKit();
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser.close();
    await server.stop();
  });

  it('carries sound and picture between two pages', async () => {
    const script = await readFile(createRequire(import.meta.url).resolve('livekit-client'), 'utf8');
    const meet = async (identity: string): Promise<readonly string[]> => {
      const context = await browser.createBrowserContext();
      const page = await context.newPage();
      await page.goto(server.url.replace('ws:', 'http:')); // a page of this machine may use devices
      await page.addScriptTag({ content: script });
      return page.evaluate(join, server.url, await server.token('a-room', identity));
    };
    const kinds = await Promise.all([meet('anna'), meet('bo')]);
    expect(kinds.map((some) => some.toSorted())).toEqual([
      ['audio', 'video'],
      ['audio', 'video'],
    ]);
  });
});

/** In the page: joins with both devices, and answers what came from the other. */
async function join(url: string, token: string): Promise<string[]> {
  const { Room, RoomEvent } = globalThis.LivekitClient;
  const room = new Room();
  const both = new Promise<string[]>((resolve) => {
    const kinds: string[] = [];
    room.on(RoomEvent.TrackSubscribed, (track) => {
      kinds.push(track.kind);
      if (kinds.length < 2) return;
      const video = document.createElement('video');
      video.muted = true;
      for (const { videoTrack } of room.remoteParticipants.values().next().value!.videoTrackPublications.values()) {
        videoTrack?.attach(video);
      }
      video.requestVideoFrameCallback(() => resolve(kinds));
      void video.play();
    });
  });
  await room.connect(url, token);
  await room.localParticipant.enableCameraAndMicrophone();
  return both;
}
