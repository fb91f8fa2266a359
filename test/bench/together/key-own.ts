/** From a key press to its paint in the own page, in the middle of long notes. */
import * as Y from 'yjs';
import { notesOf } from '@fireside/protocol';
import { startWorld } from '../../e2e/support/world.ts';
import { mainThreadOf } from '../call/processor.ts';
import type { BenchRow } from '../report/bench.ts';
import { against, LATE, plain } from '../report/row.ts';
import { serveBare } from './bare.ts';
import { launch, withPeople } from './browsers.ts';
import { writeAgenda, writeNotes } from './documents.ts';
import { followLetters, FRAMES_AT_ONCE, latency, press } from './paint.ts';
import { goThere, KEYS, notesField } from './typing.ts';
import { enter, joinAsBo, OURS, write } from './widgets.ts';

const PAINTED = 'key press to paint ms';
const P95 = 'key press to paint p95 ms';
const WORK = 'main thread per press ms';

const TIPTAP = {
  name: 'tiptap',
  about:
    'Tiptap 3 with Collaboration and the same nodes in an empty page: no toolbar, no carets, nothing saved or sent',
};

export const keyOwn: BenchRow = {
  name: 'key-own',
  about:
    'from a key press to its paint in the own page: 100 presses, eight a second, in the middle of notes of 100,000 characters; in ours the other’s caret stands in the text',
  rivals: [OURS, TIPTAP],
  async open() {
    const doc = new Y.Doc();
    writeNotes(notesOf(doc), 100_000);
    const [world, bare] = [await startWorld(), await serveBare('tiptap', Y.encodeStateAsUpdate(doc))];
    await write(world, 'session', (session) => {
      writeAgenda(session, 12);
      writeNotes(notesOf(session), 100_000);
    });
    const bo = await joinAsBo(world);
    const browser = await launch(FRAMES_AT_ONCE);
    return {
      measure: (rival) =>
        withPeople(browser, 1, async (page) => {
          if (rival === OURS.name) await enter(page, world.link('anna'));
          else await page.goto(bare.origin);
          await goThere(page);
          const followed = await followLetters(notesField(page));
          const work = await mainThreadOf(page);
          const before = await work();
          const late = await press(page, KEYS);
          const { median, p95 } = await latency(page, followed, KEYS.length);
          const after = await work();
          const each = (after.all - before.all) / KEYS.length;
          return { figures: { [LATE]: late, [PAINTED]: median, [P95]: p95, [WORK]: each }, faults: [] };
        }),
      async close() {
        bo.leave();
        await browser.close();
        await bare.close();
        await world.close();
      },
    };
  },
  figures: [
    { what: 'key press to paint against Tiptap', unit: '×', of: against('tiptap', PAINTED), must: 1.2, aim: 1 },
    { what: 'key press to paint', unit: 'ms', of: plain('ours', PAINTED) },
    { what: 'key press to paint: Tiptap', unit: 'ms', of: plain('tiptap', PAINTED) },
    { what: 'key press to paint p95', unit: 'ms', of: plain('ours', P95) },
    { what: 'key press to paint p95: Tiptap', unit: 'ms', of: plain('tiptap', P95) },
    { what: 'main thread of a press, with all that comes after', unit: 'ms', of: plain('ours', WORK) },
    { what: 'main thread of a press, with all that comes after: Tiptap', unit: 'ms', of: plain('tiptap', WORK) },
  ],
};
