/** The built widget on LiveKit, in the page of all four. */
import type { Page } from '@playwright/test';
import { startCircle } from '../../../e2e/support/circle.ts';
import { startWorldOnLiveKit } from '../../../e2e/support/world-on-livekit.ts';
import { enter } from '../join/ours.ts';
import { OURS_ON_LIVEKIT } from '../row.ts';
import type { FourRival } from './rival.ts';

export const widget: FourRival = {
  ...OURS_ON_LIVEKIT,
  async open() {
    const circle = await startCircle(['Anna', 'Bo', 'Cy', 'Dee'], startWorldOnLiveKit);
    return {
      async meet(person, [bo, cy, dee]) {
        const people: readonly (readonly [string, Page])[] = [
          ['Bo', bo],
          ['Cy', cy],
          ['Dee', dee],
          ['Anna', person],
        ];
        for (const [name, page] of people) await enter(page, circle.link(name));
      },
      close: () => circle.close(),
    };
  },
};
