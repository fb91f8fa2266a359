/** Two people in a lab whose pages are empty, and may use devices. */
import type { Browser, Page } from '@playwright/test';
import { watchArrivals } from '../../../engines/network/arrivals.ts';
import { openLab, type Lab } from '../../../engines/network/lab.ts';
import { launchAt } from '../../../engines/network/pair.ts';
import { servePages } from '../pages.ts';
import type { OpenRival } from './rival.ts';

export interface BarePair extends OpenRival {
  readonly lab: Lab;
}

export async function openBarePair(): Promise<BarePair> {
  const lab = openLab();
  const { origin, close } = await servePages({ host: lab.host });
  const places = [await lab.place(), await lab.place()] as const;
  const browsers: Browser[] = [];
  const arrive = async (index: 0 | 1): Promise<Page> => {
    const browser = await launchAt(places[index], [origin]);
    browsers.push(browser);
    const context = await browser.newContext({ permissions: ['camera', 'microphone'] });
    await watchArrivals(context);
    const page = await context.newPage();
    await page.goto(origin);
    return page;
  };
  return {
    lab,
    pages: [await arrive(0), await arrive(1)],
    place: places[1],
    async close() {
      await Promise.all(browsers.map((browser) => browser.close()));
      await close();
      lab.close();
    },
  };
}
