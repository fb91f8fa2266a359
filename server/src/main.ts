/** `pnpm server`: runs until SIGTERM or SIGINT; a second one does not wait. */
import { once } from 'node:events';
import process from 'node:process';
import { createLog } from './log.ts';
import { startServer } from './start.ts';

const log = createLog((line) => void process.stdout.write(`${line}\n`), Date.now);
// Whoever read the log has gone; that is no reason to leave those who work here.
process.stdout.on('error', () => undefined);

// Before anything can listen, so that a signal never comes too early to be heard.
const ending = new AbortController();
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    log.info('stopping', { signal });
    ending.abort();
  });
}

try {
  const server = await startServer({ env: process.env, log, signal: ending.signal });
  if (!ending.signal.aborted) await once(ending.signal, 'abort');
  await server.close();
} catch (error) {
  if (!ending.signal.aborted) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
