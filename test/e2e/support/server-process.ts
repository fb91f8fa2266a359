/** The real server in a process of its own, so that a test can kill it; only the clock is the test's. */
import { startServer } from '@fireside/server';

let offset = Number(process.env.TEST_CLOCK_OFFSET ?? '0');
const server = await startServer({ env: process.env, now: () => Date.now() + offset });
process.on('message', (ahead) => {
  offset = Number(ahead);
  // What timers would have done meanwhile is done when the answer comes.
  void server.sweep().then(() => process.send?.(ahead));
});
