/** The list of a thousand sessions: from the press to its first rows, and all the way down. */
import type { Browser, Page } from '@playwright/test';
import { ticketFor } from '../../e2e/support/wire.ts';
import type { World } from '../../e2e/support/world.ts';
import type { BenchRow } from '../report/bench.ts';
import { plain } from '../report/row.ts';
import { launch, withPeople } from '../together/browsers.ts';
import { OURS } from '../together/widgets.ts';
import { keepRoots, pressToPaint, watchFrames } from './in-page.ts';
import { SESSIONS, startThousand } from './thousand.ts';

const FIRST = 'press to first rows painted ms';
const AT_ONCE = 'press at once to first rows painted ms';
const LONGEST = 'longest frame while scrolling ms';
const P99 = 'frames while scrolling p99 ms';
const BARE = 'asked to rows painted ms';
const ROWS = 8;

const FLOOR = {
  name: 'floor',
  about:
    'a script in an empty page that asks our server for the same page of the list and puts one button for each into it',
};

export const list: BenchRow = {
  name: 'list',
  about: `the saved notes of a pair with ${SESSIONS} sessions: from the press on *Saved notes* in a lobby at rest, and in one that asks for its own code still, to the first ${ROWS} rows painted; then with the wheel down to the first session of all`,
  rivals: [OURS, FLOOR],
  async open() {
    const { world, sessions, close } = await startThousand();
    const browser = await launch();
    return {
      async measure(rival) {
        if (rival === FLOOR.name) return { figures: { [BARE]: await bareList(browser, world) }, faults: [] };
        const atOnce = await inLobby(browser, world, pressToRows);
        const figures = await inLobby(browser, world, async (page) => {
          await page.waitForLoadState('networkidle');
          const first = await pressToRows(page);
          const end = await watchFrames(page);
          await scrollDown(page, sessions[0]!);
          const { longest, p99 } = await end();
          return { [FIRST]: first, [LONGEST]: longest, [P99]: p99 };
        });
        return { figures: { ...figures, [AT_ONCE]: atOnce }, faults: [] };
      },
      async close() {
        await browser.close();
        await close();
      },
    };
  },
  figures: [
    { what: 'press to first rows painted', unit: 'ms', of: plain('ours', FIRST), must: 200 },
    { what: 'the same, the lobby asks for its own code still', unit: 'ms', of: plain('ours', AT_ONCE) },
    { what: 'a bare script that asks for the same', unit: 'ms', of: plain('floor', BARE) },
    { what: 'longest frame while scrolling (0: none over 50 ms)', unit: 'ms', of: plain('ours', LONGEST), must: 50 },
    { what: 'frames while scrolling p99', unit: 'ms', of: plain('ours', P99) },
  ],
};

/** With a browser profile of its own, as soon as the lobby stands. */
function inLobby<T>(browser: Browser, world: World, run: (page: Page) => Promise<T>): Promise<T> {
  return withPeople(browser, 1, async (page) => {
    await page.addInitScript(keepRoots);
    await page.goto(world.link('anna'));
    await page.getByRole('button', { name: 'Join', exact: true }).waitFor();
    return run(page);
  });
}

function pressToRows(page: Page): Promise<number> {
  return pressToPaint(page, {
    press: { text: 'Saved notes' },
    until: { selector: '[data-session]', text: '', count: ROWS },
  });
}

/** Until the last row is there and in view. */
async function scrollDown(page: Page, oldest: string): Promise<void> {
  const rows = page.locator('fireside-review [data-session]');
  await rows.first().hover();
  const last = page.locator(`fireside-review [data-session="${oldest}"]`);
  const until = Date.now() + 60_000;
  while (!((await last.count()) > 0 && (await last.isVisible()) && (await inView(page, oldest)))) {
    if (Date.now() > until) throw new Error('The first session has not come into view.');
    await page.mouse.wheel(0, 900);
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
}

const inView = (page: Page, session: string): Promise<boolean> =>
  page.locator(`fireside-review [data-session="${session}"]`).evaluate((row) => {
    const { top } = row.getBoundingClientRect();
    return top >= 0 && top < innerHeight;
  });

function bareList(browser: Browser, world: World): Promise<number> {
  return withPeople(browser, 1, async (page) => {
    const { documents } = await ticketFor(world, 'anna');
    await page.goto(`${world.intranet}/nordhavn.svg`);
    return askAndPaint(page, `${world.server}/v1/mentorships/anna-bo/sessions?limit=100`, documents.token);
  });
}

function askAndPaint(page: Page, address: string, token: string): Promise<number> {
  return page.evaluate(
    async ([url, bearer]) => {
      const began = performance.now();
      const response = await fetch(url, { headers: { authorization: `Bearer ${bearer}` } });
      const { sessions } = (await response.json()) as { sessions: { lines: string[] }[] };
      const rows = sessions.map(({ lines }) => {
        const row = document.createElementNS('http://www.w3.org/1999/xhtml', 'button');
        row.textContent = lines.join('; ');
        return row;
      });
      document.documentElement.append(...rows);
      await new Promise(requestAnimationFrame);
      return new Promise<number>((resolve) => {
        const { port1, port2 } = new MessageChannel();
        port1.addEventListener('message', () => resolve(performance.now() - began));
        port1.start();
        port2.postMessage(null);
      });
    },
    [address, token] as const,
  );
}
