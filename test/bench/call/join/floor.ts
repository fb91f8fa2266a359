/** What WebRTC itself needs: two bare connections, and a line between the pages that is open already. */
import type { Page } from '@playwright/test';
import { servePages } from './pages.ts';
import type { JoinRival } from './rival.ts';

declare global {
  // What the pages of this rival keep: `call` begins it; `answered` is when the answer has come, ms since the epoch.
  var bare: { call(): void; answered: number } | undefined;
}

async function prepare(page: Page): Promise<void> {
  await page.evaluate(async () => {
    type Word = { description: RTCSessionDescriptionInit } | { candidate: RTCIceCandidateInit };
    const stream = await navigator.mediaDevices.getUserMedia({
      audio: { echoCancellation: true, noiseSuppression: true },
      video: { width: 1280, height: 720, frameRate: 30 },
    });
    const show = (shown: MediaStream): void => {
      const video = Object.assign(document.createElement('video'), { muted: true, autoplay: true, srcObject: shown });
      document.body.append(video);
    };
    show(stream);
    const socket = new WebSocket(location.origin.replace('http', 'ws'));
    await new Promise((resolve) => socket.addEventListener('open', resolve));
    const say = (word: Word): void => socket.send(JSON.stringify(word));
    let connection: RTCPeerConnection | null = null;
    const open = (): RTCPeerConnection => {
      connection = new RTCPeerConnection({ bundlePolicy: 'max-bundle' });
      for (const track of stream.getTracks()) connection.addTrack(track, stream);
      connection.addEventListener('icecandidate', ({ candidate }) => candidate && say({ candidate }));
      connection.addEventListener('track', ({ track }) => track.kind === 'video' && show(new MediaStream([track])));
      return connection;
    };
    socket.addEventListener('message', async ({ data }) => {
      const word = JSON.parse(String(data)) as Word;
      if ('candidate' in word) return connection?.addIceCandidate(word.candidate);
      const answering = word.description.type === 'offer';
      const mine = answering ? open() : connection!;
      if (!answering) globalThis.bare!.answered = performance.timeOrigin + performance.now();
      await mine.setRemoteDescription(word.description);
      if (!answering) return;
      await mine.setLocalDescription();
      say({ description: mine.localDescription!.toJSON() as RTCSessionDescriptionInit });
    });
    globalThis.bare = {
      answered: Number.NaN,
      async call() {
        const mine = open();
        await mine.setLocalDescription();
        say({ description: mine.localDescription!.toJSON() as RTCSessionDescriptionInit });
      },
    };
  });
}

export const floor: JoinRival = {
  name: 'floor',
  about: 'two bare RTCPeerConnections in two empty pages, a socket open between them',
  async open() {
    const pages = await servePages();
    return {
      async meet(person, other) {
        for (const page of [other, person]) {
          await page.goto(pages.origin);
          await prepare(page);
        }
      },
      press: (person) =>
        person.evaluate(() => {
          const pressed = performance.timeOrigin + performance.now();
          globalThis.bare!.call();
          return pressed;
        }),
      async more(person, { decoded }) {
        const answered = await person.evaluate(() => globalThis.bare!.answered);
        return { 'answer to frame ms': decoded - answered };
      },
      close: () => pages.close(),
    };
  },
};
