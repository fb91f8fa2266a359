/** A real WebSocket server around `createSync`, whose tickets are claims in plain JSON. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SUBPROTOCOL } from '@fireside/protocol';
import { WebSocketServer } from 'ws';
import * as Y from 'yjs';
import type { TicketClaims } from '../../auth/claims.ts';
import { createConnections, type ConnectionRegistry } from '../../connections.ts';
import type { Log } from '../../log.ts';
import { openMemory } from '../../storage/memory.ts';
import type { SyncStore } from '../../storage/store.ts';
import { MAX_PAYLOAD } from '../limits.ts';
import { createSync, type Sync, type SyncOptions } from '../sync.ts';
import { wireOf } from '../wire.ts';

export const DOCUMENT = 'session/one';
export const KEY = { tenant: 'default', name: DOCUMENT };

export function claimsOf(person: string, over: Partial<TicketClaims> = {}): TicketClaims {
  return {
    tenant: 'default',
    person,
    name: person,
    role: 'mentor',
    mentorship: 'anna-bo',
    session: 'one',
    access: { [DOCUMENT]: 'rw' },
    epochs: { [DOCUMENT]: 1 },
    call: false,
    expiresAt: Number.MAX_SAFE_INTEGER,
    ...over,
  };
}

export const observerOf = (person: string): TicketClaims =>
  claimsOf(person, { role: 'observer', access: { [DOCUMENT]: 'ro' } });

/** The token as the second subprotocol: base64url, which the grammar of the header allows (RFC 9110 section 5.6.2). */
export const tokenOf = (claims: TicketClaims): string => Buffer.from(JSON.stringify(claims)).toString('base64url');
export const protocolsOf = (claims: TicketClaims): string[] => [SUBPROTOCOL, tokenOf(claims)];

/** Keeps what was logged, so that a test can say that nothing went wrong. */
export class TestLog implements Log {
  readonly events: string[] = [];
  info(event: string): void {
    this.events.push(event);
  }
  warn(event: string): void {
    this.events.push(event);
  }
  error(event: string): void {
    this.events.push(event);
  }
}

export interface TestServer {
  readonly url: string;
  readonly sync: Sync;
  readonly store: SyncStore;
  readonly connections: ConnectionRegistry;
  readonly log: TestLog;
  stop(): Promise<void>;
}

export async function startServer(over: Partial<SyncOptions> = {}): Promise<TestServer> {
  const log = new TestLog();
  const now = over.now ?? Date.now;
  const store = over.store ?? openMemory().store;
  const grants = () => ({ current: async () => null });
  const connections = createConnections({ grants, now, log });
  const sync = createSync({ store, connections, log, now, stateOf: () => 'live', ...over });
  const http = createServer();
  const sockets = new WebSocketServer({
    server: http,
    maxPayload: MAX_PAYLOAD,
    perMessageDeflate: false,
    handleProtocols: (protocols) => protocols.has(SUBPROTOCOL) && SUBPROTOCOL,
  });
  sockets.on('connection', (ws, request) => {
    const [, token] = String(request.headers['sec-websocket-protocol']).split(/, ?/);
    const claims = JSON.parse(Buffer.from(token ?? '', 'base64url').toString()) as TicketClaims;
    sync.open(wireOf(ws, request.socket), claims, new URL(String(request.url), 'ws://localhost').pathname.slice(1));
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  return {
    url: `ws://127.0.0.1:${(http.address() as AddressInfo).port}`,
    sync,
    store,
    connections,
    log,
    async stop() {
      await sync.close();
      for (const ws of sockets.clients) ws.terminate();
      sockets.close();
      http.close();
      await once(http, 'close');
      await store.close();
    },
  };
}

/** The text that a document's log and snapshot make, read by nobody's memory. */
export async function storedText(store: SyncStore, key = KEY): Promise<string> {
  const { snapshot, updates } = await store.load(key);
  const doc = new Y.Doc();
  for (const update of [...(snapshot ? [snapshot] : []), ...updates]) Y.applyUpdate(doc, update);
  return doc.getText('notes').toJSON();
}
