/**
 * `pnpm ledger [--cycles 20] [--server ours|hocuspocus] [--seed N]`: kills a server that real clients write to, again and
 * again, and counts what was called saved and is not there. Exits with 1 where our server lost anything, and where
 * Hocuspocus lost nothing: then the ledger could not find a loss if there were one.
 */
import { parseArgs } from 'node:util';
import { fireside } from './ledger/fireside.ts';
import { hocuspocus } from './ledger/hocuspocus.ts';
import { runLedger, summary } from './ledger/run.ts';

const SHOWN = 20;
/** Cycles between two signs of life where nobody looks at a terminal. */
const TOLD_EVERY = 50;

const { values } = parseArgs({
  options: { cycles: { type: 'string' }, server: { type: 'string', default: 'ours' }, seed: { type: 'string' } },
});
const rig = { ours: fireside, hocuspocus }[values.server];
const cycles = Number(values.cycles ?? 20);
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 32));
if (!rig || !Number.isInteger(cycles) || cycles < 1 || !Number.isInteger(seed)) {
  throw new Error('Use: ledger [--cycles N] [--server ours|hocuspocus] [--seed N]');
}

console.log(`${rig.name}, seed ${seed}`);
const outcome = await runLedger({
  rig,
  cycles,
  seed,
  onCycle: (cycle, died) => {
    if (process.stdout.isTTY) process.stdout.write(`\r${cycle}/${cycles} ${died}\u001b[K`);
    else if (cycle % TOLD_EVERY === 0) console.log(`${cycle}/${cycles}`);
  },
});
if (process.stdout.isTTY) console.log();
console.log(summary(outcome));
for (const { kind, document, token } of outcome.findings.slice(0, SHOWN))
  console.log(`${kind}: ${token} of ${document}`);
for (const problem of outcome.problems) console.log(`problem: ${problem}`);
const lost = outcome.findings.length > 0;
const proven = rig === fireside ? !lost : lost;
if (rig === hocuspocus)
  console.log(lost ? 'The ledger finds losses.' : 'The ledger found no loss where there must be some.');
process.exit(proven && outcome.problems.length === 0 ? 0 : 1);
