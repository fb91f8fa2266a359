import { expect, it } from 'vitest';
import { ago } from './ago.ts';

const NOW = Date.UTC(2026, 10, 21, 15);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

it('counts minutes, then hours, then days', () => {
  expect(ago(NOW - 59_000, NOW, 'UTC')).toBe('just now');
  expect(ago(NOW - 5 * MINUTE, NOW, 'UTC')).toBe('5 minutes ago');
  expect(ago(NOW - 3 * HOUR, NOW, 'UTC')).toBe('3 hours ago');
  expect(ago(NOW - 20 * HOUR, NOW, 'UTC')).toBe('yesterday');
  expect(ago(NOW - 72 * HOUR, NOW, 'UTC')).toMatch(/18/);
});

it('knows the day of the person’s own zone', () => {
  const justAfterMidnight = Date.UTC(2026, 10, 21, 0, 30);
  expect(ago(justAfterMidnight - 2 * HOUR, justAfterMidnight, 'UTC')).toBe('yesterday');
  expect(ago(justAfterMidnight - 2 * HOUR, justAfterMidnight, 'America/New_York')).toBe('2 hours ago');
});

it('takes what is yet to come as now: clocks differ', () => {
  expect(ago(NOW + HOUR, NOW, 'UTC')).toBe('just now');
});
