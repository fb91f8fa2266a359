import type { Heard } from './hearing.ts';
import { LevelMeter } from './level-meter.ts';
import type { Source } from './source.ts';

/** Listens to the microphone while it is on; while it is off and open, as in a call, for speech that nobody hears. */
export class OwnVoice {
  readonly #microphone: Source;
  readonly #onChange: () => void;
  /** How many show the level in the call. */
  #watchers = 0;
  readonly #meter: LevelMeter;

  constructor(microphone: Source, onChange: () => void) {
    this.#microphone = microphone;
    this.#onChange = onChange;
    this.#meter = new LevelMeter(onChange);
  }

  get heard(): Heard {
    return this.#meter.heard;
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

  /** The microphone may be another one, on or off. In a call, nobody sees the level unless they say so. */
  follow(inCall: boolean): void {
    const { track, state, silenced } = this.#microphone;
    const heard = track && !silenced && (state.on || !track.enabled) ? track : null;
    this.#meter.listen(heard, !state.on ? 'muted' : inCall && this.#watchers === 0 ? 'voice' : 'level');
  }
}
