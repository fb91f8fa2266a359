/** Fifty times on one page: the widget comes, joins a call on LiveKit, and goes; it leaves nothing behind. */
import type { CDPSession } from '@playwright/test';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { orLeftOut } from './engine.ts';
import { livekit } from './livekit.ts';
import { expect, startSfuCircle, type Guest, type SfuCircle } from './sfu-circle.ts';

const TIMES = 50;
/** Until then the page has everything that it loads once. */
const SETTLED = 10;
const MB = 2 ** 20;

describe.runIf(orLeftOut(livekit))('the widget in a call on LiveKit', { timeout: 150_000 }, () => {
  let circle: SfuCircle;
  let anna: Guest;
  let devtools: CDPSession;
  beforeAll(async () => {
    circle = await startSfuCircle(['Anna', 'Bo']);
    anna = await circle.arrive('Anna');
    await anna.page.evaluate(() => document.querySelector('fireside-session')!.remove());
    devtools = await anna.context.newCDPSession(anna.page);
    await devtools.send('Performance.enable');
  });
  afterAll(() => circle.close());

  interface Weight {
    readonly heap: number;
    readonly nodes: number;
    readonly listeners: number;
  }

  /** Of what is left after the garbage. */
  async function weigh(): Promise<Weight> {
    // What is freed may let go of more.
    for (let round = 0; round < 3; round += 1) await devtools.send('HeapProfiler.collectGarbage');
    const { metrics } = await devtools.send('Performance.getMetrics');
    const of = (wanted: string): number => metrics.find(({ name }) => name === wanted)?.value ?? Number.NaN;
    return { heap: of('JSHeapUsedSize'), nodes: of('Nodes'), listeners: of('JSEventListeners') };
  }

  it(`comes and goes ${TIMES} times, and leaves nothing`, async () => {
    const attributes = { server: circle.world.server, mentorship: 'circle', 'token-url': '/fireside-token?as=anna' };
    await anna.page.evaluate(watchEverything);
    let settled: Weight | null = null;
    for (let time = 1; time <= TIMES; time += 1) {
      await anna.page.evaluate(comeAndJoin, attributes);
      // Every other one leaves first.
      await anna.page.evaluate(go, time % 2 === 0);
      await expect.poll(() => anna.page.evaluate(left), { message: `after ${time}` }).toEqual([]);
      if (time === SETTLED) settled = await weigh();
    }
    await expect.poll(() => circle.atLiveKit()).toEqual([]);
    // What a timer of the last ones still holds goes with it; what all have left behind stays.
    const grown = async (of: keyof Weight): Promise<number> => (await weigh())[of] - settled![of];
    await expect.poll(() => grown('nodes'), { timeout: 30_000 }).toBeLessThan(500);
    await expect.poll(() => grown('listeners'), { timeout: 30_000 }).toBeLessThan(100);
    expect(await grown('heap')).toBeLessThan(3 * MB);
    expect(anna.faults).toEqual([]);
  });
});

// What follows runs in the page.

declare global {
  /** Everything that must end, and has not been collected; with a word for it while it has not ended. */
  var watched: { readonly of: WeakRef<object>; readonly look: (one: never) => string | null }[] | undefined;
}

/** Keeps, weakly, what is opened from now on. */
function watchEverything(): void {
  const watched: NonNullable<typeof globalThis.watched> = (globalThis.watched = []);
  const watch = <T extends object>(one: T, look: (one: T) => string | null): T => {
    watched.push({ of: new WeakRef(one), look: look as (one: never) => string | null });
    return one;
  };
  const watchTrack = (track: MediaStreamTrack): MediaStreamTrack =>
    watch(track, ({ readyState, kind }) => (readyState === 'live' ? `a live ${kind} track` : null));
  globalThis.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      watch(this as RTCPeerConnection, (one) => (one.signalingState === 'closed' ? null : 'an open connection'));
    }
  };
  globalThis.WebSocket = class extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      watch(this as WebSocket, (one) => (one.readyState === WebSocket.CLOSED ? null : `an open socket to ${one.url}`));
    }
  };
  globalThis.AudioContext = class extends AudioContext {
    constructor(options?: AudioContextOptions) {
      super(options);
      watch(this as AudioContext, (one) => (one.state === 'closed' ? null : `a ${one.state} AudioContext`));
    }
  };
  const { mediaDevices } = navigator;
  const open = mediaDevices.getUserMedia.bind(mediaDevices);
  mediaDevices.getUserMedia = async (constraints) => {
    const stream = await open(constraints);
    stream.getTracks().forEach(watchTrack);
    return stream;
  };
  // oxlint-disable-next-line unbound-method -- it is called with its owner
  const { clone } = MediaStreamTrack.prototype;
  MediaStreamTrack.prototype.clone = function (this: MediaStreamTrack) {
    return watchTrack(clone.call(this));
  };
}

/** What is still open. */
function left(): string[] {
  // What other tests count by would keep every connection, and whatever it knows.
  globalThis.firesideTest!.connections.length = 0;
  return globalThis.watched!.flatMap(({ of, look }) => {
    const one = of.deref();
    const word = one === undefined ? null : look(one as never);
    return word === null ? [] : [word];
  });
}

/** Puts the widget into the page, and is in the call. */
async function comeAndJoin(attributes: Readonly<Record<string, string>>): Promise<void> {
  const find = (root: ParentNode, found: (element: Element) => boolean): Element | null => {
    for (const element of root.querySelectorAll('*')) {
      if (found(element)) return element;
      const inside = element.shadowRoot && find(element.shadowRoot, found);
      if (inside) return inside;
    }
    return null;
  };
  const until = async (found: (element: Element) => boolean): Promise<Element> => {
    for (;;) {
      const element = find(document, found);
      if (element) return element;
      await new Promise(requestAnimationFrame);
    }
  };
  const widget = document.createElement('fireside-session');
  for (const [name, value] of Object.entries(attributes)) widget.setAttribute(name, value);
  document.querySelector('main')!.append(widget);
  const isButton = (element: Element, name: string): boolean =>
    element.localName === 'button' && element.textContent?.trim() === name;
  ((await until((one) => isButton(one, 'Join'))) as HTMLElement).click();
  await until((one) => one.className === 'words' && (one.textContent ?? '').includes('not in the call yet'));
}

/** Takes the widget out of the page. */
function go(leave: boolean): void {
  const find = (root: ParentNode): HTMLElement | null => {
    for (const element of root.querySelectorAll<HTMLElement>('*')) {
      if (element.localName === 'button' && element.textContent?.trim() === 'Leave') return element;
      const inside = element.shadowRoot && find(element.shadowRoot);
      if (inside) return inside;
    }
    return null;
  };
  if (leave) find(document)!.click();
  document.querySelector('fireside-session')!.remove();
}
