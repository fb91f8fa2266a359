/** Two people in our widgets, and two in bare pages on the server of y-websocket, with the same content. */
import type { Browser, Page } from '@playwright/test';
import type * as Y from 'yjs';
import { startWorld } from '../../e2e/support/world.ts';
import { putOnYWebsocket, serveBare, startYWebsocket } from './bare.ts';
import { launch } from './browsers.ts';
import { FRAMES_AT_ONCE } from './paint.ts';
import { enter, OURS, write } from './widgets.ts';

interface PairsOptions {
  /** The bare page that is compared. */
  readonly page: Parameters<typeof serveBare>[0];
  /** What its document is called, and what is in it. */
  readonly document: string;
  readonly doc: Y.Doc;
  /** Writes the same into the session's document of ours. */
  readonly fill: (session: Y.Doc) => void;
}

export interface Pairs {
  readonly browser: Browser;
  /** Both are where they can write; Bo comes first. */
  bring(rival: string, anna: Page, bo: Page): Promise<void>;
  close(): Promise<void>;
}

export async function openPairs({ page, document, doc, fill }: PairsOptions): Promise<Pairs> {
  const [world, bare, server] = [await startWorld(), await serveBare(page), await startYWebsocket()];
  const keeper = await putOnYWebsocket(server, document, doc);
  await write(world, 'session', fill);
  const browser = await launch(FRAMES_AT_ONCE);
  const bareLink = `${bare.origin}/?${new URLSearchParams({ url: server.url, document })}`;
  return {
    browser,
    async bring(rival, anna, bo) {
      if (rival === OURS.name) {
        await enter(bo, world.link('bo'));
        await enter(anna, world.link('anna'));
      } else await Promise.all([anna, bo].map((one) => one.goto(bareLink)));
    },
    async close() {
      await browser.close();
      keeper.release();
      await server.close();
      await bare.close();
      await world.close();
    },
  };
}
