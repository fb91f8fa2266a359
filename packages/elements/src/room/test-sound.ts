import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { playChime } from './chime.ts';

/** *Play a sound*: whether it plays just now, and whether the last one could not be played. Ends with its host. */
export class TestSound implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #playing: AbortController | null = null;
  #failed = false;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  get playing(): boolean {
    return this.#playing !== null;
  }

  get failed(): boolean {
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
    this.#failed = false;
    this.#host.requestUpdate();
    playChime(speaker, playing.signal)
      .catch(() => {
        this.#failed = !playing.signal.aborted; // the speaker is gone, or the page may not choose one
      })
      .finally(() => {
        this.#playing = null;
        this.#host.requestUpdate();
      });
  }
}
