/**
 * Finds a Chromium for the element and end-to-end tests, or brings one: Debian's package as root, Playwright's build
 * elsewhere. It never asks anything on the terminal.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium as playwright } from '@playwright/test';
import { bringFromDebian, run } from './debian.ts';

/** Fake camera and microphone, granted without a prompt, and nothing that phones home. */
export const CHROMIUM_ARGS: readonly string[] = [
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  // A sandbox needs another user than root.
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

const KNOWN_PATHS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/**
 * The path of a Chromium that starts; it is installed where there is none. `CHROMIUM_PATH` names one and is believed.
 * @throws Error with one sentence that says what to do, when none could be found or brought.
 */
export function findOrBringChromium(): string {
  const named = process.env['CHROMIUM_PATH'];
  if (named !== undefined && named !== '') {
    if (existsSync(named)) return named;
    throw new Error(`CHROMIUM_PATH says ${named}, but there is no such file.`);
  }
  const found = find();
  if (found !== undefined) return found;
  for (const bring of [() => bringFromDebian('Chromium', 'chromium'), bringFromPlaywright]) {
    bring();
    const brought = find();
    if (brought !== undefined) return brought;
  }
  throw new Error('No Chromium was found and none could be installed: install one and set CHROMIUM_PATH to its path.');
}

function find(): string | undefined {
  return [...KNOWN_PATHS, playwright.executablePath()].find((path) => existsSync(path) && starts(path));
}

/** Ubuntu's /usr/bin/chromium-browser may be a stub that only says to install a snap. */
function starts(path: string): boolean {
  return spawnSync(path, ['--version'], { timeout: 20_000, stdio: 'ignore' }).status === 0;
}

function bringFromPlaywright(): void {
  console.log('No Chromium found: downloading the one of Playwright.');
  run('playwright', ['install', 'chromium']);
}
