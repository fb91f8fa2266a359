/** Plays what one other person says. The element is not in the page: nobody can style, move or stop it there. */

export class RemoteAudio {
  readonly #element = new Audio();
  readonly #onBlocked: () => void;

  /** `onBlocked`: the browser wants a press first. */
  constructor(onBlocked: () => void) {
    this.#onBlocked = onBlocked;
  }

  play(track: MediaStreamTrack): void {
    this.#element.srcObject = new MediaStream([track]);
    void this.resume();
  }

  /** Plays again what was held back or has stopped, as it does when the loudspeaker is taken away. True when it plays. */
  async resume(): Promise<boolean> {
    if (!this.#element.srcObject) return true;
    try {
      await this.#element.play();
      return true;
    } catch (error) {
      const blocked = error instanceof DOMException && error.name === 'NotAllowedError';
      if (blocked) this.#onBlocked();
      return !blocked; // otherwise another track has taken the place, and plays
    }
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
