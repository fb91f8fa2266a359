/** What leaves `<fireside-session>` for the host page. One class per event; the data are its fields. None can be cancelled. */
import type { CallError, CallSnapshot, LeaveReason, SaveState } from '@fireside/client';
import type { ErrorCode, Session } from '@fireside/protocol';
import type { View } from './widget.ts';

const PUBLIC: EventInit = { bubbles: true, composed: true };

/** There is a ticket: the session is known, at first and whenever another one is opened. */
export class FiresideReadyEvent extends Event {
  readonly session: Session;
  constructor(session: Session) {
    super('fireside-ready', PUBLIC);
    this.session = session;
  }
}

/** This person entered the session. */
export class FiresideJoinEvent extends Event {
  readonly session: Session;
  constructor(session: Session) {
    super('fireside-join', PUBLIC);
    this.session = session;
  }
}

/** This person is no longer in the session: they left, or `reason` says what ended it. */
export class FiresideLeaveEvent extends Event {
  readonly session: Session;
  readonly reason: LeaveReason;
  constructor(session: Session, reason: LeaveReason) {
    super('fireside-leave', PUBLIC);
    this.session = session;
    this.reason = reason;
  }
}

/** The session was wrapped up, by this person, the other one or the server. */
export class FiresideWrappedUpEvent extends Event {
  readonly session: Session;
  constructor(session: Session) {
    super('fireside-wrapped-up', PUBLIC);
    this.session = session;
  }
}

/** What happens to the words of this person changed. */
export class FiresideSaveStateEvent extends Event {
  readonly state: SaveState;
  constructor(state: SaveState) {
    super('fireside-save-state', PUBLIC);
    this.state = state;
  }
}

/** Something failed that the person is told of as well; devices have an event of their own. `message` is English and for developers. */
export class FiresideErrorEvent extends Event {
  readonly code: ErrorCode;
  readonly message: string;
  constructor(code: ErrorCode, message: string) {
    super('fireside-error', PUBLIC);
    this.code = code;
    this.message = message;
  }
}

/**
 * The call of this person changed: its state, the way to the server (`signal`), or how well it comes through. `reason` says
 * why it ended; the person is still in the session and may rejoin.
 */
export class FiresideCallStateEvent extends Event {
  readonly state: CallSnapshot['state'];
  readonly signal: CallSnapshot['signal'];
  readonly quality: CallSnapshot['quality'];
  readonly reason: LeaveReason | null;
  constructor({ state, signal, quality, leaveReason }: CallSnapshot) {
    super('fireside-call-state', PUBLIC);
    this.state = state;
    this.signal = signal;
    this.quality = quality;
    this.reason = state === 'left' ? leaveReason : null;
  }
}

/** A device that was asked for is not to be had; the person is told what to do about it. */
export class FiresideDeviceErrorEvent extends Event {
  readonly device: NonNullable<CallError['device']>;
  readonly code: ErrorCode;
  constructor(device: NonNullable<CallError['device']>, code: ErrorCode) {
    super('fireside-device-error', PUBLIC);
    this.device = device;
    this.code = code;
  }
}

/**
 * This person went to another view: `view` is `session`, `wrap-up` or `saved-notes`. In the saved notes, `session` is the one
 * that is read (null: the list), and `href` its permanent link where the page gave `notes-href`.
 */
export class FiresideViewEvent extends Event {
  readonly view: View['kind'];
  readonly session: string | null;
  readonly href: string | null;
  constructor({ view, session, href }: Pick<FiresideViewEvent, 'view' | 'session' | 'href'>) {
    super('fireside-view', PUBLIC);
    this.view = view;
    this.session = session;
    this.href = href;
  }
}

declare global {
  interface HTMLElementEventMap {
    'fireside-ready': FiresideReadyEvent;
    'fireside-join': FiresideJoinEvent;
    'fireside-leave': FiresideLeaveEvent;
    'fireside-wrapped-up': FiresideWrappedUpEvent;
    'fireside-save-state': FiresideSaveStateEvent;
    'fireside-error': FiresideErrorEvent;
    'fireside-call-state': FiresideCallStateEvent;
    'fireside-device-error': FiresideDeviceErrorEvent;
    'fireside-view': FiresideViewEvent;
  }
}
