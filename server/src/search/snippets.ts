/** The words around a hit, as pieces. */
import type { Found } from '@fireside/protocol/http';
import { fromIndex, MARKS } from './words.ts';

const GAP = '…';
/** The snippet's own text between what marks it. */
const PARTS = new RegExp(`([${MARKS.begin}${MARKS.end}${MARKS.gap}])`);

/**
 * Out of what FTS5's `snippet` answers with our marks. `original`: what was written, where the index has other letters in its
 * place; then `text` is what the index has, with as many code units.
 */
export function piecesOf(snippet: string, original: string | null, text: string | null): Found['text'] {
  const parts = snippet.split(PARTS);
  const plain = parts.filter((_, index) => index % 2 === 0).join('');
  let at = original !== null && text !== null ? text.indexOf(plain) : -1;
  const source = original !== null && at >= 0 ? original : plain;
  at = Math.max(0, at);
  const pieces: Found['text'] = [];
  let hit = false;
  const add = (piece: string): void => {
    if (piece !== '') pieces.push({ text: piece, hit });
  };
  for (const [index, part] of parts.entries()) {
    if (index % 2 === 0) {
      add(fromIndex(source.slice(at, at + part.length)).replace(/\s+/g, ' '));
      at += part.length;
    } else if (part === MARKS.gap) {
      add(GAP);
    } else {
      hit = part === MARKS.begin;
    }
  }
  return pieces;
}
