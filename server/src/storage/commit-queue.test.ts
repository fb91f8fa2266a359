import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CommitQueue } from './commit-queue.ts';
import type { CommitResult } from './log.ts';
import type { Commit } from './store.ts';

const commitOf = (name: string): Commit => ({ appends: [], rows: [{ sql: name, parameters: [], expect: null }] });

/** A disk whose fsync takes as long as the test wants. */
function slowDisk() {
  const batches: { names: string[]; done: PromiseWithResolvers<CommitResult[]> }[] = [];
  return {
    batches,
    write(commits: readonly Commit[]) {
      const done = Promise.withResolvers<CommitResult[]>();
      batches.push({ names: commits.map((commit) => commit.rows[0]!.sql), done });
      return done.promise;
    },
    names: () => batches.map((batch) => batch.names.join('')),
  };
}

describe('the queue of commits', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('commits together what has arrived during the commit before', async () => {
    const disk = slowDisk();
    const queue = new CommitQueue(disk.write);
    const first = queue.commit(commitOf('a'));
    await vi.advanceTimersByTimeAsync(0);
    const later = Promise.all(['b', 'c', 'd'].map((name) => queue.commit(commitOf(name))));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(disk.names()).toEqual(['a']);
    disk.batches[0]!.done.resolve([null]);
    await first;
    await vi.advanceTimersByTimeAsync(0);
    expect(disk.names()).toEqual(['a', 'bcd']);
    disk.batches[1]!.done.resolve([null, null, null]);
    await later;
  });

  it('starts a batch at most every 3 ms, and lets nobody wait after a silence', async () => {
    const starts: number[] = [];
    const queue = new CommitQueue(async (commits) => {
      starts.push(performance.now());
      return commits.map(() => null);
    }, 3);
    const begin = performance.now();
    void queue.commit(commitOf('a'));
    await vi.advanceTimersByTimeAsync(0);
    void queue.commit(commitOf('b'));
    void queue.commit(commitOf('c'));
    await vi.advanceTimersByTimeAsync(100);
    void queue.commit(commitOf('d'));
    await vi.advanceTimersByTimeAsync(0);
    expect(starts.map((start) => Math.round(start - begin))).toEqual([0, 3, 100]);
  });

  it('lets nobody wait for the window who waits for what is before', async () => {
    const disk = slowDisk();
    const queue = new CommitQueue((commits) => {
      const batch = disk.write(commits);
      disk.batches.at(-1)!.done.resolve(commits.map(() => null));
      return batch;
    }, 3);
    await queue.commit(commitOf('a'));
    void queue.commit(commitOf('b'));
    await queue.settled();
    void queue.commit(commitOf('c'));
    expect(await queue.run(async () => disk.names())).toEqual(['a', 'b', 'c']);
  });

  it('refuses each commit of a batch that is not stored, and goes on', async () => {
    const disk = slowDisk();
    const queue = new CommitQueue(disk.write);
    const lost = [queue.commit(commitOf('a')), queue.commit(commitOf('b'))].map((commit) =>
      expect(commit).rejects.toThrow('disk full'),
    );
    await vi.advanceTimersByTimeAsync(0);
    disk.batches[0]!.done.reject(new Error('disk full'));
    await Promise.all(lost);
    const next = queue.commit(commitOf('c'));
    await vi.advanceTimersByTimeAsync(0);
    disk.batches[1]!.done.resolve([null]);
    await next;
  });

  it('says when everything before is done, without a commit of its own', async () => {
    const disk = slowDisk();
    const queue = new CommitQueue(disk.write);
    const order: string[] = [];
    void queue.commit(commitOf('a')).then(() => order.push('a'));
    const settled = queue.settled().then(() => order.push('settled'));
    await vi.advanceTimersByTimeAsync(0);
    expect(order).toEqual([]);
    disk.batches[0]!.done.resolve([null]);
    await settled;
    expect(order).toEqual(['a', 'settled']);
    await queue.settled();
    expect(disk.names()).toEqual(['a']);
  });

  it('runs a task between what came before it and what comes after', async () => {
    const disk = slowDisk();
    const queue = new CommitQueue(disk.write);
    void queue.commit(commitOf('a'));
    const task = queue.run(async () => disk.names());
    void queue.commit(commitOf('b'));
    await vi.advanceTimersByTimeAsync(0);
    disk.batches[0]!.done.resolve([null]);
    expect(await task).toEqual(['a']);
    await vi.advanceTimersByTimeAsync(0);
    expect(disk.names()).toEqual(['a', 'b']);
  });
});
