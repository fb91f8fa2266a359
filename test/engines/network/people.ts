/** Browsers in the places of a lab. */
import { chromium, type Browser } from '@playwright/test';
import { CHROMIUM_ARGS, findOrBringChromium } from '../../../scripts/chromium.ts';
import type { Place } from './place.ts';

/** A Chromium in this place; `trusted` are origins that may use devices though they are plain HTTP. */
export function launchAt(place: Place, trusted: readonly string[], args: readonly string[] = []): Promise<Browser> {
  return chromium.launch({
    executablePath: place.inside(findOrBringChromium()),
    args: [...CHROMIUM_ARGS, `--unsafely-treat-insecure-origin-as-secure=${trusted.join(',')}`, ...args],
  });
}
