/**
 * The order of everything that reaches the one writer. Commits that wait together go together: one transaction, one fsync.
 */
import type { CommitResult } from './log.ts';
import type { Commit } from './store.ts';

type CommitTogether = (commits: readonly Commit[]) => Promise<readonly CommitResult[]>;

interface Waiting {
  /** Null for whoever only wants to know that everything before is done. */
  readonly commit: Commit | null;
  readonly settle: (result: CommitResult) => void;
}
type Task = () => Promise<void>;

const isUrgent = (one: Waiting | Task): boolean => typeof one === 'function' || one.commit === null;

export class CommitQueue {
  readonly #together: CommitTogether;
  readonly #window: number;
  #waiting: (Waiting | Task)[] = [];
  #running = false;
  #started = -Infinity;
  #hurry: () => void = () => undefined;

  /**
   * A batch is what has arrived during the one before. `window`: milliseconds from the start of one to the start of the next
   * at least, so that a busy server pays for fewer fsyncs; what comes after a silence never waits, and nobody waits for it
   * who waits for what is before.
   */
  constructor(together: CommitTogether, window = 0) {
    this.#together = together;
    this.#window = window;
  }

  /** Resolves when the commit is stored. */
  commit(commit: Commit): Promise<void> {
    return this.#wait(commit);
  }

  /** Resolves when everything before it is done, well or not. */
  settled(): Promise<void> {
    return this.#running ? this.#wait(null) : Promise.resolve();
  }

  /** Runs `task` after everything before it and before everything after it. */
  run<T>(task: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#add(() => task().then(resolve, reject));
    });
  }

  #wait(commit: Commit | null): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#add({ commit, settle: (result) => (result ? reject(result) : resolve()) });
    });
  }

  #add(one: Waiting | Task): void {
    this.#waiting.push(one);
    if (isUrgent(one)) this.#hurry();
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
        await this.#rest();
        await this.#commitBatch();
      }
    }
    this.#running = false;
  }

  /** Until the window is over, or somebody waits for what is before them. */
  async #rest(): Promise<void> {
    const left = Math.floor(this.#started + this.#window - performance.now());
    if (left <= 0 || this.#waiting.some(isUrgent)) return;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.#hurry = resolve;
      timer = setTimeout(resolve, left);
    });
    clearTimeout(timer);
  }

  async #commitBatch(): Promise<void> {
    const end = this.#waiting.findIndex((one) => typeof one === 'function');
    const batch = this.#waiting.splice(0, end === -1 ? this.#waiting.length : end) as Waiting[];
    const commits = batch.flatMap(({ commit }) => commit ?? []);
    let results: readonly CommitResult[] = [];
    if (commits.length > 0) {
      this.#started = performance.now();
      results = await this.#together(commits).catch((error: Error) => commits.map(() => error));
    }
    let index = 0;
    for (const { commit, settle } of batch) settle(commit ? (results[index++] ?? null) : null);
  }
}
