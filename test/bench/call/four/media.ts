/** What a page of a call shows, receives and sends: read in every page alike, whoever wrote it. */
import type { Page } from '@playwright/test';

/** A picture of one size, on its way in or out (webrtc-stats, `RTCInboundRtpStreamStats`, `RTCOutboundRtpStreamStats`). */
interface Stream {
  readonly id: string;
  readonly way: 'in' | 'out';
  /** Decoded or coded so far. */
  readonly frames: number;
  /** Of one frame, in millions. */
  readonly pixels: number;
}

export interface Media {
  /** Pictures that are on the page, and what they cover, in millions of its pixels. */
  readonly tiles: number;
  readonly area: number;
  readonly streams: readonly Stream[];
}

/** In a page that keeps its connections (`keepConnections`). */
export function mediaOf(page: Page): Promise<Media> {
  return page.evaluate(async () => {
    const videos = (root: ParentNode): HTMLVideoElement[] =>
      [...root.querySelectorAll('*')].flatMap((element) => [
        ...(element instanceof HTMLVideoElement ? [element] : []),
        ...(element.shadowRoot ? videos(element.shadowRoot) : []),
      ]);
    const streams: Stream[] = [];
    for (const connection of globalThis.firesideTest?.connections ?? []) {
      for (const report of (await connection.getStats()).values()) {
        if (report.kind !== 'video' || !['inbound-rtp', 'outbound-rtp'].includes(report.type)) continue;
        const way = report.type === 'inbound-rtp' ? 'in' : 'out';
        const frames = (way === 'in' ? report.framesDecoded : report.framesEncoded) ?? 0;
        const pixels = ((report.frameWidth ?? 0) * (report.frameHeight ?? 0)) / 1e6;
        streams.push({ id: report.id, way, frames, pixels });
      }
    }
    const shown = videos(document).filter((video) => video.videoWidth > 0 && video.checkVisibility());
    const area = shown.reduce((sum, { clientWidth, clientHeight }) => sum + (clientWidth * clientHeight) / 1e6, 0);
    return { tiles: shown.length, area, streams };
  });
}

/** Frames that went one way from one look to the next, and their pixels in millions. */
export function flow(way: Stream['way'], before: Media, after: Media): { frames: number; pixels: number } {
  const sum = { frames: 0, pixels: 0 };
  for (const { id, frames, pixels } of after.streams.filter((stream) => stream.way === way)) {
    const more = frames - (before.streams.find((stream) => stream.id === id)?.frames ?? 0);
    sum.frames += more;
    sum.pixels += more * pixels;
  }
  return sum;
}
