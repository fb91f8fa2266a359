/** From the loaded script to a lobby that can be used, with a year's documents. */
import { documentName } from '@fireside/protocol';
import type { Page } from '@playwright/test';
import { ticketFor } from '../../e2e/support/wire.ts';
import { startWorld } from '../../e2e/support/world.ts';
import type { BenchRow } from '../report/bench.ts';
import { plain } from '../report/row.ts';
import { serveBare } from './bare.ts';
import { launch, withPeople } from './browsers.ts';
import { writeMentorship, writePrivate, writeSession } from './documents.ts';
import { OURS, write } from './widgets.ts';

const OPEN = 'script to lobby usable ms';
const LOADED = 'script to documents in sync ms';
const ITEMS = 200;

const LOAD = {
  name: 'load',
  about:
    'an empty page that opens the same three documents with Yjs and y-websocket on our server, with a ticket that it has already',
};

declare global {
  /** When the lobby could be used, in ms of the page's own clock. */
  var lobbyUsable: Promise<number> | undefined;
  /** When the bare page had all documents. */
  var loaded: Promise<number> | undefined;
}

/** Looks before each frame whether *Join* can be pressed and so many items are listed; then waits for that frame's paint. */
function watchLobby(items: number): void {
  const roots: ShadowRoot[] = [];
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (init) {
    const root = attach.call(this, init);
    roots.push(root);
    return root;
  };
  const usable = (): boolean => {
    const join = roots
      .flatMap((root) => [...root.querySelectorAll('button')])
      .find(({ textContent }) => textContent.trim() === 'Join');
    if (!join || join.disabled || join.ariaDisabled === 'true') return false;
    return roots.some((root) => root.querySelectorAll('ol > li input[type=checkbox]').length >= items);
  };
  globalThis.lobbyUsable = new Promise((resolve) => {
    const look = (): void => {
      if (!usable()) return void requestAnimationFrame(look);
      const { port1, port2 } = new MessageChannel();
      port1.addEventListener('message', () => resolve(performance.now()));
      port1.start();
      port2.postMessage(null);
    };
    requestAnimationFrame(look);
  });
}

/** When the last file of a script that its page itself names or imports had come. */
function scriptLoaded(page: Page, file: RegExp): Promise<number> {
  return page.evaluate((pattern) => {
    const files = performance.getEntriesByType('resource').filter(({ name }) => new RegExp(pattern).test(name));
    return Math.max(...files.map((entry) => (entry as PerformanceResourceTiming).responseEnd));
  }, file.source);
}

export const opening: BenchRow = {
  name: 'opening',
  about:
    'a person’s first visit on this device, with 500 promises, 40 goals, 100 parked topics, private notes of 24 sessions, and a session of 200 items and 100,000 characters: from the last byte of the script to *Join* and all items painted',
  rivals: [OURS, LOAD],
  async open() {
    const bare = await serveBare('load');
    const world = await startWorld({ origins: [bare.origin] });
    await write(world, 'session', writeSession);
    await write(world, 'mentorship', writeMentorship);
    await write(world, 'private', writePrivate);
    const browser = await launch();
    return {
      measure: (rival) =>
        withPeople(browser, 1, async (page) => {
          if (rival === OURS.name) {
            await page.addInitScript(watchLobby, ITEMS);
            await page.goto(world.link('anna'));
            const usable = await page.evaluate(() => globalThis.lobbyUsable!);
            return { figures: { [OPEN]: usable - (await scriptLoaded(page, /fireside\.js|first-load/)) }, faults: [] };
          }
          const { documents, session, mentorship, person } = await ticketFor(world, 'anna');
          const names = [
            documentName({ kind: 'session', session: session.id }),
            documentName({ kind: 'mentorship', mentorship: mentorship.id }),
            documentName({ kind: 'private', mentorship: mentorship.id, person: person.id }),
          ];
          const asks = JSON.stringify({ url: documents.url, token: documents.token, names });
          await page.goto(`${bare.origin}/#${new URLSearchParams({ documents: asks })}`);
          const loaded = await page.evaluate(() => globalThis.loaded!);
          return { figures: { [LOADED]: loaded - (await scriptLoaded(page, /load\.js/)) }, faults: [] };
        }),
      async close() {
        await browser.close();
        await bare.close();
        await world.close();
      },
    };
  },
  figures: [
    {
      what: 'lobby usable, beyond the bare load of its documents',
      unit: 'ms',
      of: (run) => plain('ours', OPEN)(run) - plain('load', LOADED)(run),
      must: 200,
      aim: 100,
    },
    { what: 'script to lobby usable', unit: 'ms', of: plain('ours', OPEN) },
    { what: 'script to documents in sync: bare Yjs', unit: 'ms', of: plain('load', LOADED) },
  ],
};
