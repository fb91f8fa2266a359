/** A wait that can be cut short. One at a time. */
export class Alarm {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #due = Infinity;
  #wake: (() => void) | null = null;

  /** Resolves after `ms`, when it rings, or when the signal is aborted. `Infinity` waits for a ring alone. */
  wait(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(this.#timer);
        this.#wake = null;
        signal.removeEventListener('abort', done);
        resolve();
      };
      if (signal.aborted) {
        resolve();
        return;
      }
      signal.addEventListener('abort', done);
      this.#wake = done;
      this.#set(ms);
    });
  }

  /** Ends the wait no later than `ms` from now. Without a wait it does nothing. */
  ring(ms = 0): void {
    if (this.#wake && performance.now() + ms < this.#due) this.#set(ms);
  }

  #set(ms: number): void {
    clearTimeout(this.#timer);
    this.#due = performance.now() + ms;
    // Timers hold 31 bits; a longer one would fire at once.
    if (ms < 2 ** 31) this.#timer = setTimeout(() => this.#wake?.(), ms);
  }
}

/** Growing waits with jitter, so that the clients of a restarted server do not come back together: 0.5–1 s, 1–2 s … 15–30 s. */
export function backOff(failures: number): number {
  const most = Math.min(30_000, 500 * 2 ** Math.min(failures, 10));
  return most * (0.5 + Math.random() / 2);
}
