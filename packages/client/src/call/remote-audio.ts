/** Plays what one other person says. The element is not in the page: nobody can style, move or stop it there. */

/** Playback that was resumed and stops again within so many ms is left to the person. */
const AGAIN = 1000;

export class RemoteAudio {
  readonly #element = new Audio();
  readonly #onBlocked: () => void;

  #pausedAt = -Infinity;

  /** `onBlocked`: the browser wants a press first. */
  constructor(onBlocked: () => void) {
    this.#onBlocked = onBlocked;
    this.#element.addEventListener('pause', () => void this.#goOn());
  }

  play(track: MediaStreamTrack): void {
    this.#element.srcObject = new MediaStream([track]);
    void this.resume();
  }

  /** Plays again what was held back or has stopped, as it does when the loudspeaker is taken away. True when it plays. */
  async resume(): Promise<boolean> {
    const { srcObject } = this.#element;
    if (!srcObject) return true;
    try {
      await this.#element.play();
    } catch {
      // Refused without a press, or in a phone call; or another track has taken the place, and plays.
      if (this.#element.srcObject !== srcObject || !this.#element.paused) return true;
      this.#onBlocked();
      return false;
    }
    return true;
  }

  /** Somebody else has stopped it: a phone call, sleep, a lost loudspeaker. Who stops it again and again gets a press. */
  async #goOn(): Promise<void> {
    const { srcObject, ended } = this.#element;
    if (!srcObject || ended) return;
    const [before, now] = [this.#pausedAt, performance.now()];
    this.#pausedAt = now;
    if (now - before < AGAIN) this.#onBlocked();
    else await this.resume();
  }

  /** Null: the browser's choice, which is also what remains where the wished one cannot be used. */
  async speaker(id: string | null): Promise<void> {
    if (!('setSinkId' in this.#element) || this.#element.sinkId === (id ?? '')) return;
    await this.#element.setSinkId(id ?? '').catch(() => undefined);
    await this.resume();
  }

  stop(): void {
    this.#element.pause();
    this.#element.srcObject = null;
  }
}
