/** The open sockets of documents and calls, and their life. */
import type { ErrorCode, SessionState } from '@fireside/protocol';
import type { Grant, Grants } from './access/grants.ts';
import type { TicketClaims } from './auth/claims.ts';
import { describeError, type Log } from './log.ts';

/** An open socket, as whoever holds it registers it. */
export interface Connection {
  readonly kind: 'document' | 'call';
  readonly claims: TicketClaims;
  /** The name of the document, on a document's socket. */
  readonly document?: string;
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

/** What the server's own parts need beyond the port. */
export interface ConnectionRegistry extends Connections {
  /**
   * How often access was computed anew. Whoever looks access up for a socket and finds another number afterwards must look
   * again: a socket that is not registered yet is not among those that a change closes.
   */
  rechecks(): number;
  /** All open sockets of a kind. */
  total(kind: Connection['kind']): number;
  /** Closes sockets whose ticket has expired for good; called on a timer. */
  expire(): void;
}

export interface ConnectionsOptions {
  /** Looked up when needed: what grants access also needs the documents, and they these sockets. */
  readonly grants: () => Pick<Grants, 'current'>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly log: Log;
  /** The last socket of a document has closed. */
  readonly onEmpty?: (tenant: string, documentName: string) => void;
}

/** After its ticket has expired a socket may wait for so long for a newer one. */
const GRACE_MS = 60_000;

interface Entry {
  readonly connection: Connection;
  expiresAt: number;
}

/** How many sockets each document has, without looking at all sockets of the server. */
class Counts {
  readonly #counts = new Map<string, number>();

  add(tenant: string, document: string): void {
    const key = `${document} ${tenant}`;
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
  }

  /** Answers how many are left. */
  remove(tenant: string, document: string): number {
    const key = `${document} ${tenant}`;
    const left = (this.#counts.get(key) ?? 1) - 1;
    if (left === 0) this.#counts.delete(key);
    else this.#counts.set(key, left);
    return left;
  }
}

export function createConnections({ grants, now, log, onEmpty }: ConnectionsOptions): ConnectionRegistry {
  const entries = new Set<Entry>();
  const atDocument = new Counts();
  let rechecks = 0;
  const where = (matches: (connection: Connection) => boolean): Entry[] =>
    [...entries].filter(({ connection }) => matches(connection));

  return {
    add(connection) {
      const entry: Entry = { connection, expiresAt: connection.claims.expiresAt };
      entries.add(entry);
      if (connection.document !== undefined) atDocument.add(connection.claims.tenant, connection.document);
      return () => {
        const { document, claims } = connection;
        if (!entries.delete(entry) || document === undefined) return;
        if (atDocument.remove(claims.tenant, document) === 0) onEmpty?.(claims.tenant, document);
      };
    },

    prolong({ tenant, person, session, expiresAt }) {
      for (const entry of entries) {
        const { claims } = entry.connection;
        if (claims.tenant === tenant && claims.person === person && claims.session === session) {
          entry.expiresAt = Math.max(entry.expiresAt, expiresAt);
        }
      }
    },

    async recheck(tenant, mentorship) {
      rechecks += 1;
      const grantOf = remember(grants());
      const affected = where(({ claims }) => claims.tenant === tenant && claims.mentorship === mentorship);
      await Promise.all(
        affected.map(async ({ connection }) => {
          try {
            const code = changeOf(connection, await grantOf(connection.claims));
            if (code) connection.close(code);
          } catch (error) {
            // Nobody stays by an accident: the handshake will look again.
            log.error('recheck-failed', describeError(error));
            connection.close('storage');
          }
        }),
      );
    },

    tell(tenant, session, state) {
      for (const { connection } of where(
        ({ kind, claims }) => kind === 'document' && claims.tenant === tenant && claims.session === session,
      )) {
        connection.tell(state);
      }
    },

    count: (tenant, session, kind) =>
      where((one) => one.kind === kind && one.claims.tenant === tenant && one.claims.session === session).length,

    rechecks: () => rechecks,

    total: (kind) => where((one) => one.kind === kind).length,

    expire() {
      const at = now();
      for (const entry of [...entries]) {
        if (at >= entry.expiresAt + GRACE_MS) entry.connection.close('token-expired');
      }
    },

    async closeAll(overMs) {
      await Promise.all(
        [...entries].map(async ({ connection }) => {
          // Random, so that not everybody comes back at the same instant.
          await new Promise((resolve) => setTimeout(resolve, Math.random() * overMs));
          connection.close('restart');
        }),
      );
    },
  };
}

/** One look at the rows per ticket, however many sockets it has open. */
function remember(grants: Pick<Grants, 'current'>): (claims: TicketClaims) => Promise<Grant | null> {
  const known = new Map<string, Promise<Grant | null>>();
  return (claims) => {
    const key = JSON.stringify([claims.person, claims.role, claims.session]);
    const found = known.get(key) ?? grants.current(claims);
    known.set(key, found);
    return found;
  };
}

/** The code to close a socket with, because what it may do is not what it was opened for; null where it is. */
function changeOf({ kind, claims, document }: Connection, grant: Grant | null): ErrorCode | null {
  const now: Pick<Grant, 'access' | 'epochs' | 'call'> = grant ?? { access: {}, epochs: {}, call: false };
  // An observer is not asked to join again: what they could see is over. Nor has a call anything left for a former member.
  const nothing = Object.keys(now.access).length === 0;
  if (nothing && (claims.role === 'observer' || kind === 'call')) return 'not-allowed';
  if (kind === 'call') return claims.call && !now.call ? 'call-over' : null;
  const names = document === undefined ? Object.keys({ ...claims.access, ...now.access }) : [document];
  if (names.some((name) => claims.epochs[name] !== now.epochs[name] && now.epochs[name] !== undefined)) {
    return 'epoch-changed';
  }
  return names.some((name) => claims.access[name] !== now.access[name]) ? 'join-again' : null;
}
