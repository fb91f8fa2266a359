import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** *Play a sound*: whether it plays just now, and why the last one could not be played. Ends with its host. */
export class TestSound implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #playing: AbortController | null = null;
  #failed: 'speaker' | 'unreachable' | null = null;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  get playing(): boolean {
    return this.#playing !== null;
  }

  /** The speaker is gone, the page may not choose one, or the code of the sound did not come. */
  get failed(): 'speaker' | 'unreachable' | null {
    return this.#failed;
  }

  hostDisconnected(): void {
    this.#playing?.abort();
  }

  /** Plays on a speaker, or where the browser chooses (null). One at a time. */
  play(speaker: string | null): void {
    if (this.#playing) return;
    const playing = new AbortController();
    this.#playing = playing;
    this.#failed = null;
    this.#host.requestUpdate();
    void this.#sound(speaker, playing.signal).finally(() => {
      this.#playing = null;
      this.#host.requestUpdate();
    });
  }

  async #sound(speaker: string | null, signal: AbortSignal): Promise<void> {
    const chime = await import('./chime.ts').catch(() => null);
    if (!chime) this.#failed = 'unreachable';
    await chime?.playChime(speaker, signal).catch(() => {
      if (!signal.aborted) this.#failed = 'speaker';
    });
  }
}
