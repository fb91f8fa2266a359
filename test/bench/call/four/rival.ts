/** Four people in one call on LiveKit, of whom one has the page that is measured. */
import type { Page } from '@playwright/test';
import type { Rival } from '../../report/bench.ts';

export interface FourRival extends Rival {
  /** Starts what all runs share. */
  open(): Promise<OpenRival>;
}

export interface OpenRival {
  /** In these fresh pages: everybody enters with camera and microphone on, `person` last. */
  meet(person: Page, others: readonly [Page, Page, Page]): Promise<void>;
  close(): Promise<void>;
}
