/** A long text as one person writes it, key by key: runs of typing, corrections, jumps. The same for every run. */
import * as Y from 'yjs';
import { TEXT } from './writing.ts';

export interface Edited {
  /** One update for each key. */
  readonly updates: readonly Uint8Array[];
  readonly text: string;
  /** Bytes of the whole state as Yjs encodes it. */
  readonly stateBytes: number;
}

/** Letters as often as English has them: less regular than real words, so it compresses a little worse. */
const LETTERS =
  'eeeeeeeeeeeetttttttttaaaaaaaaoooooooiiiiiiinnnnnnnsssssshhhhhhrrrrrrddddlllluuucccmmmwwffggyyppbbvk                 ';
const SEED = 60_000;
/**
 * Of a thousand keys, so many begin a correction and so many follow a jump to another place. The state is then somewhat
 * larger than that of the first 60,000 edits of a real paper, the trace `automerge-paper`: Yjs makes 95 kB of those.
 */
const CORRECTION = 70;
const JUMP = 3;
const MAX_CORRECTION = 8;

export function edited(keys: number): Edited {
  const random = randomNumbers(SEED);
  const doc = new Y.Doc();
  const text = doc.getText(TEXT);
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  let cursor = 0;
  let deleting = 0;
  while (updates.length < keys) {
    const choice = random(1_000);
    if (choice < JUMP) cursor = random(text.length + 1);
    else if (choice < JUMP + CORRECTION) deleting = 1 + random(MAX_CORRECTION);
    if (deleting > 0 && cursor > 0) {
      deleting -= 1;
      cursor -= 1;
      text.delete(cursor, 1);
    } else {
      deleting = 0;
      text.insert(cursor, LETTERS[random(LETTERS.length)]!);
      cursor += 1;
    }
  }
  const result = { updates, text: text.toString(), stateBytes: Y.encodeStateAsUpdate(doc).length };
  doc.destroy();
  return result;
}

/** Numbers from 0 to below `limit` out of a seed (mulberry32). */
function randomNumbers(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}
