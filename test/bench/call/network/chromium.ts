/** What Chromium does by itself: two bare connections, introduced once, and then left alone. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Browser, Page } from '@playwright/test';
import { watchArrivals } from '../../../engines/network/arrivals.ts';
import { openLab } from '../../../engines/network/lab.ts';
import { launchAt } from '../../../engines/network/pair.ts';
import type { Place } from '../../../engines/network/place.ts';
import type { NetworkRival } from './rival.ts';

type Word = { description: RTCSessionDescriptionInit } | { candidate: RTCIceCandidateInit };

declare global {
  // What a page of this rival has: `say` brings a word to the other page, `hear` takes the other's.
  var say: (word: Word) => void;
  var hear: (word: Word) => Promise<void>;
}

async function begin(calls: boolean): Promise<void> {
  const media = await navigator.mediaDevices.getUserMedia({
    audio: { echoCancellation: true, noiseSuppression: true },
    video: { width: 1280, height: 720, frameRate: 30 },
  });
  const connection = new RTCPeerConnection({ bundlePolicy: 'max-bundle' });
  for (const track of media.getTracks()) connection.addTrack(track, media);
  connection.addEventListener('icecandidate', ({ candidate }) => {
    if (candidate) globalThis.say({ candidate: candidate.toJSON() });
  });
  connection.addEventListener('iceconnectionstatechange', () => {
    globalThis.arrivals!.told.push({ at: Date.now(), state: connection.iceConnectionState, reason: null });
  });
  connection.addEventListener('track', ({ track }) => {
    const element = document.createElement(track.kind === 'video' ? 'video' : 'audio');
    document.body.append(Object.assign(element, { autoplay: true, srcObject: new MediaStream([track]) }));
  });
  const describe = async (): Promise<void> => {
    await connection.setLocalDescription();
    globalThis.say({ description: connection.localDescription!.toJSON() as RTCSessionDescriptionInit });
  };
  globalThis.hear = async (word) => {
    if ('candidate' in word) return connection.addIceCandidate(word.candidate);
    await connection.setRemoteDescription(word.description);
    if (word.description.type === 'offer') await describe();
  };
  if (calls) await describe();
}

export const chromium: NetworkRival = {
  name: 'chromium',
  about: 'Chromium by itself: two bare RTCPeerConnections that nobody mends',
  async open() {
    const lab = openLab();
    const server = createServer((_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>bare</title>');
    }).listen(0, lab.host);
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no free port');
    const origin = `http://${lab.host}:${address.port}`;

    const arrive = async (place: Place): Promise<{ page: Page; browser: Browser }> => {
      const browser = await launchAt(place, [origin]);
      const context = await browser.newContext({ permissions: ['camera', 'microphone'] });
      await watchArrivals(context);
      const page = await context.newPage();
      await page.goto(origin);
      return { page, browser };
    };
    const places = [await lab.place(), await lab.place()] as const;
    const [one, other] = [await arrive(places[0]), await arrive(places[1])];
    const introduce = (from: Page, to: Page): Promise<unknown> =>
      from.exposeFunction('say', (word: Word) => to.evaluate((heard) => globalThis.hear(heard), word));
    await introduce(one.page, other.page);
    await introduce(other.page, one.page);
    await other.page.evaluate(begin, false);
    await one.page.evaluate(begin, true);
    return {
      pages: [one.page, other.page],
      place: places[1],
      async close() {
        await Promise.all([one, other].map(({ browser }) => browser.close()));
        server.close();
        server.closeAllConnections();
        lab.close();
      },
    };
  },
};
