import { chromium, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { CHROMIUM_ARGS, findOrBringChromium } from '../../../scripts/chromium.ts';
import { watchPaint } from './paint.ts';

/** Without the fake camera, whose picture would be drawn beside the text: here nobody is looked at. */
const ARGS = CHROMIUM_ARGS.filter((arg) => !arg.startsWith('--use-fake'));

export function launch(args: readonly string[] = []): Promise<Browser> {
  return chromium.launch({ executablePath: findOrBringChromium(), args: [...ARGS, ...args] });
}

/** Runs with so many people, each with a profile and a window of their own, and closes them. */
export async function withPeople<T>(
  browser: Browser,
  count: number,
  run: (...pages: [Page, Page]) => Promise<T>,
): Promise<T> {
  const contexts: BrowserContext[] = [];
  try {
    const pages: Page[] = [];
    for (let index = 0; index < count; index += 1) {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
      contexts.push(context);
      await watchPaint(context);
      pages.push(await context.newPage());
    }
    return await run(pages[0]!, pages[1]!);
  } finally {
    await Promise.all(contexts.map((context) => context.close()));
  }
}
