import { expect, it } from 'vitest';
import { pastedLines } from './pasted-lines.ts';

it('takes one record per line and leaves empty lines out', () => {
  expect(pastedLines('One\r\n\r\n  Two \nThree\n')).toEqual(['One', 'Two', 'Three']);
});

it('takes the signs of a list away', () => {
  expect(pastedLines('- One\n* Two\n• Three\n1. Four\n12) Five\n- [ ] Six\n[x] Seven\n☐ Eight')).toEqual([
    'One',
    'Two',
    'Three',
    'Four',
    'Five',
    'Six',
    'Seven',
    'Eight',
  ]);
});

it('keeps what only looks like a sign', () => {
  expect(pastedLines('-5 degrees\n2026 plans\n*bold*\n3.5 hours')).toEqual([
    '-5 degrees',
    '2026 plans',
    '*bold*',
    '3.5 hours',
  ]);
});

it('finds nothing in white space', () => {
  expect(pastedLines(' \n\t\n')).toEqual([]);
});
