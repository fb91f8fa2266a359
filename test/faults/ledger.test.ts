import { expect, it } from 'vitest';
import { fireside } from './ledger/fireside.ts';
import { hocuspocus } from './ledger/hocuspocus.ts';
import { runLedger, summary } from './ledger/run.ts';

const seed = Math.floor(Math.random() * 2 ** 32);

it('[EN3] nothing that was called saved is lost, doubled or brought back, wherever the server dies', async () => {
  const outcome = await runLedger({ rig: fireside, cycles: 20, seed });
  console.log(`seed ${seed} · ${summary(outcome)}`);
  expect(outcome.findings, `seed ${seed}`).toEqual([]);
  expect(outcome.problems, `seed ${seed}`).toEqual([]);
  expect(outcome.acknowledged).toBeGreaterThanOrEqual(20 * 25);
}, 180_000);

it('finds what Hocuspocus loses', async () => {
  const outcome = await runLedger({ rig: hocuspocus, cycles: 2, seed });
  expect(outcome.findings.filter(({ kind }) => kind === 'lost').length, `seed ${seed}`).toBeGreaterThan(0);
  expect(outcome.acknowledged).toBeGreaterThan(0);
}, 60_000);
