/**
 * From a key press to the paint of what it does: measured in every page alike, whoever wrote it.
 *
 * A press is the time of its trusted `keydown` event: when the browser had it, before any code of a page. A paint is the
 * first message after the frame that shows the change, the one in whose `requestAnimationFrame` it was made or else the
 * next one: style, layout and paint of that frame are done. Event Timing would say the same in steps of 8 ms, and nothing of a page where nobody presses.
 * Frames come when they are asked for and not 60 times a second (`FRAMES_AT_ONCE`): waiting for the screen would be the
 * same for everybody and hide what is slow.
 */
import type { BrowserContext, Locator, Page } from '@playwright/test';
import { median, percentile } from '../report/statistics.ts';
import { HERE, TYPED } from './documents.ts';

export const FRAMES_AT_ONCE = ['--disable-frame-rate-limit', '--disable-gpu-vsync'];

/** Presses come so fast: who types well. */
const PACE_MS = 125;
/** What is compiled and laid out for the first time is over. */
const WARM_UP = 20;

/** When something was, in milliseconds since the epoch, with fractions: pages of one machine share this clock. */
type Time = number;

interface Watch {
  /** Of each trusted press, since `follow`. */
  readonly pressed: Time[];
  /** What was counted in each frame that changed it, and when it was painted. */
  readonly shown: { readonly count: number; readonly at: Time }[];
  /** Resolves when so many have been painted; says where it has come to when that takes longer than 10 s. */
  reach(count: number): Promise<void>;
  /** Follows what `element` shows, by a count that grows with each press; answers with the count of now. */
  follow(element: Element, what: 'letters' | 'place', about: { here: string; typed: string }): number;
}

declare global {
  // What the init script keeps in the page.
  var togetherWatch: Watch | undefined;
}

function watch(): void {
  const pressed: Time[] = [];
  const shown: Watch['shown'] = [];
  let told: (() => void) | undefined;
  const channel = new MessageChannel();
  const painting: number[] = [];
  // A page that changes its elements in a callback of the frame paints them in that same frame, not in the next one.
  let inFrame = false;
  const request = globalThis.requestAnimationFrame.bind(globalThis);
  globalThis.requestAnimationFrame = (callback) =>
    request((time) => {
      inFrame = true;
      channel.port2.postMessage(null);
      callback(time);
    });
  channel.port1.addEventListener('message', () => {
    inFrame = false;
    const at = performance.timeOrigin + performance.now();
    for (const count of painting.splice(0)) shown.push({ count, at });
    told?.();
  });
  channel.port1.start();
  addEventListener(
    'keydown',
    ({ isTrusted, key, timeStamp }) => {
      if (isTrusted && key !== 'Alt') pressed.push(performance.timeOrigin + timeStamp);
    },
    { capture: true },
  );

  /** How many of the letters `typed` stand in the paragraph with the words `here`. */
  const letters = (editor: Element, here: string, typed: string): (() => number) => {
    let paragraph: Element | undefined;
    return () => {
      if (!paragraph?.isConnected) {
        paragraph = [...editor.querySelectorAll('p')].find(({ textContent }) => textContent.includes(here));
      }
      return [...(paragraph?.textContent ?? '')].filter((letter) => typed.includes(letter)).length;
    };
  };
  /** How many boxes of the list stand above the one that is called `here`. */
  const place = (rows: Element, here: string): (() => number) => {
    return () => [...rows.querySelectorAll('input[type=checkbox]')].findIndex(({ ariaLabel }) => ariaLabel === here);
  };

  globalThis.togetherWatch = {
    pressed,
    shown,
    follow(element, what, { here, typed }) {
      const count = what === 'letters' ? letters(element, here, typed) : place(element, here);
      let last = count();
      new MutationObserver(() => {
        const now = count();
        if (now === last) return;
        last = now;
        const paint = (): void => {
          painting.push(now);
          channel.port2.postMessage(null);
        };
        if (inFrame) paint();
        else request(paint);
      }).observe(element, { subtree: true, childList: true, characterData: true });
      pressed.length = 0;
      shown.length = 0;
      return last;
    },
    reach(count) {
      return new Promise((resolve, reject) => {
        const late = setTimeout(() => reject(new Error(`Painted up to ${shown.at(-1)?.count} of ${count}.`)), 10_000);
        told = () => {
          if ((shown.at(-1)?.count ?? -1) < count) return;
          clearTimeout(late);
          resolve();
        };
        told();
      });
    },
  };
}

/** For every page of a context, before its own scripts. */
export async function watchPaint(context: BrowserContext): Promise<void> {
  await context.addInitScript(watch);
}

/** What a page shows of the presses, in the own page or in that of the other. */
export interface Followed {
  readonly page: Page;
  readonly count: number;
}

export async function followLetters(editor: Locator): Promise<Followed> {
  const about = { here: HERE, typed: TYPED };
  const count = await editor.evaluate(
    (element, what) => globalThis.togetherWatch!.follow(element, 'letters', what),
    about,
  );
  return { page: editor.page(), count };
}

/** @param box the check box of the row that is going to be moved */
export async function followPlace(box: Locator, here: string): Promise<Followed> {
  const count = await box.evaluate(
    (element, what) => globalThis.togetherWatch!.follow(element.closest('ol')!, 'place', what),
    { here, typed: '' },
  );
  return { page: box.page(), count };
}

/** Presses `keys`, one after another, at the pace of somebody who types; answers by how many ms a press came late at most. */
export async function press(page: Page, keys: readonly string[]): Promise<number> {
  const began = performance.now();
  let late = 0;
  for (const [index, key] of keys.entries()) {
    const due = began + index * PACE_MS;
    const wait = due - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    late = Math.max(late, performance.now() - due);
    await page.keyboard.press(key);
  }
  return late;
}

/** Milliseconds from a press to its paint. */
export interface Latency {
  readonly median: number;
  readonly p95: number;
}

/** Each press of `by` raised the count of `followed` by one. @throws Error where some was not painted within ten seconds */
export async function latency(by: Page, followed: Followed, presses: number): Promise<Latency> {
  const { page, count } = followed;
  await page.evaluate((last) => globalThis.togetherWatch!.reach(last), count + presses);
  const pressed = await by.evaluate(() => globalThis.togetherWatch!.pressed);
  const shown = await page.evaluate(() => globalThis.togetherWatch!.shown);
  if (pressed.length !== presses) throw new Error(`${pressed.length} presses were heard, not ${presses}.`);
  const each = pressed
    .map((at, index) => shown.find((one) => one.count >= count + index + 1)!.at - at)
    .slice(WARM_UP)
    .toSorted((a, b) => a - b);
  return { median: median(each), p95: percentile(each, 0.95) };
}
