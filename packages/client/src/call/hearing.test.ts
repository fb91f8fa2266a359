import { describe, expect, it } from 'vitest';
import { type Heard, Hearing } from './hearing.ts';

const EVERY = 200;
const COUNT = 2048;

/** A tone whose loudness is `decibels` relative to full scale (of its power); null: digital silence. */
function tone(decibels: number | null): Float32Array {
  const amplitude = decibels === null ? 0 : Math.SQRT2 * 10 ** (decibels / 20);
  return Float32Array.from({ length: COUNT }, (_, index) => amplitude * Math.sin(index / 5));
}

/** What 16-bit samples make of the noise of an open microphone: its lowest bit flickers. */
function lowestBit(): Float32Array {
  return Float32Array.from({ length: COUNT }, (_, index) => (index % 7 === 0 ? 2 ** -15 : 0));
}

function listener(onset: number): (samples: Float32Array, ms: number) => Heard {
  let now = 1000;
  const hearing = new Hearing({ onset, hang: 600 }, now);
  return (samples, ms) => {
    let heard: Heard = { level: 0, speaking: false, silent: false };
    for (let passed = 0; passed < ms; passed += EVERY) heard = hearing.take(samples, (now += EVERY));
    return heard;
  };
}

describe('a microphone', () => {
  it('that gives nothing at all is silent after five seconds, and not before', () => {
    const hear = listener(0);
    expect(hear(tone(null), 4800).silent).toBe(false);
    expect(hear(tone(null), 200).silent).toBe(true);
  });

  it('that stays below -90 dB is silent, too', () => {
    expect(listener(0)(tone(-100), 6000).silent).toBe(true);
  });

  it('is not silent any more with the first sound, however faint', () => {
    const hear = listener(0);
    hear(tone(null), 6000);
    expect(hear(tone(-80), EVERY).silent).toBe(false);
    expect(hear(tone(null), 4800).silent).toBe(false);
  });

  it('is not silent in a quiet room, for hours', () => {
    const hear = listener(0);
    expect(hear(tone(-75), 3_600_000).silent).toBe(false);
    expect(hear(lowestBit(), 3_600_000).silent).toBe(false);
  });

  it('says nothing of the time in which nobody listened', () => {
    const hearing = new Hearing({ onset: 0, hang: 600 }, 0);
    expect(hearing.take(tone(null), 60_000).silent).toBe(false);
  });

  it('shows its level in tenths', () => {
    expect([-70, -60, -35, -10, 0].map((decibels) => listener(0)(tone(decibels), EVERY).level)).toEqual([
      0, 0, 0.5, 1, 1,
    ]);
  });
});

describe('speech', () => {
  it('is heard at once, and until a pause is longer than one between words', () => {
    const hear = listener(0);
    expect(hear(tone(-30), EVERY).speaking).toBe(true);
    expect(hear(tone(-70), 400).speaking).toBe(true);
    expect(hear(tone(-70), 400).speaking).toBe(false);
  });

  it('where it must be no cough, is heard after some hundreds of milliseconds', () => {
    const hear = listener(400);
    expect(hear(tone(-30), EVERY).speaking).toBe(false);
    expect(hear(tone(-30), EVERY).speaking).toBe(true);
  });

  it('with short pauses is speech all the same; single knocks never are', () => {
    const speech = listener(400);
    const words = [600, 200, 600].map((ms, index) => speech(tone(index % 2 === 0 ? -30 : -70), ms).speaking);
    expect(words).toEqual([true, true, true]);
    const knocks = listener(400);
    for (let knock = 0; knock < 50; knock++) {
      expect(knocks(tone(-20), EVERY).speaking).toBe(false);
      expect(knocks(tone(-70), EVERY).speaking).toBe(false);
    }
  });
});
