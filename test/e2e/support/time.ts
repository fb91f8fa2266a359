/** Time that passes for everybody at once: for the server, the intranet and every page. */
import type { BrowserContext } from '@playwright/test';
import type { Someone } from './people.ts';
import type { World } from './world.ts';

const KEPT = 'test-ahead';

declare global {
  // What the init script reads at every look at the clock.
  var testAhead: number | undefined;
}

/**
 * Before the first page is opened that shall follow. Timers go on as they are: a page that slept looks at its clock the same
 * way. `wrong`: ms that the clock of this device is ahead of everybody's.
 */
export async function keepTime(context: BrowserContext, wrong = 0): Promise<void> {
  await context.addInitScript(
    ([key, ahead]) => {
      globalThis.testAhead = Number(localStorage.getItem(key) ?? ahead);
      const PlainDate = Date;
      const now = (): number => PlainDate.now() + (globalThis.testAhead ?? 0);
      globalThis.Date = new Proxy(PlainDate, {
        construct: (date, parts, made) => Reflect.construct(date, parts.length === 0 ? [now()] : parts, made) as Date,
        get: (date, name) => (name === 'now' ? now : (Reflect.get(date, name) as unknown)),
      });
    },
    [KEPT, wrong] as const,
  );
}

/** `ms` pass for all of them. */
export async function travel(world: World, people: readonly Someone[], ms: number): Promise<void> {
  await world.pass(ms);
  for (const { page } of people) {
    await page.evaluate(
      ([key, more]) => {
        globalThis.testAhead = (globalThis.testAhead ?? 0) + more;
        localStorage.setItem(key, String(globalThis.testAhead));
      },
      [KEPT, ms] as const,
    );
  }
}
