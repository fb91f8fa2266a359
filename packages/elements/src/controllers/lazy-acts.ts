import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** What shows that somebody is at the page. The pointer comes before a press. */
const SIGNS = ['pointermove', 'pointerdown', 'keydown'] as const;

/**
 * What people do in an element, for reading needs none of it. It is loaded at the first sign of somebody at the page, so
 * it is there before it is needed and then works without a server; what is done sooner is done as soon as it has come.
 */
export class LazyActs<T> implements ReactiveController {
  readonly #host: ReactiveControllerHost & EventTarget;
  readonly #load: () => Promise<T>;
  #loading: Promise<T> | null = null;
  #here: T | null = null;
  #failed = false;
  #lifetime: AbortController | null = null;

  constructor(host: ReactiveControllerHost & EventTarget, load: () => Promise<T>) {
    this.#host = host;
    this.#load = load;
    host.addController(this);
  }

  /** Null while they are not loaded. */
  get here(): T | null {
    return this.#here;
  }

  /** Whether something could not be done because they could not be loaded. */
  get failed(): boolean {
    return this.#failed;
  }

  hostConnected(): void {
    if (this.#here) return;
    this.#lifetime = new AbortController();
    const { signal } = this.#lifetime;
    const come = (): void => void this.#come().catch(() => undefined); // told when something is to be done
    for (const sign of SIGNS) window.addEventListener(sign, come, { signal, passive: true });
    // A focus that moves inside of one shadow tree is not heard outside of it (DOM section 2.9, retargeting).
    this.#host.addEventListener('focusin', come, { signal });
  }

  hostDisconnected(): void {
    this.#lifetime?.abort();
  }

  /** At once where that is possible, else when they have come. */
  do(act: (acts: T) => void): void {
    if (this.#here) return act(this.#here);
    this.#failed = false;
    this.#come().then(act, () => {
      this.#failed = true; // shown with *Try again*; the browser has logged why
      this.#host.requestUpdate();
    });
  }

  #come(): Promise<T> {
    this.#loading ??= this.#load().then(
      (acts) => {
        this.#here = acts;
        this.#failed = false;
        this.#lifetime?.abort();
        this.#host.requestUpdate();
        return acts;
      },
      (error: unknown) => {
        this.#loading = null;
        throw error;
      },
    );
    return this.#loading;
  }
}

/** Acts that came with their element. */
export function loaded<T>(acts: T): Pick<LazyActs<T>, 'here' | 'do'> {
  return { here: acts, do: (act) => act(acts) };
}
