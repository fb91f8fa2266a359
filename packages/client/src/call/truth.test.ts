import { expect, it } from 'vitest';
import { readBeat } from './truth.ts';

const NOTHING = { microphone: false, camera: false, screen: false, speaking: false, away: false };

it('reads what is said, and only what is really true', () => {
  const text = JSON.stringify({
    microphone: true,
    camera: 1,
    screen: 'true',
    speaking: true,
    watching: false,
    next: 500,
  });
  const truth = { ...NOTHING, microphone: true, speaking: true };
  expect(readBeat(text)).toEqual({ truth, watching: false, next: 500 });
});

it('nobody speaks into a microphone that is off', () => {
  expect(readBeat('{"speaking":true}')?.truth.speaking).toBe(false);
});

it('takes no promise of an endless silence', () => {
  const next = (value: unknown): number | undefined => readBeat(JSON.stringify({ next: value }))?.next;
  expect([1e300, -1, 'soon', null, {}].map(next)).toEqual([2000, 0, 0, 0, 0]);
});

it.each(['', 'x', 'null', '7', '"text"', '[object ArrayBuffer]', `{"a":"${'x'.repeat(1000)}"}`])(
  'makes nothing of %j',
  (text) => expect(readBeat(text)).toBeNull(),
);

it('an empty one says that nothing is on', () => {
  expect(readBeat('{"__proto__":{"camera":true}}')).toEqual({ truth: NOTHING, watching: true, next: 0 });
});
