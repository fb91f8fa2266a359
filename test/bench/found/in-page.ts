/** What is asked of the page itself: from a press to the paint of what it shows, and how long frames take while it scrolls. */
import type { Page } from '@playwright/test';

interface Asked {
  /** Finds what is pressed, by its whole text or by the id of its session. */
  readonly press: { readonly text: string } | { readonly session: string };
  /** What must be there, in so many places. */
  readonly until: { readonly selector: string; readonly text: string; readonly count: number };
}

declare global {
  // What the init script keeps in the page.
  var shadowRoots: ShadowRoot[] | undefined;
}

/** Before the first page: keeps every shadow root, so that looking does not walk the whole page. */
export function keepRoots(): void {
  const roots: ShadowRoot[] = [];
  globalThis.shadowRoots = roots;
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (init) {
    const root = attach.call(this, init);
    roots.push(root);
    return root;
  };
}

/** Milliseconds from the press to the paint of the frame that shows it. */
export function pressToPaint(page: Page, asked: Asked): Promise<number> {
  return page.evaluate(
    ({ press, until }) =>
      new Promise<number>((resolve, reject) => {
        const roots = globalThis.shadowRoots ?? [];
        const all = <E extends Element>(selector: string): E[] =>
          roots.filter((root) => root.host.isConnected).flatMap((root) => [...root.querySelectorAll<E>(selector)]);
        const target =
          'session' in press
            ? all<HTMLElement>('[data-session]').find(({ dataset }) => dataset.session === press.session)
            : all<HTMLElement>('button').find(({ textContent }) => textContent.trim() === press.text);
        if (!target) return reject(new Error('There is nothing to press.'));
        const shown = (): boolean =>
          all<HTMLElement>(until.selector).filter(
            (one) => one.textContent.includes(until.text) && one.getBoundingClientRect().height > 0,
          ).length >= until.count;
        if (shown()) return reject(new Error('It is there already.'));
        const began = performance.now();
        target.click();
        const look = (): void => {
          if (performance.now() - began > 20_000) return reject(new Error('It has not come for 20 s.'));
          if (!shown()) return void requestAnimationFrame(look);
          const { port1, port2 } = new MessageChannel();
          port1.addEventListener('message', () => resolve(performance.now() - began));
          port1.start();
          port2.postMessage(null);
        };
        requestAnimationFrame(look);
      }),
    asked,
  );
}

export interface Frames {
  /** The longest frame that the browser reports (those over 50 ms); 0 without one. */
  readonly longest: number;
  readonly p99: number;
  readonly count: number;
}

/** Watches frames from now on until the function it answers with is called. */
export async function watchFrames(page: Page): Promise<() => Promise<Frames>> {
  await page.evaluate(() => {
    const times: number[] = [];
    let longest = 0;
    // https://w3c.github.io/long-animation-frames/: frames over 50 ms, by themselves.
    const began = performance.now();
    const observer = new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) {
        if (startTime >= began) longest = Math.max(longest, duration); // the frame of the press is told late
      }
    });
    observer.observe({ type: 'long-animation-frame' });
    let last = performance.now();
    let going = true;
    const frame = (now: number): void => {
      times.push(now - last);
      last = now;
      if (going) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    Object.assign(globalThis, {
      framesEnd: () => {
        going = false;
        observer.disconnect();
        const sorted = times.slice(1).toSorted((a, b) => a - b);
        return { longest, p99: sorted[Math.floor(sorted.length * 0.99)] ?? 0, count: sorted.length };
      },
    });
  });
  return () => page.evaluate(() => (globalThis as unknown as { framesEnd: () => Frames }).framesEnd());
}
