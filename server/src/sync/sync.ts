/** Documents over WebSockets: what the server makes at its start, and what the upgrade handler hands sockets to. */
import type { SessionState } from '@fireside/protocol';
import type { TicketClaims } from '../auth/claims.ts';
import type { Connections } from '../connections.ts';
import { describeError, type Log } from '../log.ts';
import type { DocumentKey, SyncStore } from '../storage/store.ts';
import type { Documents } from './documents.ts';
import { SYNC_LIMITS, type SyncLimits } from './limits.ts';
import { Turn } from './line.ts';
import { DocumentRegistry } from './registry.ts';
import { DocumentSocket } from './socket.ts';
import type { Wire } from './wire.ts';

export interface SyncOptions {
  readonly store: SyncStore;
  readonly connections: Connections;
  readonly log: Log;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** The state of a session, null where there is none; sent as message 104. */
  readonly stateOf: (tenant: string, session: string) => SessionState | null | Promise<SessionState | null>;
  /** Something is on disk; every few seconds while an `actor` (a person, or what the server calls itself) goes on. */
  readonly onChange?: (tenant: string, documentName: string, at: number, actor: string) => void;
  /** A document was erased; the eraser waits for what is made of it to go, too. */
  readonly onErase?: (document: DocumentKey) => Promise<void>;
  readonly limits?: Partial<SyncLimits>;
}

export interface Sync {
  readonly documents: Documents;
  /**
   * Takes over an open socket whose ticket was verified, and says what may be done with this document. The socket has been
   * paused since its handshake: a message that is read before this call is lost.
   */
  open(wire: Wire, claims: TicketClaims, documentName: string): void;
  /** How many documents are in memory. */
  openDocuments(): number;
  /** Resolves when nothing waits to be committed. */
  idle(): Promise<void>;
  /** Takes no more frames, commits and acknowledges what was taken, stops. Sockets stay open for `Connections.closeAll`. */
  close(): Promise<void>;
}

export function createSync(options: SyncOptions): Sync {
  const { connections, log, now, stateOf, onErase = async () => undefined } = options;
  const limits = { ...SYNC_LIMITS, ...options.limits };
  const sockets = new Set<DocumentSocket>();
  const turn = new Turn();
  let stopped = false;

  function onChange({ tenant, name }: DocumentKey, at: number, actor: string): void {
    try {
      options.onChange?.(tenant, name, at, actor);
    } catch (error) {
      log.error('on-change-failed', describeError(error)); // a listener's mistake must not stop the queue
    }
  }

  const registry = new DocumentRegistry({ store: options.store, limits, log, now, onChange, onErase });
  const heartbeat = setInterval(() => {
    for (const socket of sockets) socket.beat();
    registry.beat();
  }, limits.heartbeat);
  heartbeat.unref();

  return {
    documents: registry,

    open(wire, claims, documentName) {
      // Gone while its ticket was verified: its `close` has been or will be nobody's.
      if (!wire.isOpen) return;
      const socket = new DocumentSocket(wire, claims, documentName, {
        registry,
        connections,
        limits,
        log,
        now,
        turn,
        stateOf,
        closed: (one) => sockets.delete(one),
      });
      sockets.add(socket);
      if (stopped) socket.close('restart');
      else void socket.start();
    },

    openDocuments: () => registry.size,

    idle: () => registry.idle(),

    async close() {
      stopped = true;
      clearInterval(heartbeat);
      for (const socket of sockets) socket.stop();
      await registry.close();
    },
  };
}
