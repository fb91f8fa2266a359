/** When somebody's first picture is there: measured in every page alike, whoever wrote it. */
import type { BrowserContext, Page } from '@playwright/test';

/** Milliseconds since the epoch, with fractions: pages of one machine share this clock. */
export interface FirstFrame {
  /** The first frame of another person has come out of the decoder. */
  readonly decoded: number;
  /** The first frame of another person was handed to the screen. */
  readonly shown: number;
}

declare global {
  // What the init script keeps in the page.
  var firstFrame: { readonly decoded: Promise<number>; readonly shown: Promise<number> } | undefined;
}

/** Not all type definitions have it in windows, where Chromium has it (mediacapture-transform section 3). */
type TrackProcessor = new (init: { track: MediaStreamTrack }) => { readonly readable: ReadableStream<VideoFrame> };

function watch(): void {
  const now = (): number => performance.timeOrigin + performance.now();
  const [decoded, shown] = [Promise.withResolvers<number>(), Promise.withResolvers<number>()];
  globalThis.firstFrame = { decoded: decoded.promise, shown: shown.promise };
  // No recording: one frame is looked at, and closed.
  // oxlint-disable-next-line no-restricted-properties
  const { MediaStreamTrackProcessor } = globalThis as unknown as { MediaStreamTrackProcessor: TrackProcessor };
  const remote = new Set<MediaStreamTrack>();

  async function read(track: MediaStreamTrack): Promise<void> {
    const reader = new MediaStreamTrackProcessor({ track }).readable.getReader();
    const { value: frame } = await reader.read();
    decoded.resolve(now());
    frame?.close();
    await reader.cancel();
  }
  globalThis.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      this.addEventListener('track', ({ track }) => {
        if (track.kind !== 'video') return;
        remote.add(track);
        void read(track);
      });
    }
  };

  const source = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'srcObject')!;
  Object.defineProperty(HTMLMediaElement.prototype, 'srcObject', {
    ...source,
    set(this: HTMLMediaElement, stream: MediaStream | null) {
      source.set!.call(this, stream);
      if (!(this instanceof HTMLVideoElement) || stream === null) return;
      this.requestVideoFrameCallback(() => {
        if (stream.getVideoTracks().some((track) => remote.has(track))) shown.resolve(now());
      });
    },
  });
}

/** For every page of a context, before its own scripts. */
export async function watchFirstFrame(context: BrowserContext): Promise<void> {
  await context.addInitScript(watch);
}

/** @throws where no picture comes in time */
export function firstFrame(page: Page): Promise<FirstFrame> {
  return page.evaluate(async () => {
    const late = new Promise<never>((_, reject) => {
      setTimeout(() => reject(new Error('No picture came within 20 s.')), 20_000);
    });
    const { decoded, shown } = globalThis.firstFrame!;
    const [first, seen] = await Promise.race([Promise.all([decoded, shown]), late]);
    return { decoded: first, shown: seen };
  });
}
