import { chromium } from '@playwright/test';
import { CHROMIUM_ARGS, findOrBringChromium } from '../../scripts/chromium.ts';
import { startWorld } from '../e2e/support/world.ts';

/**
 * Opens a session as a person does, with devices that are allowed, and waits, without joining, until the page is at rest.
 * Answers with the names of the files of `app` that a browser really asked for. `atRest`: those that the lobby asks for
 * when all that it shows is there, the devices too; until then it is not at rest, however quiet the network.
 * @throws Error when the page never offers *Join*, or never comes to rest
 */
export async function downloadedBeforeJoin(
  app: ReadonlyMap<string, { code: string }>,
  atRest: readonly string[],
): Promise<string[]> {
  const world = await startWorld();
  const browser = await chromium.launch({ executablePath: findOrBringChromium(), args: [...CHROMIUM_ARGS] });
  try {
    const context = await browser.newContext({ permissions: ['camera', 'microphone'] });
    const page = await context.newPage();
    const asked = new Set<string>();
    // The bundle under test, whatever the server has in its folder.
    await context.route(
      (url) => url.origin === world.server && url.pathname.endsWith('.js'),
      async (route) => {
        const name = new URL(route.request().url()).pathname.slice(1);
        const file = app.get(name);
        if (file === undefined) throw new Error(`The page asked for ${name}, which is not in the bundle.`);
        asked.add(name);
        await route.fulfill({
          body: file.code,
          contentType: 'text/javascript',
          headers: { 'access-control-allow-origin': '*' },
        });
      },
    );
    const rested = atRest.map((name) => page.waitForRequest((request) => request.url().endsWith(`/${name}`)));
    await Promise.all([page.goto(world.link('anna')), ...rested]);
    await page.getByRole('button', { name: 'Join', exact: true }).waitFor();
    await page.waitForLoadState('networkidle');
    return [...asked];
  } finally {
    await browser.close();
    await world.close();
  }
}
