import { type Heard, UNHEARD } from './hearing.ts';
import type { LevelMeter } from './level-meter.ts';
import type { Source } from './source.ts';

/** Listens to the microphone while it is on; while it is off and open, as in a call, for speech that nobody hears. */
export class OwnVoice {
  readonly #microphone: Source;
  readonly #onChange: () => void;
  #inCall = false;
  /** How many show the level in the call. */
  #watchers = 0;
  /** Null until a microphone is on for the first time. */
  #meter: LevelMeter | null = null;
  #loading = false;

  constructor(microphone: Source, onChange: () => void) {
    this.#microphone = microphone;
    this.#onChange = onChange;
  }

  get heard(): Heard {
    return this.#meter?.heard ?? UNHEARD;
  }

  /** In a call, nobody sees the level unless they say so. */
  set inCall(inCall: boolean) {
    this.#inCall = inCall;
  }

  watchLevel(): () => void {
    let watching = true;
    this.#watchers++;
    this.#onChange();
    return () => {
      if (watching) this.#watchers--;
      watching = false;
      this.#onChange();
    };
  }

  /** The microphone may be another one, on or off. */
  follow(): void {
    const { track, state, silenced } = this.#microphone;
    const heard = track && !silenced && (state.on || !track.enabled) ? track : null;
    if (!this.#meter && heard && !this.#loading) void this.#load();
    this.#meter?.listen(heard, !state.on ? 'muted' : this.#inCall && this.#watchers === 0 ? 'voice' : 'level');
  }

  async #load(): Promise<void> {
    this.#loading = true;
    const chunk = await import('./level-meter.ts').catch(() => null); // without it, nothing but the meter rests
    if (!chunk) return;
    this.#meter = new chunk.LevelMeter(this.#onChange);
    this.#onChange();
  }
}
