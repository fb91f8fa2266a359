/** All rows, in the order in which they run. */
import type { BenchRow } from '../report/bench.ts';
import { indexRow } from './index-cost.ts';
import { list } from './list.ts';
import { oldSession } from './old-session.ts';
import { searchRow } from './search.ts';

export const rows: readonly BenchRow[] = [searchRow(), indexRow(), oldSession, list];
