import type { ErrorCode } from '@fireside/protocol';
import type { SessionStatus } from './session-port.ts';

/** What a member may meet at a renewal when their access was taken away. */
export const TAKEN_AWAY: ReadonlySet<ErrorCode> = new Set(['not-allowed', 'not-found', 'wrong-mentorship']);

/** Before the first ticket. */
export const JOINING: SessionStatus = {
  phase: 'joining',
  error: null,
  retrying: false,
  person: null,
  mentorship: null,
  session: null,
  entered: false,
};
