/**
 * The order of everything that reaches the one writer. Commits that wait together go together: one transaction, one fsync.
 */
import type { Commit } from './store.ts';
import type { CommitResult } from './log.ts';

type CommitTogether = (commits: readonly Commit[]) => Promise<readonly CommitResult[]>;

interface Waiting {
  readonly commit: Commit;
  readonly settle: (result: CommitResult) => void;
}
type Task = () => Promise<void>;

export class CommitQueue {
  readonly #together: CommitTogether;
  #waiting: (Waiting | Task)[] = [];
  #running = false;

  constructor(together: CommitTogether) {
    this.#together = together;
  }

  /** Resolves when the commit is stored. */
  commit(commit: Commit): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#add({ commit, settle: (result) => (result ? reject(result) : resolve()) });
    });
  }

  /** Runs `task` after everything before it and before everything after it. */
  run<T>(task: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#add(() => task().then(resolve, reject));
    });
  }

  #add(one: Waiting | Task): void {
    this.#waiting.push(one);
    if (this.#running) return;
    this.#running = true;
    void this.#drain();
  }

  async #drain(): Promise<void> {
    // What is asked in the same turn shares the first transaction, too.
    await Promise.resolve();
    for (let next = this.#waiting[0]; next; next = this.#waiting[0]) {
      if (typeof next === 'function') {
        this.#waiting.shift();
        await next();
      } else {
        await this.#commitBatch();
      }
    }
    this.#running = false;
  }

  async #commitBatch(): Promise<void> {
    const end = this.#waiting.findIndex((one) => typeof one === 'function');
    const batch = this.#waiting.splice(0, end === -1 ? this.#waiting.length : end) as Waiting[];
    const results = await this.#together(batch.map((one) => one.commit)).catch((error: Error) =>
      batch.map(() => error),
    );
    batch.forEach((one, index) => one.settle(results[index] ?? null));
  }
}
