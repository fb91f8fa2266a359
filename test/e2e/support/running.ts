/** What a page has running: counted from the page's first script on, whoever started it. */
import type { BrowserContext, Page } from '@playwright/test';

export interface Running {
  sockets: number;
  /** Peer connections that are not closed. */
  connections: number;
  /** Live tracks of camera and microphone. */
  tracks: number;
  /** Audio contexts that are not closed: the meter's. */
  audio: number;
  intervals: number;
  timeouts: number;
  frames: number;
  /** Web Locks that are held or waited for. */
  locks: number;
}

export const NOTHING: Running = {
  sockets: 0,
  connections: 0,
  tracks: 0,
  audio: 0,
  intervals: 0,
  timeouts: 0,
  frames: 0,
  locks: 0,
};

declare global {
  // What the init script keeps in the page.
  var firesideRunning: (() => Promise<Running>) | undefined;
}

function count(): void {
  const sockets: WebSocket[] = [];
  const connections: RTCPeerConnection[] = [];
  const tracks: MediaStreamTrack[] = [];
  const contexts: AudioContext[] = [];
  globalThis.WebSocket = class extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      sockets.push(this);
    }
  };
  globalThis.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      connections.push(this);
    }
  };
  globalThis.AudioContext = class extends AudioContext {
    constructor(options?: AudioContextOptions) {
      super(options);
      contexts.push(this);
    }
  };
  const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async (constraints) => {
    const stream = await open(constraints);
    tracks.push(...stream.getTracks());
    return stream;
  };

  /** Wraps a pair of functions that start and end something; `once`: it ends by itself when it has fired. */
  function follow(
    start: 'setInterval' | 'setTimeout' | 'requestAnimationFrame',
    end: string,
    once: boolean,
  ): Set<number> {
    const started = new Set<number>();
    const scope = globalThis as unknown as Record<string, (...args: unknown[]) => number>;
    const [begin, stop] = [scope[start], scope[end]];
    if (!begin || !stop) throw new Error(`no ${start}`);
    scope[start] = (callback, ...rest) => {
      const id = begin.call(
        globalThis,
        (...args: unknown[]) => {
          if (once) started.delete(id);
          (callback as (...args: unknown[]) => void)(...args);
        },
        ...rest,
      );
      started.add(id);
      return id;
    };
    scope[end] = (id) => {
      started.delete(id as number);
      return stop.call(globalThis, id);
    };
    return started;
  }
  const intervals = follow('setInterval', 'clearInterval', false);
  const timeouts = follow('setTimeout', 'clearTimeout', true);
  const frames = follow('requestAnimationFrame', 'cancelAnimationFrame', true);

  globalThis.firesideRunning = async () => {
    const { held = [], pending = [] } = await navigator.locks.query();
    return {
      sockets: sockets.filter((socket) => socket.readyState !== socket.CLOSED).length,
      connections: connections.filter((one) => one.connectionState !== 'closed').length,
      tracks: tracks.filter((track) => track.readyState === 'live').length,
      audio: contexts.filter((context) => context.state !== 'closed').length,
      intervals: intervals.size,
      timeouts: timeouts.size,
      frames: frames.size,
      locks: held.length + pending.length,
    };
  };
}

/** Before the first page of the context is opened, or another one. */
export async function countRunning(context: BrowserContext): Promise<void> {
  await context.addInitScript(count);
}

export function runningIn(page: Page): Promise<Running> {
  return page.evaluate(() => {
    if (!globalThis.firesideRunning) throw new Error('Nothing is counted in this page.');
    return globalThis.firesideRunning();
  });
}

/** Listeners on what outlives an element, of scripts that were loaded: the test's own have no address. */
export async function listenersIn(page: Page): Promise<readonly string[]> {
  const session = await page.context().newCDPSession(page);
  const loaded = new Set<string>();
  session.on('Debugger.scriptParsed', ({ scriptId, url }) => {
    if (url.startsWith('http')) loaded.add(scriptId);
  });
  await session.send('Debugger.enable'); // tells of every script that is there
  const found: string[] = [];
  for (const expression of ['window', 'document', 'navigator.mediaDevices', 'navigator.permissions']) {
    const { result } = await session.send('Runtime.evaluate', { expression });
    const { listeners } = await session.send('DOMDebugger.getEventListeners', { objectId: result.objectId ?? '' });
    const ours = listeners.filter(({ scriptId }) => loaded.has(scriptId));
    found.push(...ours.map(({ type }) => `${expression} ${type}`));
  }
  await session.detach();
  return found;
}
