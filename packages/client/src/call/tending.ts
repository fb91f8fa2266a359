/** Looks after a call once a second: notices sleep and other networks, and gives up where for long nothing can be reached. */

export interface TendingOptions {
  /** A look at what has become of everybody. */
  readonly tend: () => void;
  /** Perhaps in another network: is everything still there? */
  readonly elsewhere: () => void;
  /** There is neither the server nor anybody. */
  readonly alone: () => boolean;
  readonly giveUp: () => void;
  /** After so many ms alone. */
  readonly unreachable?: number | undefined;
}

/** Milliseconds between two looks. */
const TEND = 1000;
/** A look that comes so late, in ms, was held up by sleep: who knows in which network we woke up. */
const ASLEEP = 5000;
/** Milliseconds of waking time after which there is nothing to wait for. */
const UNREACHABLE = 120_000;

export class Tending {
  readonly #options: TendingOptions;
  readonly #timer: ReturnType<typeof setInterval>;
  readonly #ending = new AbortController();
  #lookedAt = performance.now();
  #alone = 0;

  constructor(options: TendingOptions) {
    this.#options = options;
    this.#timer = setInterval(() => this.#look(), TEND);
    const { signal } = this.#ending;
    globalThis.addEventListener('online', () => options.elsewhere(), { signal });
    const { connection } = navigator as { readonly connection?: EventTarget }; // Chromium's Network Information API
    connection?.addEventListener('change', () => options.elsewhere(), { signal });
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#ending.abort();
  }

  #look(): void {
    const { tend, elsewhere, alone, giveUp, unreachable = UNREACHABLE } = this.#options;
    const now = performance.now();
    const passed = now - this.#lookedAt;
    this.#lookedAt = now;
    if (passed > ASLEEP) elsewhere();
    this.#alone = alone() ? this.#alone + Math.min(passed, ASLEEP) : 0;
    if (this.#alone > unreachable) giveUp();
    else tend();
  }
}
