/** Two people in a lab whose network is about to suffer. */
import type { Page } from '@playwright/test';
import type { Place } from '../../../engines/network/place.ts';
import type { Rival } from '../../report/bench.ts';

export interface NetworkRival extends Rival {
  /** In a call, with camera and microphone. */
  open(): Promise<OpenRival>;
}

export interface OpenRival {
  readonly pages: readonly [Page, Page];
  /** Where the second one sits. */
  readonly place: Place;
  close(): Promise<void>;
}
