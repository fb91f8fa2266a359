/** A hand on the real storage: it lets wait, it refuses, and what it lets through is really stored. */
import type { Storage } from '@fireside/server';

/** What SQLite says on a full disk (SQLITE_FULL of https://www.sqlite.org/rescode.html). */
export const DISK_FULL = Object.assign(new Error('database or disk is full'), {
  code: 'ERR_SQLITE_ERROR',
  errcode: 13,
});
/** And on one that nobody may write to (SQLITE_READONLY). */
export const READ_ONLY = Object.assign(new Error('attempt to write a readonly database'), {
  code: 'ERR_SQLITE_ERROR',
  errcode: 8,
});

export class StorageHand {
  #refusal: Error | null = null;
  #loadRefusal: Error | null = null;
  #held: PromiseWithResolvers<void> | null = null;
  #arrived = Promise.withResolvers<void>();
  #refused = Promise.withResolvers<void>();

  /** From now on commits of documents wait. */
  hold(): void {
    this.#held = Promise.withResolvers();
    this.#arrived = Promise.withResolvers();
  }

  /** Resolves when one waits. */
  holds(): Promise<void> {
    return this.#arrived.promise;
  }

  release(): void {
    this.#held?.resolve();
    this.#held = null;
  }

  /** From now on every commit is refused with this; null ends it. */
  refuse(error: Error | null): void {
    this.#refusal = error;
  }

  /** From now on every load is refused with this; null ends it. */
  refuseLoads(error: Error | null): void {
    this.#loadRefusal = error;
    this.#refused = Promise.withResolvers();
  }

  /** Resolves when a load was refused. */
  refusesLoad(): Promise<void> {
    return this.#refused.promise;
  }

  wrap(storage: Storage): Storage {
    const { store } = storage;
    return {
      ...storage,
      store: {
        ...store,
        commit: async (commit) => {
          if (this.#held && commit.appends.length > 0) {
            this.#arrived.resolve();
            await this.#held.promise;
          }
          if (this.#refusal) throw this.#refusal;
          return store.commit(commit);
        },
        load: async (document) => {
          if (!this.#loadRefusal) return store.load(document);
          this.#refused.resolve();
          throw this.#loadRefusal;
        },
      },
    };
  }
}
