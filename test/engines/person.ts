/** Somebody at the real widget, in any browser that the driver knows. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Browser, ElementHandle, Page } from 'puppeteer-core';
import { expect } from 'vitest';
import { keepConnections, sumReceived, type Received } from '../e2e/support/connections.ts';
import type { World } from '../e2e/support/world.ts';

/** What is on the page, as assistive technology has it. */
export interface Seen {
  readonly buttons: readonly { readonly name: string; readonly pressed: string | null }[];
  /** Names of the tiles: who is shown, and what is to say about it. */
  readonly tiles: readonly string[];
  readonly alerts: readonly string[];
}

// While the server is down, browsers write each refused connection to the console.
const REFUSED = /ERR_CONNECTION_|can’t establish a connection|was interrupted/;

export class Person {
  /** Errors of the page so far: a test ends with none. */
  readonly faults: string[] = [];
  readonly page: Page;
  readonly #browser: Browser;

  private constructor(browser: Browser, page: Page, world: World) {
    this.#browser = browser;
    this.page = page;
    const fault = (text: string): void => {
      if (!(world.mayRefuse() && REFUSED.test(text))) this.faults.push(text);
    };
    page.on('console', (message) => {
      if (message.type() === 'error') fault(`console: ${message.text()}`);
    });
    page.on('pageerror', (error) => fault(`page error: ${String(error)}`));
  }

  /** @param prepare runs in the page before its first script */
  static async arrive(browser: Browser, world: World, name: 'anna' | 'bo', prepare?: () => void): Promise<Person> {
    const page = await browser.newPage();
    await page.setViewport({ width: 1280, height: 800 });
    const person = new Person(browser, page, world);
    await page.evaluateOnNewDocument(keepConnections);
    if (prepare) await page.evaluateOnNewDocument(prepare);
    await page.goto(world.link(name));
    return person;
  }

  look(): Promise<Seen> {
    return this.page.evaluate(see);
  }

  /** Presses the button with this name as soon as it is there. */
  async press(name: string): Promise<void> {
    const button = await this.page.waitForFunction(findButton, { timeout: 20_000 }, name);
    await (button as ElementHandle<Element>).click();
  }

  async join(): Promise<void> {
    await this.press('Join');
    await this.page.waitForFunction(findButton, { timeout: 20_000 }, 'Leave');
  }

  /** Waits for a tile whose whole name fits; *speaking* comes and goes. */
  async expectTile(name: string): Promise<void> {
    await expect.poll(async () => (await this.look()).tiles.map(quiet), { timeout: 20_000 }).toContain(name);
  }

  async expectNoTile(of: string): Promise<void> {
    await expect
      .poll(async () => (await this.look()).tiles.filter((tile) => tile.startsWith(of)), { timeout: 20_000 })
      .toEqual([]);
  }

  async expectPressed(button: string, pressed: boolean): Promise<void> {
    await expect
      .poll(async () => (await this.look()).buttons.find(({ name }) => name === button)?.pressed, { timeout: 20_000 })
      .toBe(String(pressed));
  }

  /** Waits until the page says this aloud. */
  async expectAlert(words: string): Promise<void> {
    await expect
      .poll(async () => (await this.look()).alerts.filter((alert) => alert.includes(words)), {
        timeout: 40_000,
      })
      .toHaveLength(1);
  }

  received(): Promise<Received> {
    return this.page.evaluate(sumReceived);
  }

  /** More than until now is decoded of each of these. */
  async expectGrows(...kinds: readonly (keyof Received)[]): Promise<void> {
    const before = await this.received();
    await expect
      .poll(
        async () => {
          const now = await this.received();
          return kinds.filter((kind) => !(now[kind] > before[kind]));
        },
        { timeout: 20_000 },
      )
      .toEqual([]);
  }

  /** By which kinds of candidates media go, ours first, each once: `relay/udp relay`. */
  async expectPaths(paths: readonly string[]): Promise<void> {
    await expect.poll(() => this.page.evaluate(findPaths), { timeout: 20_000 }).toEqual(paths);
  }

  async end(): Promise<void> {
    await Promise.race([this.#browser.close(), wait(5_000)]);
    this.#browser.process()?.kill('SIGKILL');
  }
}

const quiet = (name: string): string => name.replace(', speaking', '');

function see(): Seen {
  const all: Element[] = [];
  const walk = (root: ParentNode): void => {
    for (const element of root.querySelectorAll('*')) {
      if (element.checkVisibility()) all.push(element);
      if (element.shadowRoot) walk(element.shadowRoot);
    }
  };
  walk(document);
  const words = (element: Element): string =>
    element.getAttribute('aria-label') ?? (element.textContent ?? '').trim().replaceAll(/\s+/g, ' ');
  return {
    buttons: all
      .filter((one) => one.localName === 'button')
      .map((one) => ({ name: words(one), pressed: one.getAttribute('aria-pressed') })),
    tiles: all.filter((one) => one.getAttribute('role') === 'img').map(words),
    alerts: all.filter((one) => one.getAttribute('role') === 'alert').map(words),
  };
}

function findButton(name: string): Element | null {
  const find = (root: ParentNode): Element | null => {
    for (const element of root.querySelectorAll('*')) {
      const words = element.getAttribute('aria-label') ?? (element.textContent ?? '').trim();
      if (element.localName === 'button' && words === name && element.checkVisibility()) return element;
      const inside = element.shadowRoot && find(element.shadowRoot);
      if (inside) return inside;
    }
    return null;
  };
  return find(document);
}

async function findPaths(): Promise<string[]> {
  const paths = new Set<string>();
  for (const connection of globalThis.firesideTest?.connections ?? []) {
    const stats = await connection.getStats();
    for (const report of stats.values()) {
      if (report.type !== 'candidate-pair' || report.state !== 'succeeded' || !report.nominated) continue;
      const [ours, theirs] = [stats.get(report.localCandidateId), stats.get(report.remoteCandidateId)];
      const by = ours.relayProtocol === undefined ? '' : `/${ours.relayProtocol}`;
      paths.add(`${ours.candidateType}${by} ${theirs.candidateType}`);
    }
  }
  return [...paths];
}
