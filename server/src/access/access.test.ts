import type { Role, SessionMode, SessionState } from '@fireside/protocol';
import { describe, expect, it } from 'vitest';
import { accessOf } from './access.ts';

const WRAPPED_UP = 1_000_000;
const HALF_AN_HOUR = 30 * 60_000;

function of(role: Role | null, state: SessionState, options: { now?: number; mode?: SessionMode } = {}) {
  const { now = WRAPPED_UP, mode = 'video' } = options;
  const session = { id: 's1', state, mode, wrapped_up_at: WRAPPED_UP };
  return accessOf({ role, person: 'änn a', mentorship: 'm&1', session, now });
}

const STATES: SessionState[] = ['scheduled', 'live', 'wrapped-up', 'archived', 'cancelled', 'did-not-happen'];

describe('access', () => {
  it('of a member is to the mentorship, the session and their own private document, by its encoded name', () => {
    const session = { id: 's1', state: 'live' as const, mode: 'video' as const, wrapped_up_at: null };
    expect(accessOf({ role: 'mentee', person: 'änn a', mentorship: 'm&1', session, now: 0 })).toEqual({
      access: { 'mentorship/m%261': 'rw', 'session/s1': 'rw', 'private/m%261/%C3%A4nn%20a': 'rw' },
      call: true,
    });
  });

  const rules: [SessionState, session: 'rw' | 'ro', call: boolean, observer: 'ro' | undefined][] = [
    ['scheduled', 'rw', true, undefined],
    ['live', 'rw', true, 'ro'],
    ['wrapped-up', 'rw', true, undefined],
    ['archived', 'ro', false, undefined],
    ['cancelled', 'ro', false, undefined],
    ['did-not-happen', 'ro', false, undefined],
  ];
  it.each(rules)('while %s: session %s, call %s; an observer: %s', (state, session, call, observer) => {
    for (const role of ['mentor', 'mentee'] as const) {
      const member = accessOf({
        role,
        person: 'a',
        mentorship: 'm',
        session: { id: 's', state, mode: 'video', wrapped_up_at: WRAPPED_UP },
        now: WRAPPED_UP,
      });
      expect(member).toEqual({ access: { 'mentorship/m': 'rw', 'session/s': session, 'private/m/a': 'rw' }, call });
    }
    const guest = accessOf({
      role: 'observer',
      person: 'o',
      mentorship: 'm',
      session: { id: 's', state, mode: 'video', wrapped_up_at: WRAPPED_UP },
      now: WRAPPED_UP,
    });
    expect(guest).toEqual({ access: observer ? { 'session/s': observer } : {}, call: false });
  });

  it('of nobody is nothing, whatever the state', () => {
    for (const state of STATES) expect(of(null, state)).toEqual({ access: {}, call: false });
  });

  it('to the call ends half an hour after wrap-up', () => {
    expect(of('mentor', 'wrapped-up', { now: WRAPPED_UP + HALF_AN_HOUR - 1 }).call).toBe(true);
    expect(of('mentor', 'wrapped-up', { now: WRAPPED_UP + HALF_AN_HOUR }).call).toBe(false);
  });

  it('has no call where people meet without video', () => {
    for (const mode of ['phone', 'in-person'] as const) expect(of('mentor', 'live', { mode }).call).toBe(false);
  });
});
