/** People with a browser of their own, watched for everything that must not happen. */
import { expect, type Browser, type BrowserContext, type Page } from '@playwright/test';
import type { World } from './world.ts';

declare global {
  // What the init script below keeps in the page.
  var firesideTest: { connections: RTCPeerConnection[] } | undefined;
}

export interface Someone {
  readonly name: string;
  readonly context: BrowserContext;
  page: Page;
  /** Violations, console errors and foreign requests so far. */
  readonly faults: string[];
}

// While the server is down, Chromium itself writes each refused connection to the console.
const REFUSED = /ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|ERR_CONNECTION_CLOSED/;

function keepConnections(): void {
  const connections: RTCPeerConnection[] = [];
  globalThis.firesideTest = { connections };
  globalThis.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      connections.push(this);
    }
  };
  addEventListener('securitypolicyviolation', (event) => {
    console.error(`securitypolicyviolation ${event.violatedDirective} ${event.blockedURI}`);
  });
}

function watch(page: Page, world: World, faults: string[]): void {
  const own = [new URL(world.server).host, new URL(world.intranet).host];
  page.on('console', (message) => {
    if (message.type() !== 'error') return;
    const text = `${message.text()} (${message.location().url})`;
    if (world.mayRefuse() && REFUSED.test(text)) return;
    faults.push(`console: ${text}`);
  });
  page.on('pageerror', (error) => faults.push(`page error: ${error.stack ?? error.message}`));
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && !own.includes(url.host)) faults.push(`foreign: ${url.host}`);
  });
  page.on('websocket', (socket) => {
    if (!own.includes(new URL(socket.url()).host)) faults.push(`foreign: ${socket.url()}`);
  });
}

export async function arrive(browser: Browser, world: World, name: 'anna' | 'bo' | 'olga'): Promise<Someone> {
  const context = await browser.newContext({
    permissions: ['camera', 'microphone'],
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
  });
  await context.addInitScript(keepConnections);
  const faults: string[] = [];
  context.on('page', (page) => watch(page, world, faults));
  const page = await context.newPage();
  const someone: Someone = { name, context, page, faults };
  await page.goto(world.link(name));
  return someone;
}

/** A fresh page of the same browser profile, as after closing the tab. */
export async function returnTomorrow(someone: Someone, world: World): Promise<void> {
  await someone.page.close();
  someone.page = await someone.context.newPage();
  await someone.page.goto(world.link(someone.name as 'anna' | 'bo' | 'olga'));
}

export interface Received {
  frames: number;
  samples: number;
}

/** What this person's browser has decoded of the others so far. */
export async function received(someone: Someone): Promise<Received> {
  return someone.page.evaluate(async () => {
    const sum = { frames: 0, samples: 0 };
    for (const connection of globalThis.firesideTest?.connections ?? []) {
      for (const report of (await connection.getStats()).values()) {
        if (report.type !== 'inbound-rtp') continue;
        sum.frames += report.framesDecoded ?? 0;
        sum.samples += report.totalSamplesReceived ?? 0;
      }
    }
    return sum;
  });
}

/** Sees and hears: decoded frames and received audio both grow. */
export async function expectMediaGrows(someone: Someone): Promise<void> {
  const before = await received(someone);
  await expect
    .poll(
      async () => {
        const now = await received(someone);
        return now.frames > before.frames && now.samples > before.samples;
      },
      { message: `${someone.name} sees and hears the other`, timeout: 20_000 },
    )
    .toBe(true);
}
