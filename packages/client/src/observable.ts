/** A value that can be watched. Listeners hear of a change once, after it; equal values make no call. */
export interface Observable<T> {
  readonly value: T;
  /** Calls `listener` after each change; answers how to stop. */
  subscribe(listener: () => void): () => void;
}

/** An observable with its owner's pen. */
export class Subject<T> implements Observable<T> {
  #value: T;
  readonly #listeners = new Set<() => void>();

  constructor(value: T) {
    this.#value = value;
  }

  get value(): T {
    return this.#value;
  }

  set(value: T): void {
    if (Object.is(this.#value, value)) return;
    this.#value = value;
    // A copy: a listener that subscribes another must not make it hear of this change.
    for (const listener of new Set(this.#listeners)) if (this.#listeners.has(listener)) listener();
  }

  subscribe(listener: () => void): () => void {
    const own = (): void => listener(); // the same function given twice is two subscriptions
    this.#listeners.add(own);
    return () => this.#listeners.delete(own);
  }
}
