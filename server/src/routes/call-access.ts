/** What a ticket says of the call: where it is, and what opens it. */
import type { CallAccess, CallKind } from '@fireside/protocol';
import type { TicketClaims } from '../auth/claims.ts';
import { iceServersFor } from '../turn.ts';
import type { AppDeps } from './context.ts';

export interface CallAccessOptions {
  /** Where the server is, as a socket address. */
  readonly base: string;
  /** The ticket's. */
  readonly token: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export async function callAccess(
  { calls, livekit, turn }: Pick<AppDeps, 'calls' | 'livekit' | 'turn'>,
  claims: TicketClaims,
  chosen: CallKind | null,
  { base, token, now }: CallAccessOptions,
): Promise<CallAccess> {
  const { tenant, session, role } = claims;
  const signaling = { url: `${base}/v1/calls/${encodeURIComponent(session)}`, token };
  if (!livekit || calls.agreed(tenant, session, chosen).kind === 'peer') {
    return { kind: 'peer', ...signaling, iceServers: iceServersFor(turn, claims, now) };
  }
  const identity = livekit.identity(claims);
  return { kind: 'sfu', url: livekit.url, token: await livekit.token(claims, identity, role), identity, signaling };
}
