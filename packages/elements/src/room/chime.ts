/** Two soft tones on a speaker, until they have sounded or the signal is aborted. Rejects where the speaker cannot be used. */
export async function playChime(speaker: string | null, signal: AbortSignal): Promise<void> {
  const context = new AudioContext();
  try {
    // Not in every browser (Audio Output Devices API); without it the sound comes from the standard one.
    if (speaker !== null && 'setSinkId' in context && typeof context.setSinkId === 'function') {
      await context.setSinkId(speaker);
    }
    signal.throwIfAborted();
    const ended = [
      [523.25, 0],
      [659.25, 0.18],
    ].map(([pitch = 0, after = 0]) => tone(context, pitch, context.currentTime + after));
    await Promise.race([Promise.all(ended), aborted(signal)]);
  } finally {
    await context.close();
  }
}

function tone(context: AudioContext, pitch: number, at: number): Promise<unknown> {
  const oscillator = new OscillatorNode(context, { frequency: pitch });
  const gain = new GainNode(context, { gain: 0 });
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(0.2, at + 0.03);
  gain.gain.exponentialRampToValueAtTime(0.001, at + 0.6);
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(at);
  oscillator.stop(at + 0.6);
  return new Promise((resolve) => oscillator.addEventListener('ended', resolve, { once: true }));
}

const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }));
