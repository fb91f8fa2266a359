import { expect, it } from 'vitest';
import type { Progress } from './document.ts';
import { isAtRisk, saveState } from './save-state.ts';

const SAVED: Progress = {
  access: 'rw',
  writable: true,
  link: 'open',
  saved: true,
  waiting: false,
  stored: true,
  trouble: null,
};
const document = (change: Partial<Progress> = {}): Progress => ({ ...SAVED, ...change });
const PENDING = { saved: false, waiting: true };

it.each<[string, Progress[], ReturnType<typeof saveState>]>([
  ['nothing is open', [], { kind: 'reading' }],
  ['everything may only be read', [document({ access: 'ro', writable: false })], { kind: 'reading' }],
  ['everything was written by newer code', [document({ writable: false })], { kind: 'reading' }],
  ['all is committed', [document(), document({ access: 'ro', writable: false, saved: false })], { kind: 'saved' }],
  ['one is not committed', [document(), document(PENDING)], { kind: 'saving' }],
  ['the first answer has not come', [document({ saved: false })], { kind: 'saving' }],
  [
    'one has no connection and waits on the device',
    [document(), document({ ...PENDING, link: 'lost' })],
    { kind: 'offline', waiting: true, stored: true },
  ],
  [
    'what waits is on the device, though another document has no copy',
    [document({ link: 'lost', stored: false }), document({ ...PENDING, link: 'lost' })],
    { kind: 'offline', waiting: true, stored: true },
  ],
  [
    'what waits is only in this page',
    [document({ ...PENDING, link: 'lost', stored: false }), document({ ...PENDING, link: 'lost' })],
    { kind: 'offline', waiting: true, stored: false },
  ],
  ['nothing waits', [document({ link: 'lost' })], { kind: 'offline', waiting: false, stored: true }],
  [
    'one is refused, while another is offline',
    [document({ link: 'lost' }), document({ ...PENDING, trouble: 'too-large' })],
    { kind: 'not-saved', code: 'too-large', stored: true },
  ],
  [
    'one is refused and only in this page',
    [document({ ...PENDING, trouble: 'too-large', stored: false }), document()],
    { kind: 'not-saved', code: 'too-large', stored: false },
  ],
])('says it truly when %s', (_, documents, state) => {
  expect(saveState(documents)).toEqual(state);
});

it.each<[string, Partial<Progress>, boolean]>([
  ['saved', { stored: false }, false],
  ['on this device', { ...PENDING }, false],
  ['in this page only', { ...PENDING, stored: false }, true],
  ['not written here', { saved: false, stored: false }, false],
  ['of a document that may only be read', { ...PENDING, access: 'ro', stored: false }, false],
])('knows that words are lost with the page, or not: %s', (_, change, atRisk) => {
  expect(isAtRisk(document(change))).toBe(atRisk);
});
