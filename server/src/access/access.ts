/** Who may do what, as a pure function of rows. */
import { documentName, type Access, type Role } from '@fireside/protocol';
import type { SessionTable } from '../sessions/schema.ts';

/** After wrap-up the call goes on until people leave, and can be come back to for this long. */
export const CALL_AFTER_WRAP_UP_MS = 30 * 60_000;

export interface AccessFacts {
  /** The role by our rows, for a member; `observer` for a guest; null for nobody. */
  readonly role: Role | null;
  readonly person: string;
  readonly mentorship: string;
  readonly session: Pick<SessionTable, 'id' | 'state' | 'mode' | 'wrapped_up_at'>;
  readonly now: number;
}

export interface Allowed {
  readonly access: Record<string, Access>;
  readonly call: boolean;
}

export function accessOf(facts: AccessFacts): Allowed {
  const { role, person, mentorship, session, now } = facts;
  if (role === null) return { access: {}, call: false };
  const sessionName = documentName({ kind: 'session', session: session.id });
  if (role === 'observer') return { access: session.state === 'live' ? { [sessionName]: 'ro' } : {}, call: false };
  return {
    access: {
      [documentName({ kind: 'mentorship', mentorship })]: 'rw',
      [sessionName]: isWritable(session.state) ? 'rw' : 'ro',
      [documentName({ kind: 'private', mentorship, person })]: 'rw',
    },
    call: hasCall(session, now),
  };
}

/** Whether members may write into the document of a session in this state. */
export function isWritable(state: SessionTable['state']): boolean {
  return state === 'scheduled' || state === 'live' || state === 'wrapped-up';
}

/** Whether members of a session may be in its call. */
export function hasCall(session: Omit<AccessFacts['session'], 'id'>, now: number): boolean {
  if (session.mode !== 'video') return false;
  if (session.state === 'wrapped-up') return now < (session.wrapped_up_at ?? 0) + CALL_AFTER_WRAP_UP_MS;
  return session.state === 'scheduled' || session.state === 'live';
}
