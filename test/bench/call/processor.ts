/** Processor time that a page has used, by Chromium's own account: other programs of the machine do not count. */
import type { Browser, Page } from '@playwright/test';

/** Of the page's main thread, in milliseconds. */
export interface MainThread {
  readonly all: number;
  /** Script, style and layout. */
  readonly code: number;
}

/** `Performance.getMetrics`, without what the debugger itself asked for. */
export async function mainThreadOf(page: Page): Promise<() => Promise<MainThread>> {
  const session = await page.context().newCDPSession(page);
  // Processor time, not time on the clock.
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    const ms = (name: string): number => 1000 * (metrics.find((metric) => metric.name === name)?.value ?? Number.NaN);
    return {
      all: ms('TaskDuration') - ms('DevToolsCommandDuration'),
      code: ms('ScriptDuration') + ms('LayoutDuration') + ms('RecalcStyleDuration'),
    };
  };
}

/** Of a browser's processes with all their threads, in milliseconds. */
export interface Processes {
  /** Those that pages run in: script, and the coding and decoding of sound and picture. */
  readonly pages: number;
  /** With those that draw, capture and talk to the network. */
  readonly all: number;
}

/** `SystemInfo.getProcessInfo`: what the kernel says of each process. */
export async function processesOf(browser: Browser): Promise<() => Promise<Processes>> {
  const session = await browser.newBrowserCDPSession();
  return async () => {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    const sum = (some: typeof processInfo): number => some.reduce((total, { cpuTime }) => total + 1000 * cpuTime, 0);
    return { pages: sum(processInfo.filter(({ type }) => type === 'renderer')), all: sum(processInfo) };
  };
}
