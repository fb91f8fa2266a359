/** All rows, in the order in which they run. */
import type { Row } from './row.ts';
import { busy, spread, wide } from './spread.ts';

export const rows: readonly Row[] = [spread, wide, busy];
