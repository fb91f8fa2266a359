import { expect } from 'chai';
import { Heartbeat } from './heartbeat.ts';

describe('a heartbeat', () => {
  it('that is stopped by who hears of a lost path looks no more', async () => {
    const { setTimeout: set, clearTimeout: clear } = globalThis;
    const waiting = new Set<unknown>();
    globalThis.setTimeout = ((run: () => void, ms?: number) => {
      const id: unknown = set(() => {
        waiting.delete(id);
        run();
      }, ms);
      waiting.add(id);
      return id;
    }) as typeof setTimeout;
    globalThis.clearTimeout = ((id?: number) => {
      waiting.delete(id);
      clear(id);
    }) as typeof clearTimeout;
    try {
      let stopped = false;
      const heartbeat = new Heartbeat({
        ask: () => undefined,
        beat: () => undefined,
        received: () => Promise.resolve(0),
        onBeat: () => undefined,
        onChange: () => {
          heartbeat.stop();
          stopped = true;
        },
      });
      heartbeat.opened();
      while (!stopped) await new Promise((resolve) => set(resolve, 10));
      await Promise.resolve();
      expect(waiting.size).to.equal(0);
    } finally {
      Object.assign(globalThis, { setTimeout: set, clearTimeout: clear });
    }
  });
});
