/** All rows, in the order in which they run. */
import { ack } from './ack.ts';
import { churn } from './churn.ts';
import { cold } from './cold.ts';
import { fanout } from './fanout.ts';
import { restart } from './restart.ts';
import type { Row } from './row.ts';
import { busy, saving, spread, wide } from './spread.ts';

export const rows: readonly Row[] = [spread, wide, busy, saving, ack, fanout, restart, cold, churn];
