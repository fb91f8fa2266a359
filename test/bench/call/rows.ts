/** All rows, in the order in which they run. */
import { join } from './join.ts';
import type { CallRow } from './row.ts';

export const rows: readonly CallRow[] = [join];
