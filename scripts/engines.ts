/**
 * `npx pnpm test:engines`: the tests (`*.engine.test.ts`) that need what npm does not bring, such as another language. They bring
 * it themselves; under `CI=true` one that cannot fails, else it is left out and says how to get it.
 */
import { spawn } from 'node:child_process';

const child = spawn('vitest', ['run', '--config', 'test/engines.config.ts'], {
  stdio: ['ignore', 'inherit', 'inherit'],
});
child.on('error', (error) => {
  console.error(`vitest could not be started (${error.message}). Run this with: npx pnpm test:engines`);
  process.exitCode = 1;
});
child.on('exit', (code) => (process.exitCode = code ?? 1));
