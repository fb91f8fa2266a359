/** Months, quarters or years along the line, by how much room there is. */
import { dateFormat, type Zone } from '../format.ts';
import { momentAt, wallClock } from '../zoned-time.ts';
import type { Scale } from './scale.ts';

/** Pixels between two that are told, at least. */
const APART = 64;
const STEPS = [1, 3, 12] as const;

const MONTH: Intl.DateTimeFormatOptions = { month: 'short' };
const MONTH_WITH_YEAR: Intl.DateTimeFormatOptions = { month: 'short', year: 'numeric' };

export interface Tick {
  readonly at: number;
  readonly x: number;
  /** The first one of its year, and the first of all. */
  readonly withYear: boolean;
}

export function ticksOf(scale: Scale, zone: Zone): Tick[] {
  const months = firstsOfMonths(scale, zone);
  const step = STEPS.find((one) => (months.length / one) * APART <= scale.width) ?? 12;
  const ticks: Tick[] = [];
  let year = '';
  for (const { at, day } of months) {
    const x = scale.x(at);
    const fits = x - (ticks.at(-1)?.x ?? -APART) >= APART && scale.width - x >= APART / 2;
    if ((Number(day.slice(5, 7)) - 1) % step !== 0 || !fits) continue;
    ticks.push({ at, x, withYear: day.slice(0, 4) !== year });
    year = day.slice(0, 4);
  }
  return ticks;
}

/** "Nov", "Nov 2026" */
export function tickWords({ at, withYear }: Tick, zone: Zone): string {
  return dateFormat(withYear ? MONTH_WITH_YEAR : MONTH, zone).format(at);
}

function firstsOfMonths({ from, until }: Scale, zone: Zone): { at: number; day: string }[] {
  const first = wallClock(from, zone).day;
  const all: { at: number; day: string }[] = [];
  let [year, month] = [Number(first.slice(0, 4)), Number(first.slice(5, 7))];
  for (;;) {
    const day = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-01`;
    const at = momentAt({ day, time: '00:00' }, zone);
    if (at === null || at > until) return all;
    if (at >= from) all.push({ at, day });
    [year, month] = month === 12 ? [year + 1, 1] : [year, month + 1];
  }
}
