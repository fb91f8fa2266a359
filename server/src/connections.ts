/** The open sockets of documents and calls, and their life (DESIGN section 4). */
import type { ErrorCode, SessionState } from '@fireside/protocol';
import type { TicketClaims } from './auth/claims.ts';

/** An open socket, as whoever holds it registers it. */
export interface Connection {
  readonly kind: 'document' | 'call';
  readonly claims: TicketClaims;
  /** Ends the socket with the close code of `code`. */
  close(code: ErrorCode): void;
  /** Tells the session's state (message 104); a socket that never asked ignores it. */
  tell(state: SessionState): void;
}

export interface Connections {
  /** Registers a socket until the answered function is called. */
  add(connection: Connection): () => void;
  /** A newer ticket of the same person and session: its open sockets live on. */
  prolong(claims: TicketClaims): void;
  /** Computes access anew for the sockets of a mentorship and closes those whose access changed. */
  recheck(tenant: string, mentorship: string): Promise<void>;
  /** Tells a session's state to its document sockets. */
  tell(tenant: string, session: string, state: SessionState): void;
  /** Open sockets of a session. */
  count(tenant: string, session: string, kind: Connection['kind']): number;
  /** Closes everything with `restart`, in random order over `overMs`. */
  closeAll(overMs: number): Promise<void>;
}
