import { describe, expect, it } from 'vitest';
import { laterDay, momentAt, wallClock } from './zoned-time.ts';

describe('clocks on the wall', () => {
  it.each([
    ['2026-12-05', '15:00', 'Europe/Lisbon', '2026-12-05T15:00:00Z'],
    ['2026-12-05', '15:00', 'Europe/Berlin', '2026-12-05T14:00:00Z'],
    ['2026-07-05', '15:00', 'Europe/Berlin', '2026-07-05T13:00:00Z'],
    ['2026-12-05', '00:30', 'Asia/Kolkata', '2026-12-04T19:00:00Z'],
    ['2026-12-05', '09:15', 'Asia/Kathmandu', '2026-12-05T03:30:00Z'],
    ['2026-01-01', '01:00', 'Pacific/Kiritimati', '2025-12-31T11:00:00Z'],
    ['2026-12-05', '22:00', 'Pacific/Pago_Pago', '2026-12-06T09:00:00Z'],
  ])('%s %s in %s', (day, time, zone, expected) => {
    const at = momentAt({ day, time }, zone);
    expect(at).toBe(Date.parse(expected));
    expect(wallClock(at ?? 0, zone)).toEqual({ day, time });
  });

  it('takes the moment after the change in the hour that summer time skips', () => {
    const at = momentAt({ day: '2026-03-29', time: '02:30' }, 'Europe/Berlin');
    expect(wallClock(at ?? 0, 'Europe/Berlin')).toEqual({ day: '2026-03-29', time: '03:30' });
  });

  it('takes the first of an hour that comes twice', () => {
    expect(momentAt({ day: '2026-10-25', time: '02:30' }, 'Europe/Berlin')).toBe(Date.parse('2026-10-25T00:30:00Z'));
  });

  it('is right on both sides of a change', () => {
    for (const time of ['01:59', '03:00', '12:00', '23:59']) {
      for (const day of ['2026-03-29', '2026-10-25']) {
        const at = momentAt({ day, time }, 'America/New_York') ?? 0;
        expect(wallClock(at, 'America/New_York')).toEqual({ day, time });
      }
    }
  });

  it.each([
    ['2026-02-31', '10:00'],
    ['', '10:00'],
    ['2026-12-05', ''],
    ['2026-12-05', '25:00'],
  ])('knows that %j %j does not exist', (day, time) => {
    expect(momentAt({ day, time }, 'Europe/Berlin')).toBeNull();
  });

  it('takes its own zone for one it does not know', () => {
    const at = momentAt({ day: '2026-12-05', time: '15:00' }, 'Mars/Olympus');
    expect(at).toBe(new Date(2026, 11, 5, 15).getTime());
  });
});

it('counts days over months and years', () => {
  expect(laterDay('2026-12-21', 14)).toBe('2027-01-04');
  expect(laterDay('2028-02-28', 1)).toBe('2028-02-29');
});
