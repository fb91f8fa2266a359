import type { CallSnapshot, FiresideSession, Observable, Presence } from '@fireside/client';
import { where } from '../controllers/where.ts';

/** The call as its own UI needs it: the meter, which ticks ten times a second, makes nobody draw. */
export function withoutLevel(call: Observable<CallSnapshot>): Observable<CallSnapshot> {
  return where(call, (before, now) => !sameBut('self', before, now) || !sameBut('level', before.self, now.self));
}

/** The call as the room needs it: everything in the lobby; after it only what it remembers for the next time. */
export function callOfRoom({ call, status }: FiresideSession): Observable<CallSnapshot> {
  return where(call, (before, now) => {
    if (!status.value.entered || before.state !== now.state) return true;
    return before.self.microphone !== now.self.microphone || before.self.camera !== now.self.camera;
  });
}

/** Who is in the session, whatever they are editing. */
export function whoIsHere({ presence }: FiresideSession): Observable<readonly Presence[]> {
  return where(
    presence,
    (before, now) => before.length !== now.length || now.some(({ person }, at) => person !== before[at]?.person),
  );
}

function sameBut<T extends object>(left: keyof T, before: T, now: T): boolean {
  return (Object.keys(now) as (keyof T)[]).every((key) => key === left || Object.is(before[key], now[key]));
}
