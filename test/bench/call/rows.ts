/** All rows, in the order in which they run. */
import { four } from './four.ts';
import { join } from './join.ts';
import { network } from './network.ts';
import type { CallRow } from './row.ts';
import { ui } from './ui.ts';

export const rows: readonly CallRow[] = [join, ui, ...network, four];
