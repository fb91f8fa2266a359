import type { CallPerson, CallSnapshot } from '@fireside/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { other } from '../testing/call-people.ts';
import { CallAnnouncer, type CallAnnouncements } from './call-announcer.ts';

const ALL: CallAnnouncements = { people: true, microphones: true };

const call = (others: CallPerson[], state: CallSnapshot['state'] = 'joined'): CallSnapshot => ({
  state,
  leaveReason: null,
  signal: 'ok',
  self: {
    microphone: { on: true, pending: false },
    camera: { on: true, pending: false },
    screen: { on: false, pending: false },
    speaking: false,
    level: 0,
    speakingMuted: false,
    silent: false,
    away: false,
  },
  audioOnly: false,
  others,
  tiles: [],
  devices: { microphones: [], cameras: [], speakers: [], chosen: { microphone: null, camera: null, speaker: null } },
  quality: 'unknown',
  playback: 'ok',
  refusals: [],
  error: null,
});

describe('what is said of a call', () => {
  let said: string[];
  let announcer: CallAnnouncer;
  const tell = (others: CallPerson[], state?: CallSnapshot['state'], wanted = ALL): void =>
    announcer.tell(call(others, state), wanted);
  /** All that was told until now has settled. */
  const heard = (): string[] => {
    vi.runAllTimers();
    return said.splice(0);
  };

  beforeEach(() => {
    vi.useFakeTimers();
    said = [];
    announcer = new CallAnnouncer((text) => said.push(text));
  });
  afterEach(() => void vi.useRealTimers());

  it('is who is there already, in one sentence', () => {
    tell([], 'joining');
    tell([]);
    tell([other('Bo')]);
    tell([other('Bo'), other('Cy')]);
    expect(heard()).toEqual(['Bo and Cy are in the call']);
  });

  it('is who comes and who goes, one by one or together', () => {
    tell([other('Bo')]);
    expect(heard()).toEqual(['Bo is in the call']);
    tell([other('Bo'), other('Cy'), other('Di')]);
    expect(heard()).toEqual(['Cy and Di are in the call']);
    tell([other('Bo')]);
    expect(heard()).toEqual(['Cy and Di have left the call']);
    tell([]);
    expect(heard()).toEqual(['Bo has left the call']);
  });

  it('is nothing where somebody only reloads, or changes tabs', () => {
    tell([other('Bo')]);
    heard();
    tell([]);
    tell([other('Bo', { id: 'another tab' })]);
    tell([other('Bo', { id: 'another tab' }), other('Bo')]);
    expect(heard()).toEqual([]);
  });

  it('is who mutes, and when that is over, but not what comes to light with the connection', () => {
    tell([other('Bo', { microphone: false })]);
    heard();
    tell([other('Bo')]);
    expect(heard()).toEqual([]);
    tell([other('Bo', { microphone: false })]);
    expect(heard()).toEqual(['Bo: microphone off']);
    tell([other('Bo')]);
    expect(heard()).toEqual(['Bo: microphone on']);
    tell([other('Bo', { microphone: false })]);
    tell([other('Bo')]);
    expect(heard()).toEqual([]); // too short to be of interest
  });

  it('is who is away and here again, without their microphones', () => {
    tell([other('Bo')]);
    heard();
    tell([other('Bo', { away: true, microphone: false })]);
    expect(heard()).toEqual(['Bo: back soon']);
    tell([other('Bo')]);
    expect(heard()).toEqual(['Bo: here again']);
  });

  it('is the interruption and its end, and after it only what has really changed', () => {
    tell([other('Bo'), other('Cy')]);
    heard();
    tell([other('Bo', { connection: 'lost' })], 'reconnecting');
    tell([], 'reconnecting');
    expect(heard()).toEqual(['Sound and picture are interrupted. Reconnecting…']);
    tell([]);
    tell([other('Bo')]);
    expect(heard()).toEqual(['The connection is back', 'Cy has left the call']);
  });

  it('is no interruption that is over at once', () => {
    tell([other('Bo')]);
    heard();
    tell([], 'reconnecting');
    vi.advanceTimersByTime(1_000);
    tell([other('Bo')]);
    expect(heard()).toEqual([]);
  });

  it('is who is lost while the others go on, and who is back, but not a moment of it', () => {
    tell([other('Bo'), other('Cy'), other('Di')]);
    heard();
    tell([other('Bo'), other('Cy', { connection: 'lost' }), other('Di')]);
    vi.advanceTimersByTime(1_000);
    tell([other('Bo'), other('Cy'), other('Di')]);
    expect(heard()).toEqual([]);
    tell([other('Bo'), other('Cy', { connection: 'lost' }), other('Di', { connection: 'lost' })]);
    expect(heard()).toEqual(['Nothing comes through from Cy and Di just now. Reconnecting…']);
    tell([other('Bo', { speaking: true }), other('Cy', { connection: 'lost' }), other('Di')]);
    expect(heard()).toEqual(['Di: here again']);
    tell([other('Bo'), other('Di')]);
    expect(heard()).toEqual(['Cy has left the call']);
  });

  it('is six people in any order, each name once', () => {
    const all = ['Bo', 'Cy', 'Di', 'Ed', 'Fay'];
    tell(all.map((name) => other(name)));
    expect(heard()).toEqual(['Bo, Cy, Di, Ed, and Fay are in the call']);
    tell(['Cy', 'Fay'].map((name) => other(name)));
    tell(['Cy', 'Fay', 'Bo'].map((name) => other(name)));
    expect(heard()).toEqual(['Di and Ed have left the call']);
    for (const name of all) tell([other(name)]);
    expect(heard()).toEqual(['Cy and Bo have left the call']);
  });

  it('can be silenced by kind, and the trouble never is', () => {
    tell([other('Bo')], 'joined', { people: false, microphones: true });
    expect(heard()).toEqual([]);
    tell([other('Bo', { microphone: false })], 'joined', { people: false, microphones: true });
    expect(heard()).toEqual(['Bo: microphone off']);
    tell([other('Bo')], 'joined', { people: true, microphones: false });
    tell([], 'joined', { people: true, microphones: false });
    expect(heard()).toEqual(['Bo has left the call']);
    tell([], 'reconnecting', { people: false, microphones: false });
    expect(heard()).toEqual(['Sound and picture are interrupted. Reconnecting…']);
  });

  it('is nothing when one has left oneself', () => {
    tell([other('Bo')]);
    heard();
    tell([], 'left');
    expect(heard()).toEqual([]);
    tell([other('Bo')]);
    expect(heard()).toEqual(['Bo is in the call']);
  });
});
