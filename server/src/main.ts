/** `pnpm server`: runs until SIGTERM or SIGINT. */
import process from 'node:process';
import { createLog } from './log.ts';
import { startServer } from './start.ts';

const log = createLog((line) => void process.stdout.write(`${line}\n`), Date.now);

try {
  const server = await startServer({ env: process.env, log });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      log.info('stopping', { signal });
      server.close().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
