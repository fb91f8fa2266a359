/** An open track: the wish that it was opened for, and what becomes of it. */

export interface HeldEvents {
  /** Unplugged, taken away, or "stop sharing" of the browser. */
  readonly onEnded: () => void;
  /** The system or the device itself silences it, as in a phone call, or gives it back. */
  readonly onMuted: () => void;
}

export class HeldTrack {
  readonly track: MediaStreamTrack;
  /** Id of the wished device; null: the browser chose. */
  readonly openedFor: string | null;
  readonly #ending = new AbortController();

  constructor(track: MediaStreamTrack, openedFor: string | null, { onEnded, onMuted }: HeldEvents) {
    this.track = track;
    this.openedFor = openedFor;
    const { signal } = this.#ending;
    track.addEventListener('ended', onEnded, { signal });
    track.addEventListener('mute', onMuted, { signal });
    track.addEventListener('unmute', onMuted, { signal });
  }

  /** Id of the device that is really open. */
  get device(): string | null {
    return this.track.getSettings().deviceId ?? this.openedFor;
  }

  /** Whether it gives anything when it is enabled. */
  get usable(): boolean {
    return this.track.readyState === 'live' && !this.track.muted;
  }

  stop(): void {
    this.#ending.abort();
    this.track.stop();
  }
}
