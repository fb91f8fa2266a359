/** All rows, in the order in which they run. */
import { four } from './four.ts';
import { join } from './join.ts';
import { network } from './network.ts';
import type { BenchRow } from '../report/bench.ts';
import { ui } from './ui.ts';

export const rows: readonly BenchRow[] = [join, ui, ...network, four];
