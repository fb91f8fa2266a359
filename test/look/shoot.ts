/**
 * Pictures of every state, to be looked at: `node test/look/shoot.ts OUT [state,state…] [width,width…] [lang]`. Each in
 * light and dark, whole page. What axe finds serious is printed, and makes it exit with 1.
 */
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type axeCore from 'axe-core';
import { chromium } from '@playwright/test';
import { createServer } from 'vite';
import { CHROMIUM_ARGS, findOrBringChromium } from '../../scripts/chromium.ts';

const [out, only = '', sizes = '360,768,1440', lang = 'en-GB'] = process.argv.slice(2);
if (out === undefined) throw new Error('Where to? node test/look/shoot.ts OUT');
await mkdir(out, { recursive: true });

const server = await createServer({
  root: import.meta.dirname,
  logLevel: 'error',
  server: { port: 0, hmr: false, watch: null, fs: { strict: false } }, // a picture of what there is now
});
await server.listen();
const base = server.resolvedUrls?.local[0] ?? '';
const browser = await chromium.launch({ executablePath: findOrBringChromium(), args: [...CHROMIUM_ARGS] });
try {
  const page = await browser.newPage({ locale: 'en-GB' });
  page.on('console', (message) => {
    if (message.type() === 'error') console.error(message.text());
  });
  page.on('pageerror', (error) => console.error(error.message));
  await page.goto(`${base}gallery.html`);
  const all = await page.locator('nav a').allTextContents();
  const wanted = only === '' || only === 'all' ? all : only.split(',');
  for (const state of wanted) {
    for (const width of sizes.split(',').map(Number)) {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.setViewportSize({ width, height: 900 });
        await page.emulateMedia({ colorScheme });
        await page.goto(`${base}gallery.html?state=${state}&lang=${lang}`);
        await page.locator('html[data-shown]').waitFor({ state: 'attached' });
        await page.waitForLoadState('networkidle');
        await page.addScriptTag({ path: createRequire(import.meta.url).resolve('axe-core/axe.min.js') });
        for (const line of await page.evaluate(seriousViolations)) {
          console.error(`${state} ${width} ${colorScheme}: ${line}`);
          process.exitCode = 1;
        }
        await page.screenshot({ path: join(out, `${state}-${width}-${colorScheme}.png`), fullPage: true });
      }
    }
    console.log(state);
  }
} finally {
  await browser.close();
  await server.close();
}

/** Runs in the page. */
async function seriousViolations(): Promise<string[]> {
  const { axe } = globalThis as unknown as { axe: typeof axeCore };
  const { violations } = await axe.run({ resultTypes: ['violations'] });
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, nodes }) =>
        `${id}: ${nodes.map((node) => `${node.target.join(' ')} ${node.failureSummary ?? ''}`).join('; ')}`,
    );
}
