/** A store whose commits wait for the hand of a test: around a real one, so that what it lets through is really stored. */
import type { Commit, SyncStore } from '../../storage/store.ts';

export interface GatedStore extends SyncStore {
  /** From now on commits wait. */
  shut(): void;
  /** Lets everything through, what waits first. */
  open(): void;
  /** Refuses the next `times` commits with this error. */
  fail(error: Error, times: number): void;
  /** Resolves when a commit waits at the shut gate. */
  waiting(): Promise<Commit>;
  /** Resolves with the next commit that arrives. */
  next(): Promise<Commit>;
  /** Resolves at the next compaction, when it is done. */
  compacted(): Promise<void>;
}

export function gate(store: SyncStore): GatedStore {
  let open = Promise.withResolvers<void>();
  open.resolve();
  let arrived = Promise.withResolvers<Commit>();
  let compacted = Promise.withResolvers<void>();
  let failures: Error[] = [];
  return {
    ...store,
    async commit(commit) {
      arrived.resolve(commit);
      await open.promise;
      const failure = failures.shift();
      if (failure) throw failure;
      await store.commit(commit);
    },
    async compact(document) {
      await store.compact(document);
      compacted.resolve();
    },
    shut() {
      open = Promise.withResolvers<void>();
      arrived = Promise.withResolvers<Commit>();
    },
    open: () => open.resolve(),
    fail(error, times) {
      failures = Array.from({ length: times }, () => error);
    },
    waiting: () => arrived.promise,
    next() {
      arrived = Promise.withResolvers<Commit>();
      return arrived.promise;
    },
    compacted() {
      compacted = Promise.withResolvers<void>();
      return compacted.promise;
    },
  };
}
