import { describe, expect, it } from 'vitest';
import { scaleOf } from './scale.ts';
import { ticksOf } from './ticks.ts';

const DAY = 86_400_000;
const day = (month: number, date = 1, year = 2026): number => Date.UTC(year, month - 1, date);

describe('scaleOf', () => {
  it('fills the room that there is, in proportion to time', () => {
    const { x, width } = scaleOf([day(1, 1), day(1, 11), day(1, 31)], { width: 672, gap: 24 });
    expect(width).toBe(672);
    expect([day(1, 1), day(1, 11), day(1, 21), day(1, 31)].map((at) => Math.round(x(at)))).toEqual([36, 236, 436, 636]);
  });
  it('keeps moments apart that lie near each other, whatever their order', () => {
    const { x } = scaleOf([day(4, 30), day(1, 2), day(1, 1), day(1, 1)], { width: 400, gap: 24 });
    expect(x(day(1, 2)) - x(day(1, 1))).toBe(24);
    expect(Math.round(x(day(4, 30)))).toBe(364);
  });
  it('is wider than the room where that does not suffice', () => {
    const { width, x } = scaleOf(
      Array.from({ length: 52 }, (_, week) => day(1) + week * 7 * DAY),
      { width: 320, gap: 24 },
    );
    expect(width).toBe(51 * 24 + 72);
    expect(x(day(1) + 51 * 7 * DAY)).toBe(width - 36);
  });
  it('is not blown up by a pause of decades', () => {
    expect(scaleOf([1, day(1)], { width: 320, gap: 24 }).width).toBe(730 * 1.75 + 72);
  });
  it('knows one moment, and none, and holds what lies outside at its ends', () => {
    expect(scaleOf([day(1)], { width: 320, gap: 24 })).toMatchObject({ width: 320, from: day(1), until: day(1) });
    const { x } = scaleOf([day(1), day(2)], { width: 320, gap: 24 });
    expect([Math.round(x(0)), Math.round(x(day(9)))]).toEqual([36, 284]);
    expect(scaleOf([], { width: 320, gap: 24 }).x(5)).toBe(36);
  });
});

describe('ticksOf', () => {
  const told = (moments: number[], width: number, zone: string | null = 'UTC') =>
    ticksOf(scaleOf(moments, { width, gap: 24 }), zone).map(
      ({ at, withYear }) => new Date(at).toISOString().slice(0, 13) + (withYear ? ' year' : ''),
    );
  it('are months where there is room, quarters and years where there is less', () => {
    expect(told([day(11, 10, 2025), day(3, 10)], 900)).toEqual([
      '2025-12-01T00 year',
      '2026-01-01T00 year',
      '2026-02-01T00',
      '2026-03-01T00',
    ]);
    expect(told([day(1), day(12, 31)], 600)).toEqual([
      '2026-01-01T00 year',
      '2026-04-01T00',
      '2026-07-01T00',
      '2026-10-01T00',
    ]);
    expect(told([day(2, 1, 2020), day(2, 1)], 900).every((tick) => tick.includes('-01-01T00 year'))).toBe(true);
  });
  it('are the first of a month where the person is', () => {
    expect(told([day(11, 20), day(12, 20)], 400, 'Europe/Berlin')).toEqual(['2026-11-30T23 year']);
  });
  it('are none where everything is one moment', () => expect(told([day(1, 5)], 400)).toEqual([]));
});
