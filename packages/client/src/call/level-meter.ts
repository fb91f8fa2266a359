/** Listens to the own microphone: for the meter, for "you are speaking", and for a microphone that hears nothing. */
import { type Heard, Hearing, type HearingOptions, UNHEARD } from './hearing.ts';

interface Ear extends HearingOptions {
  /** Milliseconds between two looks. */
  readonly every: number;
  readonly samples: number;
  /** Whether the level is told, which changes at nearly every look. */
  readonly level: boolean;
}

/**
 * Each look takes in everything since the last one, or nearly (4096 samples are 85 ms at 48 kHz, 16384 are 341): a sound
 * that comes as regularly as the looks would else be missed for ever.
 * - `level`: for the eye.
 * - `voice`: in a call, where nobody sees a meter.
 * - `muted`: the same into a microphone that is off. Being told so must not come from a cough, which two looks may hear.
 */
const EARS = {
  level: { every: 100, samples: 4096, level: true, onset: 0, hang: 700 },
  voice: { every: 330, samples: 16_384, level: false, onset: 0, hang: 700 },
  muted: { every: 250, samples: 16_384, level: false, onset: 600, hang: 1500 },
} as const satisfies Record<string, Ear>;

/** For its clock alone: what it plays goes nowhere, so no loudspeaker is opened for it (Chromium; others open one). */
const SINKLESS: AudioContextOptions & { sinkId: { type: 'none' } } = {
  latencyHint: 'playback',
  sinkId: { type: 'none' },
};

interface Listening {
  readonly track: MediaStreamTrack;
  readonly ear: keyof typeof EARS;
  readonly hearing: Hearing;
  readonly stop: () => void;
}

export class LevelMeter {
  readonly #onChange: () => void;
  #heard = UNHEARD;
  #context: AudioContext | null = null;
  #listening: Listening | null = null;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  get heard(): Heard {
    return this.#heard;
  }

  /** Null ends it and leaves nothing open. Browsers let a page that captures hear itself without a press. */
  listen(track: MediaStreamTrack | null, ear: keyof typeof EARS): void {
    const before = this.#listening;
    if (before ? before.track === track && before.ear === ear : !track) return;
    before?.stop();
    const same = before?.track === track && (before?.ear === 'muted') === (ear === 'muted');
    this.#heard = same ? { ...this.#heard, level: 0 } : UNHEARD;
    this.#listening = track && this.#start(track, ear, same ? before?.hearing : undefined);
    if (track) return;
    this.#context?.close().catch(() => undefined); // closed already is all that can go wrong
    this.#context = null;
  }

  /** `hearing` goes on where the same is only looked at in another way. */
  #start(
    track: MediaStreamTrack,
    ear: keyof typeof EARS,
    hearing = new Hearing(EARS[ear], performance.now()),
  ): Listening | null {
    const { every, samples, level } = EARS[ear];
    const context = (this.#context ??= new AudioContext(SINKLESS));
    // A silenced track gives silence; a clone of it is silenced, or not, by itself. Nobody is sent it.
    const clone = ear === 'muted' ? track.clone() : null;
    if (clone) clone.enabled = true;
    const analyser = context.createAnalyser();
    analyser.fftSize = samples;
    let source: MediaStreamAudioSourceNode;
    try {
      source = context.createMediaStreamSource(new MediaStream([clone ?? track]));
    } catch (error) {
      clone?.stop();
      // Firefox listens to no track of another sample rate than the context's (its bug 1674892): the meter rests.
      if (error instanceof DOMException && error.name === 'NotSupportedError') return null;
      throw error;
    }
    source.connect(analyser);
    const window = new Float32Array(samples);
    const timer = setInterval(() => {
      // A phone call, sleep, or a browser of another mind: tried again until it runs. Rejects when it was closed meanwhile.
      if (context.state !== 'running') return void context.resume().catch(() => undefined);
      analyser.getFloatTimeDomainData(window);
      const heard = hearing.take(window, performance.now());
      this.#tell(level ? heard : { ...heard, level: 0 });
    }, every);

    const stop = (): void => {
      clearInterval(timer);
      source.disconnect();
      clone?.stop();
    };
    return { track, ear, hearing, stop };
  }

  #tell(heard: Heard): void {
    const { level, speaking, silent } = this.#heard;
    if (heard.level === level && heard.speaking === speaking && heard.silent === silent) return;
    this.#heard = heard;
    this.#onChange();
  }
}
