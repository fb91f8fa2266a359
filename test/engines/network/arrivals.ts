/** What arrives in a page, and when: watched in every page alike, whoever wrote it. Moments are milliseconds since the epoch. */
import type { Page } from '@playwright/test';

/** The state of the call as the page is told, or of a bare connection. */
export interface Told {
  readonly at: number;
  readonly state: string;
  readonly reason: string | null;
}

export interface Arrivals {
  /** Decoded pictures of others. */
  readonly pictures: readonly number[];
  /** Sound of others that was played, and not made up for what was lost. */
  readonly sounds: readonly number[];
  readonly told: readonly Told[];
}

declare global {
  // What the init script keeps in the page.
  var arrivals: { pictures: number[]; sounds: number[]; told: Told[]; connections: RTCPeerConnection[] } | undefined;
}

function watch(): void {
  const seen = { pictures: [] as number[], sounds: [] as number[], told: [] as Told[] };
  const connections: RTCPeerConnection[] = [];
  globalThis.arrivals = { ...seen, connections };
  const newest = new WeakMap<RTCRtpReceiver, number>();
  globalThis.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      connections.push(this);
    }
  };
  const look = (): void => {
    for (const receiver of connections.flatMap((one) => one.getReceivers())) {
      const [source] = receiver.getSynchronizationSources();
      if (!source || source.timestamp === newest.get(receiver)) continue;
      newest.set(receiver, source.timestamp);
      seen[receiver.track.kind === 'video' ? 'pictures' : 'sounds'].push(Date.now());
    }
  };
  setInterval(look, 10);
  addEventListener('fireside-call-state', (event) => {
    const { state, reason } = event as unknown as { readonly state: string; readonly reason: string | null };
    seen.told.push({ at: Date.now(), state, reason });
  });
}

export function watchArrivals(target: { addInitScript(script: () => void): Promise<unknown> }): Promise<unknown> {
  return target.addInitScript(watch);
}

export function arrivals(page: Page): Promise<Arrivals> {
  return page.evaluate(() => {
    const { pictures, sounds, told } = globalThis.arrivals!;
    return { pictures, sounds, told };
  });
}

/** Milliseconds from `moment` until both a picture and sound had come; NaN where one has not. */
export function mediaAfter({ pictures, sounds }: Arrivals, moment: number): number {
  const first = (all: readonly number[]): number => all.find((at) => at > moment) ?? Number.NaN;
  return Math.max(first(pictures), first(sounds)) - moment;
}

/** The longest time without any, from one moment to another. */
export function longestGap(all: readonly number[], from: number, to: number): number {
  const moments = [from, ...all.filter((at) => at > from && at < to), to];
  return Math.max(...moments.slice(1).map((at, index) => at - moments[index]!));
}
