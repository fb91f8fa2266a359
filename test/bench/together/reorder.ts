/** From the keys that move a row among 200 to its paint, in the own page and in that of the other. */
import { readAgenda } from '@fireside/protocol';
import type { Locator, Page } from '@playwright/test';
import * as Y from 'yjs';
import type { BenchRow } from '../report/bench.ts';
import { against, LATE, plain } from '../report/row.ts';
import { withPeople } from './browsers.ts';
import { writeAgenda } from './documents.ts';
import { followPlace, latency, press } from './paint.ts';
import { openPairs } from './pairs.ts';
import { OURS } from './widgets.ts';

const OWN = 'keys to own paint ms';
const OTHER = 'keys to paint of the other ms';

const LIST = {
  name: 'list',
  about:
    'a list of Lit over a Y.Map of the same records, drawn with `repeat` by a fractional key, in two empty pages on the server of y-websocket 2.1',
};
const DOCUMENT = 'agenda';
const ITEMS = 200;
/** Where the row stands that is moved down, so that all its ways are alike. */
const FROM = 20;
const PRESSES = 80;
const KEYS: readonly string[] = Array.from({ length: PRESSES }, () => 'Alt+ArrowDown');

const boxes = (page: Page): Locator => page.getByRole('checkbox', { name: /^\d+\. / });

export const reorder: BenchRow = {
  name: 'reorder',
  about: `from Alt and Arrow Down on a row of ${ITEMS} to the paint of the new order, in both pages: ${PRESSES} steps, eight a second`,
  rivals: [OURS, LIST],
  async open() {
    const doc = new Y.Doc();
    writeAgenda(doc, ITEMS);
    const { browser, bring, close } = await openPairs({
      page: 'list',
      document: DOCUMENT,
      doc,
      fill: (session) => writeAgenda(session, ITEMS - readAgenda(session).length),
    });
    return {
      measure: (rival) =>
        withPeople(browser, 2, async (anna, bo) => {
          await bring(rival, anna, bo);
          const title = (await boxes(anna).nth(FROM).getAttribute('aria-label'))!;
          const box = (page: Page): Locator => page.getByRole('checkbox', { name: title, exact: true });
          await box(bo).scrollIntoViewIfNeeded();
          await box(anna).focus();
          const [own, other] = [await followPlace(box(anna), title), await followPlace(box(bo), title)];
          const late = await press(anna, KEYS);
          const there = await latency(anna, other, PRESSES);
          const here = await latency(anna, own, PRESSES);
          return { figures: { [LATE]: late, [OWN]: here.median, [OTHER]: there.median }, faults: [] };
        }),
      close,
    };
  },
  figures: [
    { what: 'reorder to own paint against a bare list', unit: '×', of: against('list', OWN), must: 1.5, aim: 1.2 },
    {
      what: 'reorder to paint of the other against a bare list',
      unit: '×',
      of: against('list', OTHER),
      must: 1.5,
      aim: 1.2,
    },
    { what: 'reorder to own paint', unit: 'ms', of: plain('ours', OWN) },
    { what: 'reorder to own paint: a bare list', unit: 'ms', of: plain('list', OWN) },
    { what: 'reorder to paint of the other', unit: 'ms', of: plain('ours', OTHER) },
    { what: 'reorder to paint of the other: a bare list', unit: 'ms', of: plain('list', OTHER) },
  ],
};
