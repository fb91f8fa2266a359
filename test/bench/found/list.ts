/** The list of a thousand sessions: from the press to its first rows, and all the way down. */
import type { Page } from '@playwright/test';
import { ticketFor } from '../../e2e/support/wire.ts';
import type { BenchRow } from '../report/bench.ts';
import { plain } from '../report/row.ts';
import { launch, withPeople } from '../together/browsers.ts';
import { OURS } from '../together/widgets.ts';
import { keepRoots, pressToPaint, watchFrames } from './in-page.ts';
import { SESSIONS, startThousand } from './thousand.ts';

const FIRST = 'press to first rows painted ms';
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
  about: `the saved notes of a pair with ${SESSIONS} sessions: from the press on *Saved notes*, whose code has not been loaded yet, to the first ${ROWS} rows painted; then with the wheel down to the first session of all`,
  rivals: [OURS, FLOOR],
  async open() {
    const { world, sessions, close } = await startThousand();
    const browser = await launch();
    return {
      measure: (rival) =>
        withPeople(browser, 1, async (page) => {
          await page.addInitScript(keepRoots);
          if (rival === FLOOR.name) {
            const { documents } = await ticketFor(world, 'anna');
            await page.goto(`${world.intranet}/nordhavn.svg`);
            const address = `${world.server}/v1/mentorships/anna-bo/sessions?limit=100`;
            return { figures: { [BARE]: await bareList(page, address, documents.token) }, faults: [] };
          }
          await page.goto(world.link('anna'));
          await page.getByRole('button', { name: 'Join', exact: true }).waitFor();
          const first = await pressToPaint(page, {
            press: { text: 'Saved notes' },
            until: { selector: '[data-session]', text: '', count: ROWS },
          });
          const end = await watchFrames(page);
          await scrollDown(page, sessions[0]!);
          const { longest, p99 } = await end();
          return { figures: { [FIRST]: first, [LONGEST]: longest, [P99]: p99 }, faults: [] };
        }),
      async close() {
        await browser.close();
        await close();
      },
    };
  },
  figures: [
    { what: 'press to first rows painted', unit: 'ms', of: plain('ours', FIRST), must: 200 },
    { what: 'a bare script that asks for the same', unit: 'ms', of: plain('floor', BARE) },
    { what: 'longest frame while scrolling (0: none over 50 ms)', unit: 'ms', of: plain('ours', LONGEST), must: 50 },
    { what: 'frames while scrolling p99', unit: 'ms', of: plain('ours', P99) },
  ],
};

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

function bareList(page: Page, address: string, token: string): Promise<number> {
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
