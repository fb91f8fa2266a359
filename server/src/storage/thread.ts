/** A thread that answers calls. It is started again when it dies; what it had been asked by then is refused. */
import { Worker } from 'node:worker_threads';
import { fromWire, type Request, type Response } from './messages.ts';

/** What it makes is short-lived and small; V8's own measure would keep 48 MB for it. */
const YOUNG_MB = 4;

export interface ThreadOptions {
  readonly file: URL;
  readonly name: string;
  readonly workerData: object;
  /** Milliseconds before it is started again: the first time, and at most. */
  readonly backOff?: { readonly first: number; readonly most: number };
}

/** Of an interface's methods, as they are when another thread answers them. */
export type Remote<Calls> = {
  readonly [Name in keyof Calls]: Calls[Name] extends (...args: infer Args) => infer Result
    ? (...args: Args) => Promise<Result>
    : never;
};

export class Thread {
  readonly #options: ThreadOptions;
  /** Counts what was asked; the thread sleeps on it. */
  readonly #bell = new Int32Array(new SharedArrayBuffer(4));
  readonly #asked = new Map<number, PromiseWithResolvers<unknown>>();
  #worker: Worker | null = null;
  /** Why it takes nothing just now. */
  #down: Error | null = null;
  #opened = Promise.withResolvers<void>();
  #ended = Promise.withResolvers<void>();
  #restart: NodeJS.Timeout | undefined;
  #failures = 0;
  #lastId = 0;
  #closing = false;

  constructor(options: ThreadOptions) {
    this.#options = options;
    this.#opened.promise.catch(() => undefined); // whoever waits for `ready` hears of it
    this.#start();
  }

  /** Resolves when the thread is ready for the first time; rejects where it could not be opened. */
  get ready(): Promise<void> {
    return this.#opened.promise;
  }

  /** @throws what the thread threw; another error where it died over it, or is not there */
  ask(call: string, args: readonly unknown[]): Promise<unknown> {
    const worker = this.#worker;
    if (this.#down || !worker) return Promise.reject(this.#down ?? new Error('The thread is not there.'));
    return this.#send(worker, call, args);
  }

  #send(worker: Worker, call: string, args: readonly unknown[]): Promise<unknown> {
    const id = (this.#lastId += 1);
    const answer = Promise.withResolvers<unknown>();
    this.#asked.set(id, answer);
    try {
      worker.postMessage({ id, call, args } satisfies Request);
      Atomics.add(this.#bell, 0, 1);
      Atomics.notify(this.#bell, 0);
    } catch (error) {
      this.#asked.delete(id); // something that cannot be cloned
      answer.reject(error);
    }
    return answer.promise;
  }

  /** Its calls as methods. */
  remote<Calls>(names: readonly (keyof Calls & string)[]): Remote<Calls> {
    const methods = names.map((name) => [name, (...args: readonly unknown[]) => this.ask(name, args)]);
    return Object.fromEntries(methods) as Remote<Calls>;
  }

  /** Ends the thread after what was asked before. */
  async close(): Promise<void> {
    this.#closing = true;
    clearTimeout(this.#restart);
    const worker = this.#worker;
    if (!worker) return;
    // Also to one that is not up yet, as after a death: it finds this when it is.
    await this.#send(worker, 'close', []).catch(() => undefined); // it ends anyway
    await this.#ended.promise;
  }

  #start(): void {
    const { file, name, workerData } = this.#options;
    const worker = new Worker(file, {
      name,
      workerData: { ...workerData, bell: this.#bell },
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    });
    let reason: Error | null = null;
    this.#worker = worker;
    this.#ended = Promise.withResolvers<void>();
    worker.on('message', (response: Response) => {
      if (response.id === 0) this.#up();
      else this.#answer(response);
    });
    worker.on('error', (error) => (reason = error instanceof Error ? error : new Error(String(error))));
    worker.on('exit', () => this.#died(reason ?? new Error('A thread of the storage has ended.')));
  }

  #up(): void {
    this.#failures = 0;
    this.#down = null;
    this.#opened.resolve();
  }

  #answer(response: Response): void {
    const answer = this.#asked.get(response.id);
    this.#asked.delete(response.id);
    if ('error' in response) answer?.reject(fromWire(response.error));
    else answer?.resolve(response.value);
  }

  #died(reason: Error): void {
    this.#worker = null;
    this.#down = reason;
    this.#opened.reject(reason);
    for (const answer of this.#asked.values()) answer.reject(reason);
    this.#asked.clear();
    this.#ended.resolve();
    if (this.#closing) return;
    const { first, most } = this.#options.backOff ?? { first: 100, most: 5_000 };
    const wait = Math.min(most, first * 2 ** this.#failures);
    this.#failures += 1;
    this.#restart = setTimeout(() => this.#start(), wait);
    this.#restart.unref();
  }
}
