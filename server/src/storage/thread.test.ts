import { afterEach, describe, expect, it } from 'vitest';
import { CommitConflict } from './store.ts';
import type { FrailCalls } from './testing/frail-thread.ts';
import { Thread } from './thread.ts';

const file = new URL('./testing/frail-thread.ts', import.meta.url);
const threads: Thread[] = [];
function start({ broken = false } = {}) {
  const thread = new Thread({ file, name: 'frail', workerData: { broken }, backOff: { first: 1, most: 4 } });
  threads.push(thread);
  return { thread, calls: thread.remote<FrailCalls>(['add', 'refuse', 'die']) };
}
afterEach(async () => {
  for (const thread of threads.splice(0)) await thread.close();
});

/** Asks until the thread is there again. */
async function sumOf(calls: ReturnType<typeof start>['calls'], a: number, b: number): Promise<number> {
  for (;;) {
    try {
      return await calls.add(a, b);
    } catch {
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}

describe('a thread of the storage', { timeout: 30_000 }, () => {
  it('answers, and throws what was thrown', async () => {
    const { calls } = start();
    expect(await calls.add(1, 2)).toBe(3);
    await expect(calls.refuse()).rejects.toThrow(CommitConflict);
  });

  it('refuses what is under way when it dies, and comes back', async () => {
    const { thread, calls } = start();
    await thread.ready;
    for (let time = 0; time < 3; time += 1) {
      const before = calls.add(1, 1);
      const after = [calls.die(), calls.add(2, 2)].map((call) =>
        expect(call).rejects.toThrow('A thread of the storage has ended.'),
      );
      expect(await before).toBe(2);
      await Promise.all(after);
      expect(await sumOf(calls, 3, 4)).toBe(7);
    }
  });

  it('says why it cannot be opened', async () => {
    await expect(start({ broken: true }).thread.ready).rejects.toThrow('The file cannot be opened.');
  });

  it('ends when it is closed while it is being started again', async () => {
    const { thread, calls } = start();
    await thread.ready;
    await expect(calls.die()).rejects.toThrow();
    // The back-off is over, and the next one has not come up yet.
    await new Promise((resolve) => setTimeout(resolve, 5));
    await thread.close();
    await expect(calls.add(1, 2)).rejects.toThrow();
  });

  it('answers what was asked before it is closed, and nothing after', async () => {
    const { thread, calls } = start();
    const before = calls.add(1, 2);
    await thread.close();
    expect(await before).toBe(3);
    await expect(calls.add(1, 2)).rejects.toThrow();
  });
});
