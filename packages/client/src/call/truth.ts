/** What people's devices really do, as it goes from one to the other with each beat. */
import type { LocalKind, LocalView } from './local-media.ts';

/** The microphone's owner hears best who speaks. */
export type Truth = Readonly<Record<LocalKind | 'speaking' | 'away', boolean>>;
export const NOTHING: Truth = { microphone: false, camera: false, screen: false, speaking: false, away: false };

export interface Beat {
  readonly truth: Truth;
  /** They show cameras; otherwise nobody needs to send them one. */
  readonly watching: boolean;
  /** Milliseconds until the next beat: more in a hidden tab, whose timers the browser slows down. */
  readonly next: number;
}

const MAX_LENGTH = 1000;
/** Nobody can promise silence for longer, in ms: it would never be told that they are lost. */
const LONGEST_NEXT = 2000;

export function writeBeat({ self, audioOnly }: LocalView, next: number): string {
  const { microphone, camera, screen, speaking, away } = self;
  const truth: Truth = { microphone: microphone.on, camera: camera.on, screen: screen.on, speaking, away };
  return JSON.stringify({ ...truth, watching: !audioOnly, next });
}

/** Null where it is none. Whoever sends it may send anything. */
export function readBeat(text: string): Beat | null {
  if (text.length > MAX_LENGTH) return null;
  let said: Partial<Record<string, unknown>> | null;
  try {
    said = JSON.parse(text) as typeof said;
  } catch {
    return null; // a newer version may say more than we know
  }
  if (typeof said !== 'object' || said === null) return null;
  const { microphone, camera, screen, speaking, away, watching, next } = said;
  return {
    truth: {
      microphone: microphone === true,
      camera: camera === true,
      screen: screen === true,
      speaking: microphone === true && speaking === true,
      away: away === true,
    },
    watching: watching !== false,
    next: typeof next === 'number' && next > 0 ? Math.min(next, LONGEST_NEXT) : 0,
  };
}
