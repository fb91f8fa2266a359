import { chromium, type Page } from '@playwright/test';
import { CHROMIUM_ARGS, findOrBringChromium } from '../../../../scripts/chromium.ts';
import type { Sample } from '../../report/row.ts';
import type { OpenRow } from '../../report/bench.ts';
import { LOOPBACK, newcomer, type JoinRival, type OpenRival } from './rival.ts';

interface Couple {
  readonly rival: OpenRival;
  /** Who is about to press *Join*. */
  readonly person: Page;
  /** Who is in the call already. */
  readonly other: Page;
}

/** One browser for all runs; each run has two people of its own. */
export async function openCouples(
  rivals: readonly JoinRival[],
  run: (couple: Couple) => Promise<Sample['figures']>,
): Promise<OpenRow> {
  const browser = await chromium.launch({
    executablePath: findOrBringChromium(),
    args: [...CHROMIUM_ARGS, LOOPBACK],
  });
  const open = new Map<string, OpenRival>();
  return {
    async measure(name) {
      const rival = open.get(name) ?? (await rivals.find((one) => one.name === name)!.open(browser));
      open.set(name, rival);
      const contexts = await Promise.all([newcomer(browser), newcomer(browser)]);
      try {
        const [other, person] = [await contexts[0].newPage(), await contexts[1].newPage()];
        await rival.meet(person, other);
        return { figures: await run({ rival, person, other }), faults: [] };
      } finally {
        await Promise.all(contexts.map((context) => context.close()));
      }
    },
    async close() {
      await browser.close();
      for (const rival of open.values()) await rival.close();
    },
  };
}
