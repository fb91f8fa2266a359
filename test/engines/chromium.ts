/** Chromium by the same library as Firefox, so that a test takes either. */
import puppeteer, { type Browser } from 'puppeteer-core';
import { CHROMIUM_ARGS, findOrBringChromium } from '../../scripts/chromium.ts';

/** @throws Error with one sentence, when none was found or could be brought */
export function launchChromium(path = findOrBringChromium(), args: readonly string[] = []): Promise<Browser> {
  return puppeteer.launch({
    browser: 'chrome',
    executablePath: path,
    pipe: true,
    args: [...CHROMIUM_ARGS, '--lang=en-GB', ...args],
  });
}
