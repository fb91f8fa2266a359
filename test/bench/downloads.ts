/** What a browser really asks for: of the bundle under test, whatever the server has in its folder. */
import { chromium } from '@playwright/test';
import { CHROMIUM_ARGS, findOrBringChromium } from '../../scripts/chromium.ts';
import { startWorld, type WorldOptions } from '../e2e/support/world.ts';

/** Names of files of the bundle. */
export interface Downloads {
  /** Until the lobby is at rest. */
  readonly beforeJoin: readonly string[];
  /** Until the press on *Join* has come to something, in a call until the notes can be written, with those of before. */
  readonly inCall: readonly string[];
}

/**
 * Opens a session as a person does, with devices that are allowed, waits until the page is at rest, and joins the call.
 * @param atRest those that the lobby asks for when all that it shows is there, the devices too; until then it is not at
 *   rest, however quiet the network
 * @throws Error when the page never offers *Join*, or never comes to rest
 */
export async function downloads(
  app: ReadonlyMap<string, { code: string }>,
  atRest: readonly string[],
  options?: WorldOptions,
): Promise<Downloads> {
  const world = await startWorld(options);
  const browser = await chromium.launch({ executablePath: findOrBringChromium(), args: [...CHROMIUM_ARGS] });
  try {
    const context = await browser.newContext({ permissions: ['camera', 'microphone'] });
    const page = await context.newPage();
    const asked = new Set<string>();
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
    const join = page.getByRole('button', { name: 'Join', exact: true });
    await join.waitFor();
    await page.waitForLoadState('networkidle');
    const beforeJoin = [...asked];
    await join.click();
    // In the call; or told why not, where nothing carries it.
    const leave = page.getByRole('button', { name: 'Leave', exact: true });
    await leave.or(page.getByRole('alert')).first().waitFor();
    // Their editor comes after the faces.
    if (await leave.isVisible()) await page.getByRole('textbox', { name: 'Notes', exact: true }).waitFor();
    await page.waitForLoadState('networkidle');
    return { beforeJoin, inCall: [...asked] };
  } finally {
    await browser.close();
    await world.close();
  }
}
