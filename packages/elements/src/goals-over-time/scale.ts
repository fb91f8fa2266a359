/** Where moments stand along the line: by their time, and far enough from each other to be told apart and pressed. */

const DAY = 86_400_000;
/** Pixels of a day, at least. */
const OF_DAY = 1.75;
/** Room at both ends for what stands below a point. */
const PAD = 36;
/** A pause that is longer than this counts as long as this. */
const LONGEST = 730 * DAY;

export interface Scale {
  /** Pixels in all. */
  readonly width: number;
  /** The first and the last moment. */
  readonly from: number;
  readonly until: number;
  /** Pixels from the beginning to a moment (ms) between the first and the last. */
  readonly x: (at: number) => number;
}

/** `width`: pixels that there are; it is wider where they do not suffice. `gap`: pixels between two moments, at least. */
export function scaleOf(moments: readonly number[], { width, gap }: { width: number; gap: number }): Scale {
  const stops = [...new Set(moments)].sort((a, b) => a - b);
  const spans = stops.slice(1).map((at, index) => Math.min(at - (stops[index] ?? at), LONGEST) / DAY);
  const lengthAt = (ofDay: number): number => spans.reduce((sum, days) => sum + Math.max(gap, days * ofDay), 0);
  const room = Math.max(0, width - 2 * PAD);
  const ofDay = lengthAt(OF_DAY) >= room ? OF_DAY : stretchTo(room, lengthAt);
  const places = [PAD];
  for (const days of spans) places.push((places.at(-1) ?? PAD) + Math.max(gap, days * ofDay));
  return {
    width: Math.max(width, (places.at(-1) ?? PAD) + PAD),
    from: stops[0] ?? 0,
    until: stops.at(-1) ?? 0,
    x: (at) => between(stops, places, at),
  };
}

/** How long a day is when everything together is as long as `room`. */
function stretchTo(room: number, lengthAt: (ofDay: number) => number): number {
  let low = OF_DAY;
  let high = OF_DAY;
  while (lengthAt(high) < room && high < 1e6) high *= 2;
  for (let turn = 0; turn < 40; turn += 1) {
    const middle = (low + high) / 2;
    if (lengthAt(middle) < room) low = middle;
    else high = middle;
  }
  return low;
}

function between(stops: readonly number[], places: readonly number[], at: number): number {
  const after = stops.findIndex((stop) => stop >= at);
  const [stop = 0, place = PAD] = [stops[after], places[after]];
  if (after <= 0) return after === 0 ? place : (places.at(-1) ?? PAD);
  const [before = stop, placeBefore = place] = [stops[after - 1], places[after - 1]];
  return placeBefore + ((at - before) / (stop - before)) * (place - placeBefore);
}
