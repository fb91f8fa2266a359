import type { SaveState } from '@fireside/client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { SaveAnnouncer } from './save-announcer.ts';

const SAVED: SaveState = { kind: 'saved' };
const OFFLINE: SaveState = { kind: 'offline', waiting: false, stored: true };
const WAITS: SaveState = { kind: 'offline', waiting: true, stored: true };
const REFUSED: SaveState = { kind: 'not-saved', code: 'too-large', stored: true };

let said: string[];
let announcer: SaveAnnouncer;
beforeEach(() => {
  vi.useFakeTimers();
  said = [];
  announcer = new SaveAnnouncer({ announce: (text) => said.push(text) });
});
afterEach(() => {
  vi.useRealTimers();
});

it('says nothing of a connection that is back at once', () => {
  for (const state of [OFFLINE, SAVED, OFFLINE, { kind: 'saving' }, SAVED] as const) announcer.tell(state);
  vi.runAllTimers();
  expect(said).toEqual([]);
});

it('says that one is offline, as it is then, what changes of it, and its end', () => {
  announcer.tell(OFFLINE);
  announcer.tell(WAITS);
  vi.runAllTimers();
  expect(said).toEqual(['Offline: what you wrote waits on this device']);
  announcer.tell(OFFLINE);
  announcer.tell(SAVED);
  announcer.tell({ kind: 'saving' });
  announcer.tell(SAVED);
  expect(said.slice(1)).toEqual(['Offline: everything you wrote is saved', 'Saved']);
});

it('says at once what the server refuses', () => {
  announcer.tell(OFFLINE);
  announcer.tell(REFUSED);
  expect(said).toEqual([expect.stringMatching(/^Not saved: the text is too large/)]);
});

it('says nothing more once it is stopped', () => {
  announcer.tell(OFFLINE);
  announcer.stop();
  vi.runAllTimers();
  expect(said).toEqual([]);
});
