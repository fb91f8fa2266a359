/** From a key press to its paint in the page of the other, in the middle of long notes. */
import { notesOf } from '@fireside/protocol';
import * as Y from 'yjs';
import type { BenchRow } from '../report/bench.ts';
import { against, LATE, plain } from '../report/row.ts';
import { withPeople } from './browsers.ts';
import { writeAgenda, writeNotes } from './documents.ts';
import { followLetters, latency, press } from './paint.ts';
import { openPairs } from './pairs.ts';
import { goThere, KEYS, lookThere, notesField } from './typing.ts';
import { OURS } from './widgets.ts';

const OTHER = 'key press to paint of the other ms';
const P95 = 'key press to paint of the other p95 ms';
const OWN = 'key press to own paint ms';

const PAIR = {
  name: 'tiptap-pair',
  about: 'two such pages on the server of y-websocket 2.1, which keeps everything in memory and nothing on disk',
};
const DOCUMENT = 'notes';

export const keyOther: BenchRow = {
  name: 'key-other',
  about:
    'from a key press to its paint in the page of the other, on one machine: 100 presses, eight a second, in the middle of notes of 100,000 characters',
  rivals: [OURS, PAIR],
  async open() {
    const doc = new Y.Doc();
    writeNotes(notesOf(doc), 100_000);
    const { browser, bring, close } = await openPairs({
      page: 'tiptap',
      document: DOCUMENT,
      doc,
      fill: (session) => {
        writeAgenda(session, 12);
        writeNotes(notesOf(session), 100_000);
      },
    });
    return {
      measure: (rival) =>
        withPeople(browser, 2, async (anna, bo) => {
          await bring(rival, anna, bo);
          await lookThere(bo);
          await goThere(anna);
          const own = await followLetters(notesField(anna));
          const other = await followLetters(notesField(bo));
          const late = await press(anna, KEYS);
          const there = await latency(anna, other, KEYS.length);
          const here = await latency(anna, own, KEYS.length);
          return { figures: { [LATE]: late, [OTHER]: there.median, [P95]: there.p95, [OWN]: here.median }, faults: [] };
        }),
      close,
    };
  },
  figures: [
    {
      what: 'key press to paint of the other against two Tiptap pages',
      unit: '×',
      of: against('tiptap-pair', OTHER),
      must: 1.3,
      aim: 1.1,
    },
    { what: 'key press to paint of the other', unit: 'ms', of: plain('ours', OTHER) },
    { what: 'key press to paint of the other: two Tiptap pages', unit: 'ms', of: plain('tiptap-pair', OTHER) },
    { what: 'key press to paint of the other p95', unit: 'ms', of: plain('ours', P95) },
    { what: 'key press to paint of the other p95: two Tiptap pages', unit: 'ms', of: plain('tiptap-pair', P95) },
    { what: 'key press to own paint', unit: 'ms', of: plain('ours', OWN) },
    { what: 'key press to own paint: two Tiptap pages', unit: 'ms', of: plain('tiptap-pair', OWN) },
  ],
};
