/**
 * A session in the browser, without any UI: what `createSession` makes, what the elements read and call, and what the fake
 * fills for their tests. Requests go up as calls on it, state comes down as observables, truth stays with its owner.
 */
import type { Access, DocumentKind, ErrorCode, FiresideError, Member, Person, Session } from '@fireside/protocol';
import type { Authors, Booking, SessionPatch, SessionResult } from '@fireside/protocol/http';
import type { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import type { Call } from './call/port.ts';
import type { CheckOptions, CheckResult } from './check/result.ts';
import type { Observable } from './observable.ts';
import type { Preferences } from './preferences.ts';
import type { SavedNotes } from './saved-notes.ts';

/**
 * - `joining`: no ticket yet; `error` says what the last try met, and `retrying` whether the next comes by itself.
 * - `ready`: there is a ticket. An observer before the session is live is `ready` with no documents.
 * - `failed`: only a person can change something; `retry()` tries again.
 * - `ended`: the signal was aborted, or access was taken away.
 */
export interface SessionStatus {
  readonly phase: 'joining' | 'ready' | 'failed' | 'ended';
  readonly error: FiresideError | null;
  readonly retrying: boolean;
  readonly person: Person | null;
  readonly mentorship: { readonly id: string; readonly members: readonly Member[] } | null;
  /** With the state as the server last told it. */
  readonly session: Session | null;
  /** Whether the person pressed *Join* (or came back by a reload) and has not left. */
  readonly entered: boolean;
}

export interface SharedDocument {
  readonly kind: DocumentKind;
  readonly name: string;
  readonly doc: Y.Doc;
  /** Null on a private document: nobody else is there. */
  readonly awareness: Awareness | null;
  readonly access: Access;
  /** Whether operations may be called: `rw`, and not written by newer code than ours. */
  readonly writable: boolean;
  /** The server's state has arrived at least once. */
  readonly synced: boolean;
  /** A newer client wrote here: "Reload to update". */
  readonly newer: boolean;
}

export interface SessionDocuments {
  readonly mentorship: SharedDocument | null;
  readonly session: SharedDocument | null;
  readonly private: SharedDocument | null;
}

/**
 * What happens to the words of this person. `saved` is only said when the server has committed the last change of every
 * writable document; `stored` when the local database has.
 */
export type SaveState =
  | { readonly kind: 'reading' }
  | { readonly kind: 'saved' }
  | { readonly kind: 'saving' }
  /** No connection. `stored`: what was written waits on this device; false: it waits in this page only. */
  | { readonly kind: 'offline'; readonly waiting: boolean; readonly stored: boolean }
  /** The server refuses it (`code` says why), cannot write (`storage`), or has not answered for long (`unreachable`). */
  | { readonly kind: 'not-saved'; readonly code: ErrorCode; readonly stored: boolean };

/** Text of this person that the server has refused or that came too late; kept until they decide. */
export interface KeptText {
  readonly id: string;
  readonly document: string;
  readonly kind: DocumentKind;
  /** Why the server has it not: the code of its refusal; `read-only` or `not-allowed` where it came too late. */
  readonly code: ErrorCode;
  /** Lines that would be lost, in words. */
  readonly lines: readonly string[];
  /** Whether it is on this device; false: in this page only. */
  readonly stored: boolean;
  readonly at: number;
}
export type KeptAnswer = 'backlog' | 'private-notes' | 'let-go';

/** Somebody who is in the session now, this person included. Looking at the lobby makes nobody present. */
export interface Presence {
  readonly person: string;
  readonly name: string;
  readonly role: Person['role'];
  readonly self: boolean;
  /** The record this person is editing, as `agenda:<id>` and the like; null when none. */
  readonly editing: string | null;
}

export interface EnterOptions {
  /** Ends this person's part in the call in another tab or device. */
  readonly takeOver?: boolean;
  /** Makes the session's call one from browser to browser, for everybody and for good: where LiveKit cannot be reached. */
  readonly direct?: boolean;
}

export interface FiresideSession {
  readonly status: Observable<SessionStatus>;
  readonly documents: Observable<SessionDocuments>;
  readonly save: Observable<SaveState>;
  /** Other sessions of this person with text that waits on this device; the save state names them. */
  readonly waitingElsewhere: Observable<readonly string[]>;
  readonly kept: Observable<readonly KeptText[]>;
  readonly presence: Observable<readonly Presence[]>;
  readonly call: Call;
  /** Of this person on this device; kept there unless the page asked for nothing to be kept. */
  readonly preferences: Observable<Preferences>;
  /** What is kept of all sessions of the mentorship. */
  readonly saved: SavedNotes;

  prefer(change: Partial<Preferences>): void;
  /** Milliseconds since the epoch by the server's clock. */
  now(): number;
  /** Tries again after `failed`, or at once instead of waiting. */
  retry(): void;
  /** *Join*: starts a scheduled session when a member asks, becomes present, and joins the call where there is one. */
  enter(options?: EnterOptions): Promise<void>;
  /** *Leave*: leaves the call and is no longer present; documents stay open. */
  leave(): Promise<void>;
  /** Says which record is being edited, for "Bo is editing"; null when done. */
  setEditing(record: string | null): void;

  /** Waits for its acks, then asks the server. @throws FiresideError */
  wrapUp(): Promise<SessionResult>;
  book(booking: Booking): Promise<Session>;
  change(session: string, patch: SessionPatch): Promise<Session>;
  cancel(session: string): Promise<SessionResult>;
  didNotHappen(session: string): Promise<SessionResult>;
  /** Which clientID is which person in this session's documents. @throws FiresideError */
  authors(session: string): Promise<Authors>;
  /**
   * Opens another session of the mentorship in place of this one (null: the one that Join would return); not before every
   * word that is in this page only has gone up.
   */
  open(session: string | null): void;

  /** Tries every server that this session needs, by each way there is. @throws FiresideError where it cannot begin */
  checkConnection(options: CheckOptions): Promise<readonly CheckResult[]>;

  answerKept(id: string, answer: KeptAnswer): Promise<void>;
  /** Deletes everything of this person and server from this device, unasked. */
  forget(): Promise<void>;
}

export interface SessionOptions {
  /** Origin (and path) of the Fireside server. */
  readonly server: string;
  readonly mentorship: string;
  /** Asks the host for a host token; called at each join and renewal. */
  readonly getToken: () => Promise<string>;
  /** Ends the session: no socket, track, timer or listener is left. */
  readonly signal: AbortSignal;
  /** Keeps nothing on this device. */
  readonly noOffline?: boolean;
}
