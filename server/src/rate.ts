/** What may come at once, and each second for long. */
export interface RateLimits {
  readonly burst: { readonly frames: number; readonly bytes: number };
  readonly perSecond: { readonly frames: number; readonly bytes: number };
}

/** A token bucket over frames and bytes. It may be overdrawn, so that nothing that has arrived is ever dropped. */
export class Rate {
  readonly #burst: RateLimits['burst'];
  readonly #perSecond: RateLimits['perSecond'];
  #frames: number;
  #bytes: number;
  #at: number;

  /** `now` is any clock in ms that does not go back. */
  constructor({ burst, perSecond }: RateLimits, now: number) {
    this.#burst = burst;
    this.#perSecond = perSecond;
    this.#frames = burst.frames;
    this.#bytes = burst.bytes;
    this.#at = now;
  }

  /** Counts one frame; answers the ms to wait before the next one. */
  take(bytes: number, now: number): number {
    const seconds = Math.max(0, now - this.#at) / 1000;
    this.#at = now;
    this.#frames = Math.min(this.#burst.frames, this.#frames + seconds * this.#perSecond.frames) - 1;
    this.#bytes = Math.min(this.#burst.bytes, this.#bytes + seconds * this.#perSecond.bytes) - bytes;
    const short = Math.min(this.#frames / this.#perSecond.frames, this.#bytes / this.#perSecond.bytes);
    return short >= 0 ? 0 : Math.ceil(-short * 1000);
  }
}
