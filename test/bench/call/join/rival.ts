/** What takes part in the join bench: a pair, of whom one is there already and the other is about to come. */
import type { Browser, BrowserContext, Page } from '@playwright/test';
import type { Rival } from '../../report/bench.ts';
import { watchFirstFrame, type FirstFrame } from './first-frame.ts';

/** Chromium offers no loopback addresses by itself, and a machine may have no others. */
export const LOOPBACK = '--allow-loopback-in-peer-connection';

export interface JoinRival extends Rival {
  /** Starts what all runs share. */
  open(browser: Browser): Promise<OpenRival>;
}

export interface OpenRival {
  /** In these fresh pages: `other` sends microphone and camera into the call, `person` has both open and is about to join. */
  meet(person: Page, other: Page): Promise<void>;
  /** Presses *Join*; answers when, in milliseconds since the epoch. */
  press(person: Page): Promise<number>;
  /** More of what this rival can tell of the run, in figures of its own. */
  more?(person: Page, first: FirstFrame): Promise<Readonly<Record<string, number>>>;
  close(): Promise<void>;
}

/** A profile of its own with camera and microphone allowed. */
export async function newcomer(browser: Browser): Promise<BrowserContext> {
  const context = await browser.newContext({
    permissions: ['camera', 'microphone'],
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
  });
  await watchFirstFrame(context);
  return context;
}
