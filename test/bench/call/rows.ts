/** All rows, in the order in which they run. */
import type { CallRow } from './row.ts';

export const rows: readonly CallRow[] = [];
