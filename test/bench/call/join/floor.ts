/** What WebRTC itself needs: two bare connections, and a line between the pages that is open already. */
import type { Page } from '@playwright/test';
import { servePages } from '../pages.ts';
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
    // As ours begins: Chromium throws away the first frames of a large picture.
    const small = ({ kind }: MediaStreamTrack): RTCRtpEncodingParameters => ({
      scaleResolutionDownBy: kind === 'video' ? 4 : 1,
    });
    const shrink = async (sender: RTCRtpSender): Promise<void> => {
      const parameters = sender.getParameters();
      for (const encoding of parameters.encodings) encoding.scaleResolutionDownBy = 4;
      await sender.setParameters(parameters);
    };
    const open = (calls: boolean): RTCPeerConnection => {
      connection = new RTCPeerConnection({ bundlePolicy: 'max-bundle' });
      if (calls)
        for (const track of stream.getTracks()) connection.addTransceiver(track, { sendEncodings: [small(track)] });
      else for (const track of stream.getTracks()) connection.addTrack(track);
      connection.addEventListener('icecandidate', ({ candidate }) => candidate && say({ candidate }));
      connection.addEventListener('track', ({ track }) => track.kind === 'video' && show(new MediaStream([track])));
      return connection;
    };
    const hear = async (word: Word): Promise<void> => {
      if ('candidate' in word) return connection?.addIceCandidate(word.candidate);
      const answering = word.description.type === 'offer';
      const mine = answering ? open(false) : connection!;
      if (!answering) globalThis.bare!.answered = performance.timeOrigin + performance.now();
      await mine.setRemoteDescription(word.description);
      if (!answering) return;
      await Promise.all(
        mine
          .getSenders()
          .filter(({ track }) => track?.kind === 'video')
          .map(shrink),
      );
      await mine.setLocalDescription();
      say({ description: mine.localDescription!.toJSON() as RTCSessionDescriptionInit });
    };
    socket.addEventListener('message', ({ data }) => void hear(JSON.parse(String(data)) as Word));
    globalThis.bare = {
      answered: Number.NaN,
      async call() {
        const mine = open(true);
        await mine.setLocalDescription();
        say({ description: mine.localDescription!.toJSON() as RTCSessionDescriptionInit });
      },
    };
  });
}

export const floor: JoinRival = {
  name: 'floor',
  about:
    'two bare RTCPeerConnections in two empty pages, a socket open between them, the first picture small as in ours',
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
