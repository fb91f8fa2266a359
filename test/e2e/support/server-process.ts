/** The real server in a process of its own, so that a test can kill it; only the clock is the test's. */
import { startServer } from '@fireside/server';

const offset = Number(process.env.TEST_CLOCK_OFFSET ?? '0');
await startServer({ env: process.env, now: () => Date.now() + offset });
