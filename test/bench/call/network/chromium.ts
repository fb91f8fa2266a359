/** What Chromium does by itself: two bare connections, introduced once, and then left alone. */
import type { Page } from '@playwright/test';
import { openBarePair } from './bare.ts';
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
    const pair = await openBarePair();
    const [one, other] = pair.pages;
    const introduce = (from: Page, to: Page): Promise<unknown> =>
      from.exposeFunction('say', (word: Word) => to.evaluate((heard) => globalThis.hear(heard), word));
    await introduce(one, other);
    await introduce(other, one);
    await other.evaluate(begin, false);
    await one.evaluate(begin, true);
    return pair;
  },
};
