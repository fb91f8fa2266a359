import type { CallSnapshot, FiresideSession, SessionStatus } from '@fireside/client';
import type { ErrorCode, Session } from '@fireside/protocol';
import { errors } from '@fireside/protocol';
import {
  FiresideCallStateEvent,
  FiresideDeviceErrorEvent,
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
  let call = session.call.value;

  const tellStatus = (): void => {
    const { value } = session.status;
    const before = told;
    told = { session: value.session ?? before.session, entered: value.entered, error: value.error?.code ?? null };
    for (const event of statusEvents(before, value, session)) target.dispatchEvent(event);
  };
  const tellSaveState = (): void => {
    target.dispatchEvent(new FiresideSaveStateEvent(session.save.value));
  };
  const tellCall = (): void => {
    const before = call;
    call = session.call.value;
    for (const event of callEvents(before, call)) target.dispatchEvent(event);
  };

  const stops = [
    session.status.subscribe(tellStatus),
    session.save.subscribe(tellSaveState),
    session.call.subscribe(tellCall),
  ];
  tellStatus();
  return () => {
    for (const stop of stops) stop();
    if (told.entered && told.session) target.dispatchEvent(new FiresideLeaveEvent(told.session, 'left'));
  };
}

function callEvents(before: CallSnapshot, now: CallSnapshot): Event[] {
  const events: Event[] = [];
  if (before.state !== now.state || before.signal !== now.signal || before.quality !== now.quality) {
    events.push(new FiresideCallStateEvent(now));
  }
  for (const refusal of now.refusals) {
    const { device, code } = refusal;
    if (device !== null && !before.refusals.includes(refusal)) events.push(new FiresideDeviceErrorEvent(device, code));
  }
  const { error } = now;
  if (error !== null && error !== before.error && error.device === null) {
    events.push(new FiresideErrorEvent(error.code, errors[error.code].message));
  }
  return events;
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
