/** Which kind of call a session has. Everybody who asks hears the same, so that nobody waits in a room of their own. */
import type { CallKind } from '@fireside/protocol';

export interface Agreed {
  readonly kind: CallKind;
  /** What decided: who is there already, what members chose, or whether there is a LiveKit. */
  readonly why: 'in use' | 'chosen' | 'configured';
}

/** In a mesh every peer sends its picture to every other; what LiveKit takes, no page shows at once. */
export const MAX_PEOPLE: Readonly<Record<CallKind, number>> = { peer: 4, sfu: 32 };

export interface KindFacts {
  /** Of the room that there is. */
  readonly inUse: CallKind | null;
  readonly chosen: CallKind | null;
  /** Whether there is a LiveKit. */
  readonly configured: boolean;
}

export function agree({ inUse, chosen, configured }: KindFacts): Agreed {
  if (inUse) return { kind: inUse, why: 'in use' };
  if (chosen === 'peer' || (chosen === 'sfu' && configured)) return { kind: chosen, why: 'chosen' };
  return { kind: configured ? 'sfu' : 'peer', why: 'configured' };
}
