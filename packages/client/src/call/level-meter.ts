/** Loudness of the own microphone, for the meter before joining and for "you are speaking". */

/** Milliseconds between two measurements. */
const EVERY = 100;
/** Silence of this many measurements ends "speaking", so that it does not flicker between words. */
const HANG = 6;
/** In decibels relative to full scale: what counts as 0 and as 1 on the meter, and from where on it is speech. */
const FLOOR = -60;
const FULL = -10;
const SPEECH = -45;

export interface Loudness {
  /** From 0 to 1 in steps of a tenth: a finer one would make a snapshot for every breath. */
  readonly level: number;
  readonly speaking: boolean;
}

export const SILENCE: Loudness = { level: 0, speaking: false };

/** Measures `track` until the answered function is called. Browsers let a page that captures hear itself without a press. */
export function measureLoudness(track: MediaStreamTrack, onChange: (loudness: Loudness) => void): () => void {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 4096; // 85 ms at 48 kHz: nearly everything between two measurements
  context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  let last = SILENCE;
  let quiet = HANG;

  const timer = setInterval(() => {
    // A phone call, or a browser of another mind: tried again until it runs. Rejects when it was closed meanwhile.
    if (context.state !== 'running') context.resume().catch(() => undefined);
    analyser.getFloatTimeDomainData(samples);
    const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
    const decibels = 10 * Math.log10(power + 1e-12);
    quiet = decibels > SPEECH ? 0 : quiet + 1;
    const level = Math.round(Math.min(1, Math.max(0, (decibels - FLOOR) / (FULL - FLOOR))) * 10) / 10;
    const next = { level, speaking: quiet < HANG };
    if (next.level === last.level && next.speaking === last.speaking) return;
    last = next;
    onChange(next);
  }, EVERY);

  return () => {
    clearInterval(timer);
    context.close().catch(() => undefined); // closed already is all that can go wrong
  };
}
