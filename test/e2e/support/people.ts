/** People with a browser of their own, watched for everything that must not happen. */
import { expect, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from '@playwright/test';
import { keepConnections, sumReceived, type Received } from './connections.ts';
import type { World } from './world.ts';

export interface Someone {
  readonly name: string;
  readonly context: BrowserContext;
  page: Page;
  /** Violations, console errors and foreign requests so far. */
  readonly faults: string[];
  /** What Chromium itself writes to the console about requests that a test makes fail. */
  readonly provoked: RegExp[];
}

// While the server is down, Chromium itself writes each refused connection to the console.
const REFUSED = /ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|ERR_CONNECTION_CLOSED/;

function watch(page: Page, world: World, faults: string[], provoked: readonly RegExp[]): void {
  const own = world.origins.map((origin) => new URL(origin).host);
  page.on('console', (message) => {
    if (message.type() !== 'error') return;
    const text = `${message.text()} (${message.location().url})`;
    if (world.mayRefuse() && REFUSED.test(text)) return;
    if (provoked.some((one) => one.test(text))) return;
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
  return arriveAt(browser, world, name, world.link(name));
}

/** `permissions`: what the browser gives without a question; camera and microphone unless it says otherwise. `device`: what it is beside a wide window. */
export async function arriveAt(
  browser: Browser,
  world: World,
  name: string,
  url: string,
  permissions: string[] = ['camera', 'microphone'],
  device: BrowserContextOptions = {},
): Promise<Someone> {
  const viewport = { width: 1440, height: 900 };
  const context = await browser.newContext({ permissions, viewport, locale: 'en-GB', ...device });
  await context.addInitScript(keepConnections);
  const faults: string[] = [];
  const provoked: RegExp[] = [];
  context.on('page', (page) => watch(page, world, faults, provoked));
  const page = await context.newPage();
  const someone: Someone = { name, context, page, faults, provoked };
  await page.goto(url);
  return someone;
}

/** Closes everybody's browser profile: who stays open goes on calling into the next test. */
export async function everybodyLeaves(browser: Browser): Promise<void> {
  await Promise.all(browser.contexts().map((context) => context.close()));
}

/** Another tab of the same browser profile. */
export async function anotherTab(someone: Someone, url: string): Promise<Someone> {
  const page = await someone.context.newPage();
  await page.goto(url);
  return { ...someone, page };
}

/** A fresh page of the same browser profile, as after closing the tab. */
export async function returnTomorrow(someone: Someone, world: World): Promise<void> {
  await someone.page.close();
  someone.page = await someone.context.newPage();
  await someone.page.goto(world.link(someone.name as 'anna' | 'bo' | 'olga'));
}

/** What this person's browser has decoded of the others so far. */
export async function received(someone: Someone): Promise<Received> {
  return someone.page.evaluate(sumReceived);
}

/** Sees and hears: decoded frames and received audio both grow. */
export function expectMediaGrows(someone: Someone): Promise<void> {
  return expectGrows(someone, ['frames', 'samples']);
}

export async function expectGrows(someone: Someone, kinds: readonly (keyof Received)[]): Promise<void> {
  const before = await received(someone);
  await expect
    .poll(
      async () => {
        const now = await received(someone);
        return kinds.every((kind) => now[kind] > before[kind]);
      },
      { message: `${someone.name} receives ${kinds.join(' and ')}`, timeout: 20_000 },
    )
    .toBe(true);
}
