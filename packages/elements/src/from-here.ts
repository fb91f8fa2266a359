import type { FiresideSession } from '@fireside/client';
import type { Promised, Session } from '@fireside/protocol';

/** Where a promise comes from that is made now, in this meeting; `item` is the one of the agenda that it is about. */
export function fromHere(
  session: FiresideSession,
  meeting: Session,
  item: string | null,
): NonNullable<Promised['from']> {
  return { session: meeting.id, item, at: session.now() };
}
