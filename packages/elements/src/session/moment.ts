import type { SessionStatus } from '@fireside/client';
import type { Session } from '@fireside/protocol';
import type { View } from '../widget.ts';

/**
 * What the whole widget is about just now.
 * - `lobby`: before, or again after leaving; `live`: in it, or reading along as an observer.
 * - `recap`: wrapped up. `gone`: cancelled, or it did not happen.
 * - `early`: an observer before the session is live. `over`: an observer afterwards.
 */
export type Moment = 'lobby' | 'live' | 'recap' | 'gone' | 'early' | 'over';

export function momentOf(status: SessionStatus, session: Session): Moment {
  const observer = status.person?.role === 'observer';
  switch (session.state) {
    case 'scheduled':
      return observer ? 'early' : 'lobby';
    case 'live':
      return observer || status.entered ? 'live' : 'lobby';
    case 'wrapped-up':
    case 'archived':
      return observer ? 'over' : 'recap';
    case 'cancelled':
    case 'did-not-happen':
      return observer ? 'over' : 'gone';
  }
}

/** Whether *Wrap up* is offered: a live session, to a member. */
export function canWrapUp(status: SessionStatus): boolean {
  return status.session?.state === 'live' && status.person?.role !== 'observer';
}

/** The view that is really shown: wrapping up ends by itself when the session has been wrapped up. */
export function viewOf(view: View, status: SessionStatus): View {
  if (view.kind === 'wrap-up' && !canWrapUp(status)) return { kind: 'session' };
  if (view.kind === 'saved-notes' && status.person?.role === 'observer') return { kind: 'session' };
  return view;
}
