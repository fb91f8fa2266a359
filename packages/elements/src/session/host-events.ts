import type { FiresideSession, SessionStatus } from '@fireside/client';
import type { ErrorCode, Session } from '@fireside/protocol';
import { errors } from '@fireside/protocol';
import {
  FiresideErrorEvent,
  FiresideJoinEvent,
  FiresideLeaveEvent,
  FiresideReadyEvent,
  FiresideSaveStateEvent,
  FiresideWrappedUpEvent,
} from '../events.ts';

const ENDED: readonly string[] = ['wrapped-up', 'archived'];

/** Tells `target` as events what the host should know of `session`; answers how to stop. */
export function tellHost(session: FiresideSession, target: EventTarget): () => void {
  let told: { session: Session | null; entered: boolean; error: ErrorCode | null } = {
    session: null,
    entered: false,
    error: null,
  };
  let callError = session.call.value.error;

  const tellStatus = (): void => {
    const { value } = session.status;
    const before = told;
    told = { session: value.session ?? before.session, entered: value.entered, error: value.error?.code ?? null };
    for (const event of statusEvents(before, value, session)) target.dispatchEvent(event);
  };
  const tellSaveState = (): void => {
    target.dispatchEvent(new FiresideSaveStateEvent(session.save.value));
  };
  const tellCallError = (): void => {
    const { error } = session.call.value;
    if (error === callError) return;
    callError = error;
    if (error) target.dispatchEvent(new FiresideErrorEvent(error.code, errors[error.code].message));
  };

  const stops = [
    session.status.subscribe(tellStatus),
    session.save.subscribe(tellSaveState),
    session.call.subscribe(tellCallError),
  ];
  tellStatus();
  return () => {
    for (const stop of stops) stop();
    if (told.entered && told.session) target.dispatchEvent(new FiresideLeaveEvent(told.session, 'left'));
  };
}

function statusEvents(
  before: { session: Session | null; entered: boolean; error: ErrorCode | null },
  now: SessionStatus,
  owner: FiresideSession,
): Event[] {
  const events: Event[] = [];
  const session = now.session ?? before.session;
  if (session && session.id !== before.session?.id) events.push(new FiresideReadyEvent(session));
  if (session && now.entered && !before.entered) events.push(new FiresideJoinEvent(session));
  if (session && !now.entered && before.entered) {
    const reason = now.error?.code ?? owner.call.value.leaveReason ?? 'left';
    events.push(new FiresideLeaveEvent(before.session ?? session, reason));
  }
  if (session && ENDED.includes(session.state) && before.session?.id === session.id) {
    if (!ENDED.includes(before.session.state)) events.push(new FiresideWrappedUpEvent(session));
  }
  if (now.error && now.error.code !== before.error) {
    events.push(new FiresideErrorEvent(now.error.code, now.error.message));
  }
  return events;
}
