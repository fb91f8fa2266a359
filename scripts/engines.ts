/**
 * `npx pnpm test:engines [file …]`: the tests (`*.engine.test.ts`) that need what npm does not have: other browsers, TURN,
 * networks, an SFU, another language. It finds or brings all of it, says what it uses, and stops whatever it has started.
 * Under `CI=true` one that is missing fails; elsewhere its tests are left out, and the way to get it is said.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { bringPython } from '../test/conformance/pycrdt/python.ts';
import { coturn } from '../test/engines/coturn.ts';
import { BROUGHT, EngineMissing, findOrBring, type Engine } from '../test/engines/engine.ts';
import { firefox } from '../test/engines/firefox.ts';
import { livekit } from '../test/engines/livekit.ts';
import { networkTools } from '../test/engines/network-tools.ts';
import { versionOf } from '../test/engines/program.ts';
import { findOrBringChromium } from './chromium.ts';
import { buildWhenChanged } from './fresh-build.ts';
import { signal, startedBy } from './started.ts';

const ROOT = join(import.meta.dirname, '..');
/** How long an interrupted run may take to put everything away, in ms. */
const PATIENCE = 15_000;

let runner: ChildProcess | undefined;
let interrupted = false;
const began = performance.now();
const tag = `${BROUGHT}=${randomUUID()}`;
/** Profiles, settings, databases: whatever the tests write down for a while. */
const scratch = mkdtempSync(join(tmpdir(), 'fireside-engines-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true, maxRetries: 10 }));
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => void interrupt());

try {
  const missing = await bringAll();
  if (missing && process.env['CI'] === 'true') process.exit(1);
  const built = await buildWhenChanged(ROOT, build);
  console.log(`The widget: ${built === 'built' ? 'built' : 'as it was built before'}.\n`);
  const failed = await test();
  if (interrupted) await new Promise(() => undefined); // `interrupt` ends the process
  if (failed) process.exitCode = 1;
  await nothingLeft();
  console.log(`In all: ${((performance.now() - began) / 1000).toFixed(0)} s.`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/** Says of each engine what is used, or how to get it; answers whether one is missing. */
async function bringAll(): Promise<boolean> {
  let missing = false;
  const engines: (() => Engine | Promise<Engine>)[] = [
    bringChromium,
    ...[firefox, coturn, networkTools, livekit].map((kind) => () => findOrBring(kind)),
    bringPycrdt,
  ];
  for (const bring of engines) {
    if (interrupted) await new Promise(() => undefined);
    try {
      const { name, version, path, from } = await bring();
      console.log(`✔ ${name} ${version}: ${path} (${from})`);
    } catch (error) {
      missing = true;
      console.error(`✘ ${error instanceof Error ? error.message : String(error)}`);
      if (error instanceof EngineMissing) console.error(`  This brings it: ${error.command}`);
    }
  }
  return missing;
}

function bringChromium(): Engine {
  const path = findOrBringChromium();
  process.env['CHROMIUM_PATH'] = path;
  return { name: 'Chromium', version: versionOf(path) ?? 'of unknown version', path, from: 'was there, or brought' };
}

async function bringPycrdt(): Promise<Engine> {
  const { command } = await bringPython();
  return {
    name: 'Python',
    version: versionOf(command) ?? '',
    path: command,
    from: 'with pycrdt in a folder of its own',
  };
}

function build(): Promise<void> {
  console.log('Building …');
  const { status } = spawnSync('vite', ['build', 'packages/elements', '--logLevel', 'warn'], {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return status === 0 ? Promise.resolve() : Promise.reject(new Error('The widget could not be built.'));
}

/** Whether a test has failed. In a group of its own: Ctrl+C is answered by this script, and by nobody else. */
async function test(): Promise<boolean> {
  const args = ['run', '--config', 'test/engines.config.ts', ...process.argv.slice(2)];
  runner = spawn('vitest', args, {
    cwd: ROOT,
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, TMPDIR: scratch, [BROUGHT]: tag.slice(BROUGHT.length + 1) },
  });
  const [code] = (await once(runner, 'exit')) as [number | null];
  return code !== 0;
}

/** A test that leaves something running has failed, whatever it says. */
async function nothingLeft(): Promise<void> {
  await until(() => startedBy(tag).length === 0, 2_000);
  for (const one of startedBy(tag)) {
    console.error(`✘ left running: ${one.command}`);
    process.exitCode = 1;
    signal(one, 'SIGKILL');
  }
}

/** Workers first, which put away what they have started, however long it takes: vitest would give them half a second. */
async function interrupt(): Promise<void> {
  if (interrupted) return;
  interrupted = true;
  console.error('\nStopping …');
  const asked = new Set<number>();
  await until(() => {
    const workers = startedBy(tag).filter(({ parent }) => parent === runner?.pid);
    for (const one of workers.filter(({ pid }) => !asked.has(pid))) {
      asked.add(one.pid);
      signal(one, 'SIGTERM');
    }
    return workers.length === 0;
  }, PATIENCE);
  await until(() => !startedBy(tag).some((one) => signal(one, 'SIGKILL')), PATIENCE);
  process.exit(130);
}

async function until(done: () => boolean, limit: number): Promise<void> {
  for (const began = performance.now(); !done() && performance.now() - began < limit;) await wait(100);
}
