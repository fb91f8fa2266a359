/** What carries a session's call, where members choose it. */
import { FiresideError, type CallKind, type ErrorCode } from '@fireside/protocol';
import { MAX_PEOPLE, type Agreed } from '../signaling/kinds.ts';
import { requireSession, type SessionDeps } from './queues.ts';
import type { SessionTable } from './schema.ts';
import type { Stay } from './stays.ts';
import { chooseCallKind } from './writes.ts';

/** The calls that run, as sessions know them. */
export interface Calls {
  agreed(tenant: string, session: string, chosen: CallKind | null): Agreed;
  /** People in the call of a session. */
  count(tenant: string, session: string): number;
  /** Everybody who is in a call. */
  stays(): readonly Stay[];
  /** Ends the call of a session for everybody in it. */
  end(tenant: string, session: string, code: ErrorCode): void;
}

export interface CallingOptions extends SessionDeps {
  readonly calls: Calls;
}

/**
 * From now on the session's call is of this kind; who is in one of another kind is asked to join again.
 * @throws FiresideError `call-full` where more people are in it than the other kind holds
 */
export async function chooseCall(
  { rows, store, connections, calls }: CallingOptions,
  tenant: string,
  id: string,
  kind: CallKind,
): Promise<SessionTable> {
  const { mentorship } = await requireSession(rows, tenant, id);
  if (calls.count(tenant, id) > MAX_PEOPLE[kind]) throw new FiresideError('call-full');
  await store.commit({ appends: [], rows: [chooseCallKind(rows.db, { tenant, id }, kind)] });
  // A socket on its way to the door looks again.
  await connections.recheck(tenant, mentorship);
  // Where nobody has said hello yet, whoever is about to goes by the choice of before.
  const isOther = calls.agreed(tenant, id, kind).kind !== kind;
  if (isOther || calls.count(tenant, id) === 0) calls.end(tenant, id, 'join-again');
  return requireSession(rows, tenant, id);
}
