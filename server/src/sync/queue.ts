/**
 * The order of one document: what happens in it enters here, becomes durable in this order, and is told in this order.
 * What arrives while a commit is under way shares the next one. A holder (a command) has the document for itself: what
 * arrives meanwhile waits.
 */
import type { Append } from '../storage/store.ts';

interface Entry {
  /** What goes to the log; empty where only the order matters. */
  readonly appends: readonly Append[];
  readonly committed: () => void;
  readonly failed: (error: Error) => void;
}

interface Waiting {
  readonly run: () => void;
  readonly failed: (error: Error) => void;
}

const nothing = (): void => undefined;

export class DocumentQueue {
  readonly #commit: (appends: readonly Append[]) => Promise<void>;
  readonly #failed: (error: Error) => void;
  #entries: Entry[] = [];
  #waiting: Waiting[] = [];
  #bytes = 0;
  #held = false;
  /** A commit is under way, or about to begin. */
  #busy = false;
  #ended: Error | null = null;

  /** `failed` is called once, when `commit` has rejected: nothing in the queue is stored, and it ends. */
  constructor(commit: (appends: readonly Append[]) => Promise<void>, failed: (error: Error) => void) {
    this.#commit = commit;
    this.#failed = failed;
  }

  /** Uncommitted bytes. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Runs `job` now, or as soon as the document is nobody's. */
  run(job: () => void, failed: (error: Error) => void = nothing): void {
    if (this.#ended) failed(this.#ended);
    else if (this.#held) this.#waiting.push({ run: job, failed });
    else job();
  }

  /** Adds to the log; `committed` is called when it is on disk, after everything before it. */
  append(appends: readonly Append[], committed: () => void, failed: (error: Error) => void = nothing): void {
    if (this.#ended) return failed(this.#ended);
    this.#entries.push({ appends, committed, failed });
    for (const { bytes } of appends) this.#bytes += bytes.byteLength;
    if (this.#busy) return;
    this.#busy = true;
    // What enters in the same turn shares the first commit.
    queueMicrotask(() => this.#flush());
  }

  /** Calls `done` when everything that entered before is on disk; at once where that is so already. */
  afterCommit(done: () => void, failed: (error: Error) => void = nothing): void {
    if (!this.#busy && !this.#ended) done();
    else this.append([], done, failed);
  }

  /** Waits until everything before is on disk; then the document is the caller's until it calls what this answers. */
  hold(): Promise<() => void> {
    return new Promise((resolve, reject) => {
      this.run(() => {
        this.#held = true;
        this.afterCommit(() => resolve(() => this.#release()), reject);
      }, reject);
    });
  }

  /** Resolves when nothing is waiting. */
  async idle(): Promise<void> {
    while (this.#busy || this.#held) {
      if (this.#busy) await new Promise<void>((resolve) => this.afterCommit(resolve, () => resolve()));
      else (await this.hold().catch(() => nothing))();
    }
  }

  /** Refuses everything that is not on disk, and whatever comes. */
  end(reason: Error): void {
    if (this.#ended) return;
    this.#ended = reason;
    const left = [...this.#entries, ...this.#waiting];
    this.#entries = [];
    this.#waiting = [];
    this.#held = false;
    for (const one of left) one.failed(reason);
  }

  #release(): void {
    this.#held = false;
    while (!this.#held) {
      const next = this.#waiting.shift();
      if (!next) return;
      next.run();
    }
  }

  #flush(): void {
    const batch = this.#entries;
    if (batch.length === 0) {
      this.#busy = false;
      return;
    }
    this.#entries = [];
    const appends = batch.length === 1 ? batch[0]!.appends : batch.flatMap((entry) => entry.appends);
    if (appends.length === 0) return this.#committed(batch, appends);
    this.#commit(appends).then(
      () => this.#committed(batch, appends),
      (cause: unknown) => this.#refused(batch, cause instanceof Error ? cause : new Error(String(cause))),
    );
  }

  #committed(batch: readonly Entry[], appends: readonly Append[]): void {
    for (const { bytes } of appends) this.#bytes -= bytes.byteLength;
    for (const entry of batch) entry.committed();
    this.#flush();
  }

  #refused(batch: readonly Entry[], error: Error): void {
    this.#busy = false;
    this.#entries = [...batch, ...this.#entries];
    this.#failed(error);
    this.end(error);
  }
}
