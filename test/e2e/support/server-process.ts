/** The real server in a process of its own, so that a test can kill it; only the clock is the test's. */
import { startServer } from '@fireside/server';

let offset = Number(process.env.TEST_CLOCK_OFFSET ?? '0');
process.on('message', (ahead) => {
  offset = Number(ahead);
  process.send?.(ahead);
});
await startServer({ env: process.env, now: () => Date.now() + offset });
