/**
 * Sockets at the door: `/v1/docs/{document name}` and `/v1/calls/{session}`. The ticket comes as a subprotocol. A handshake that
 * offers `fireside` is accepted and then, where need be, closed with a code, because a browser cannot see an HTTP status.
 */
import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import {
  errorEntry,
  FiresideError,
  isValidId,
  MAX_SIGNAL_BYTES,
  parseDocumentName,
  SUBPROTOCOL,
  type CallKind,
  type ErrorCode,
} from '@fireside/protocol';
import { WebSocketServer, type WebSocket } from 'ws';
import { clientAddress } from './access/address.ts';
import type { Grants } from './access/grants.ts';
import { createLimit } from './access/limits.ts';
import type { OriginCheck } from './access/origins.ts';
import type { TicketClaims, Tickets } from './auth/claims.ts';
import type { ConnectionRegistry } from './connections.ts';
import { withDeadline } from './deadline.ts';
import { describeError, type Log } from './log.ts';
import type { Signaling } from './signaling/signaling.ts';
import { MAX_PAYLOAD } from './sync/limits.ts';
import type { Sync } from './sync/sync.ts';
import { wireOf } from './sync/wire.ts';

export interface UpgradeOptions {
  readonly tickets: Tickets;
  readonly grants: Pick<Grants, 'current'>;
  readonly connections: Pick<ConnectionRegistry, 'rechecks'>;
  readonly isOriginAllowed: OriginCheck;
  readonly sync: Pick<Sync, 'open'>;
  readonly signaling: Pick<Signaling, 'open'>;
  readonly log: Log;
}

export interface Upgrade {
  /** The listener for `upgrade` of an HTTP server. */
  handle(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Takes no more handshakes. */
  stop(): void;
  /** Waits a moment for the closing handshakes that are under way, then cuts what is left. */
  end(): Promise<void>;
}

/** Whoever sent what is closed with one of these will send it again at once, in whole: 4400, 4403, 4413. */
const SENT_AGAIN: ReadonlySet<number> = new Set(
  (['malformed', 'not-allowed', 'too-large'] as const).map((code) => errorEntry(code).close ?? 0),
);
/** What ws says where a message is over `maxPayload`. */
const TOO_LONG = 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH';

/** What a path asks for. */
type Target =
  | { readonly kind: 'document'; readonly name: string }
  | { readonly kind: 'call'; readonly session: string };
/** What a ticket opens, with what members chose to carry the call. */
type Admitted =
  | Extract<Target, { kind: 'document' }>
  | (Extract<Target, { kind: 'call' }> & { readonly chosen: CallKind | null });

const CLOSE_WITHIN_MS = 1_000;
/** Of all documents, or of all calls: what one process holds, at some 30 kB each. */
const MAX_SOCKETS = 20_000;
/** Handshakes whose tickets are being verified. */
const MAX_VERIFYING = 2_000;
/** Only what is refused counts against an address: a whole intranet may come back through one at once. */
const REFUSED_PER_ADDRESS = { burst: 60, perSecond: 6 };
/** A page has three sockets, and comes back with all of them. */
const PER_PERSON = { burst: 240, perSecond: 4 };
/** y-websocket up to 3.0 comes back ten times a second with the same refused ticket; only an HTTP status slows it down. */
const REFUSALS_PER_TOKEN = { burst: 10, perSecond: 0.2 };

export function createUpgrade(options: UpgradeOptions): Upgrade {
  const { tickets, grants, connections, isOriginAllowed, sync, signaling, log } = options;
  const server = (maxPayload: number) =>
    new WebSocketServer({
      noServer: true,
      maxPayload,
      perMessageDeflate: false,
      handleProtocols: (offered) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : false),
    });
  const servers = { document: server(MAX_PAYLOAD), call: server(2 * MAX_SIGNAL_BYTES) };
  const perAddress = createLimit(REFUSED_PER_ADDRESS);
  const perPerson = createLimit(PER_PERSON);
  const refusals = createLimit(REFUSALS_PER_TOKEN);
  let verifying = 0;
  let stopped = false;

  function handle(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const onError = (error: Error): void => log.info('socket-failed', describeError(error));
    socket.on('error', onError);
    const kind = kindOf(request);
    const offered = offeredProtocols(request);
    const token = offered.find((one) => one !== SUBPROTOCOL) ?? null;
    const address = clientAddress(request);
    const offender = `${address} ${createHash('sha256')
      .update(token ?? '')
      .digest('base64url')}`;
    const refusal = refuseAtOnce(kind, offered, address, offender);
    if (refusal || !kind) return refuseUpgrade(socket, refusal ?? 'not-found');

    servers[kind].handleUpgrade(request, socket, head, (ws) => {
      socket.off('error', onError);
      const onClose = watch(ws, offender);
      // Nothing is read before we know who it is.
      ws.pause();
      verifying += 1;
      admit(ws, socket, request, token, onClose)
        .catch((error: unknown) => refuse(ws, kind, error, address, offender))
        .finally(() => (verifying -= 1));
    });
  }

  function refuse(ws: WebSocket, kind: Target['kind'], error: unknown, address: string, offender: string): void {
    const code = error instanceof FiresideError ? error.code : 'internal';
    if (code === 'internal') log.error('handshake-failed', describeError(error));
    else log.info('handshake-refused', { kind, code });
    const { close = 1011, status = 0 } = errorEntry(code);
    if (status >= 400 && status < 500) {
      if (!perAddress.isSpent(address)) perAddress.spend(address);
      spend(offender);
    }
    ws.resume(); // or the closing handshake would wait for ever
    ws.close(close, code);
  }

  /** Apart from the handshake: what listens for a socket's whole life must not keep its request in memory. */
  function watch(ws: WebSocket, offender: string): (code: number) => void {
    ws.on('error', (error) => {
      log.info('socket-failed', describeError(error));
      if ('code' in error && error.code === TOO_LONG) spend(offender);
    });
    return (code) => {
      if (SENT_AGAIN.has(code)) spend(offender);
    };
  }

  function spend(offender: string): void {
    if (!refusals.isSpent(offender)) refusals.spend(offender);
  }

  /** What an HTTP status says: there is nothing here, no ticket is offered, the server ends, or somebody comes too often. */
  function refuseAtOnce(
    kind: Target['kind'] | null,
    offered: readonly string[],
    address: string,
    offender: string,
  ): ErrorCode | null {
    if (stopped) return 'restart';
    if (!kind) return 'not-found';
    if (!offered.includes(SUBPROTOCOL)) return 'token-missing';
    if (perAddress.isSpent(address) || refusals.isSpent(offender)) return 'too-many';
    return servers[kind].clients.size >= MAX_SOCKETS || verifying >= MAX_VERIFYING ? 'too-many' : null;
  }

  async function admit(
    ws: WebSocket,
    socket: Duplex,
    request: IncomingMessage,
    token: string | null,
    onClose: (code: number) => void,
  ): Promise<void> {
    const { origin, host } = request.headers;
    if (!isOriginAllowed(origin, host)) {
      throw new FiresideError('not-allowed', { detail: 'This page may not use the server (FIRESIDE_ORIGINS).' });
    }
    const target = readTarget(request);
    for (;;) {
      const rechecks = connections.rechecks();
      const claims = await withDeadline(tickets.verify(token));
      perPerson.spend(JSON.stringify([claims.tenant, claims.person]));
      const admitted = await check(claims, target);
      if (ws.readyState !== ws.OPEN) return;
      // Access changed while it was looked up: this socket was not there to be closed for it, so look again.
      if (connections.rechecks() !== rechecks) continue;
      open(ws, socket, claims, admitted, onClose);
      return;
    }
  }

  function open(
    ws: WebSocket,
    socket: Duplex,
    claims: TicketClaims,
    admitted: Admitted,
    onClose: (code: number) => void,
  ): void {
    if (admitted.kind === 'document') {
      sync.open(wireOf(ws, socket, onClose), claims, admitted.name);
    } else {
      signaling.open(ws, claims, admitted.session, admitted.chosen);
      ws.resume();
    }
    log.info('socket-open', { kind: admitted.kind });
  }

  async function check(claims: TicketClaims, target: Target): Promise<Admitted> {
    if (target.kind === 'document') {
      if (!Object.hasOwn(claims.access, target.name)) throw new FiresideError('not-allowed');
      return target;
    }
    if (claims.session !== target.session || !claims.call) throw new FiresideError('not-allowed');
    const grant = await withDeadline(grants.current(claims));
    if (!grant?.call) throw new FiresideError('call-over');
    return { ...target, chosen: grant.chosen };
  }

  return {
    handle,
    stop: () => void (stopped = true),
    async end() {
      const open = [...servers.document.clients, ...servers.call.clients];
      const closed = Promise.all(open.map((ws) => new Promise((resolve) => ws.once('close', resolve))));
      const cut = setTimeout(() => {
        for (const ws of open) ws.terminate();
      }, CLOSE_WITHIN_MS);
      await closed;
      clearTimeout(cut);
    },
  };
}

function pathOf({ url = '' }: IncomingMessage): string {
  return url.split('?', 1)[0] ?? '';
}

function kindOf(request: IncomingMessage): Target['kind'] | null {
  const path = pathOf(request);
  return path.startsWith('/v1/docs/') ? 'document' : path.startsWith('/v1/calls/') ? 'call' : null;
}

/** The raw path: each part is decoded once, and by nobody else. @throws FiresideError `not-found` */
function readTarget(request: IncomingMessage): Target {
  const path = pathOf(request);
  if (kindOf(request) === 'document') {
    const name = path.slice('/v1/docs/'.length);
    parseDocumentName(name);
    return { kind: 'document', name };
  }
  const session = decodeOnce(path.slice('/v1/calls/'.length));
  if (!isValidId(session)) throw new FiresideError('not-found');
  return { kind: 'call', session };
}

function decodeOnce(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null; // a malformed percent sequence: no such call
  }
}

function offeredProtocols(request: IncomingMessage): string[] {
  const header = request.headers['sec-websocket-protocol'] ?? '';
  return header
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

const REASONS: Readonly<Record<number, string>> = {
  401: 'Unauthorized',
  404: 'Not Found',
  429: 'Too Many Requests',
  503: 'Service Unavailable',
};

function refuseUpgrade(socket: Duplex, code: ErrorCode): void {
  const { status = 500, message } = errorEntry(code);
  const body = JSON.stringify({ error: { code, message } });
  const answer = [
    `HTTP/1.1 ${status} ${REASONS[status] ?? 'Error'}`,
    'Connection: close',
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...(status === 429 || status === 503 ? ['Retry-After: 5'] : []),
    '',
    body,
  ].join('\r\n');
  // The other side may never close its half.
  socket.end(answer, () => socket.destroy());
}
