/** All rows, in the order in which they run. */
import type { BenchRow } from '../report/bench.ts';
import { editorSize } from './editor-size.ts';
import { keyOther } from './key-other.ts';
import { keyOwn } from './key-own.ts';
import { opening } from './opening.ts';
import { reorder } from './reorder.ts';

export const rows: readonly BenchRow[] = [keyOwn, keyOther, reorder, opening, editorSize];
