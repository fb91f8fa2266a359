/** `npx pnpm test`: every test there is, cheapest first; it stops at the first step that fails. */
import { spawn } from 'node:child_process';
import { findOrBringChromium } from './chromium.ts';

const STEPS: readonly (readonly [name: string, ...commands: string[]])[] = [
  ['lint', 'oxlint --type-aware', 'oxfmt --check'],
  ['types', 'tsc -b'],
  ['unit and contract', 'vitest run'],
  ['elements', 'wtr'],
  ['build', 'vite build packages/elements'],
  ['end to end', 'playwright test -c test/playwright.config.ts'],
];
const NEEDS_CHROMIUM = new Set(['elements', 'end to end']);

const summary: string[] = [];
let failed = 0;
for (const [name, ...commands] of STEPS) {
  console.log(`\n━━ ${name}`);
  const began = performance.now();
  const passed = await step(name, commands);
  summary.push(
    `${passed ? '✔' : '✘'} ${name.padEnd(18)} ${((performance.now() - began) / 1000).toFixed(1).padStart(6)} s`,
  );
  if (!passed) {
    failed = 1;
    break;
  }
}

console.log(`\n${summary.join('\n')}`);
if (failed > 0)
  console.log(
    `Not run: ${
      STEPS.slice(summary.length)
        .map(([name]) => name)
        .join(', ') || 'nothing'
    }.`,
  );
console.log(`steps: ${summary.length - failed} passed, ${failed} failed`);
process.exitCode = failed;

async function step(name: string, commands: string[]): Promise<boolean> {
  if (NEEDS_CHROMIUM.has(name)) {
    try {
      process.env['CHROMIUM_PATH'] = findOrBringChromium();
    } catch (error) {
      console.error(error instanceof Error ? error.message : error);
      return false;
    }
  }
  for (const command of commands) if (!(await run(command))) return false;
  return true;
}

/** Runs a command of node_modules/.bin, which pnpm puts on the path; nothing can wait for an answer on stdin. */
function run(command: string): Promise<boolean> {
  const [file, ...args] = command.split(' ');
  return new Promise((resolve) => {
    const child = spawn(file!, args, { stdio: ['ignore', 'inherit', 'inherit'] });
    child.on('error', (error) => {
      console.error(`${file} could not be started (${error.message}). Run this with: npx pnpm test`);
      resolve(false);
    });
    child.on('exit', (code) => resolve(code === 0));
  });
}
