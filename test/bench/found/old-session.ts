/** A session of a year ago, opened from the list. */
import { detailOf } from './detail.ts';
import type { BenchRow } from '../report/bench.ts';
import { plain } from '../report/row.ts';
import { launch, withPeople } from '../together/browsers.ts';
import { OURS } from '../together/widgets.ts';
import { keepRoots, pressToPaint } from './in-page.ts';
import { SESSIONS, startThousand } from './thousand.ts';

const READABLE = 'press to readable ms';
const ANSWERED = 'asked to answered ms';
const WEEKS = 52;

const FLOOR = {
  name: 'floor',
  about: 'the answer of our server with the recap of the same session, asked by a script',
};

export const oldSession: BenchRow = {
  name: 'old-session',
  about: `from the press on a row of the list, ${WEEKS} weeks down, to that session’s outcomes and notes painted`,
  rivals: [OURS, FLOOR],
  async open() {
    const { world, sessions, close } = await startThousand();
    const browser = await launch();
    const index = SESSIONS - 1 - WEEKS;
    const id = sessions[index]!;
    const { text } = (await detailOf(world, id)).detail.recap!.content.outcomes[0]!;
    return {
      measure: (rival) =>
        withPeople(browser, 1, async (page) => {
          if (rival === FLOOR.name) return { figures: { [ANSWERED]: (await detailOf(world, id)).ms }, faults: [] };
          await page.addInitScript(keepRoots);
          await page.goto(world.link('anna'));
          await page.getByRole('button', { name: 'Saved notes', exact: true }).click();
          const row = page.locator(`fireside-review [data-session="${id}"]`);
          await row.waitFor();
          await row.scrollIntoViewIfNeeded();
          const readable = await pressToPaint(page, {
            press: { session: id },
            until: { selector: 'article', text, count: 1 },
          });
          return { figures: { [READABLE]: readable }, faults: [] };
        }),
      async close() {
        await browser.close();
        await close();
      },
    };
  },
  figures: [
    { what: 'press to readable', unit: 'ms', of: plain('ours', READABLE), must: 200, aim: 100 },
    { what: 'of that, the answer of the server', unit: 'ms', of: plain('floor', ANSWERED) },
  ],
};
