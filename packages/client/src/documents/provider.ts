/** The one place that knows y-websocket. Its provider is taken unmodified; our three messages ride on its hooks. */
import {
  encodeSaved,
  errors,
  isErrorCode,
  MESSAGE_REFUSED,
  MESSAGE_SAVED,
  MESSAGE_STATE,
  readRefused,
  readSaved,
  readState,
  SUBPROTOCOL,
  type ErrorCode,
  type SessionState,
} from '@fireside/protocol';
import type { Awareness } from 'y-protocols/awareness';
import { WebsocketProvider } from 'y-websocket';
import type * as Y from 'yjs';
import { Socket } from '../sockets.ts';

export interface LinkOptions {
  /** `ws(s)://…/v1/docs` */
  readonly url: string;
  readonly name: string;
  readonly token: string;
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
  readonly onOpen: () => void;
  /** The socket is gone and comes back by itself. */
  readonly onLost: (code: ErrorCode) => void;
  /** The socket was closed for a reason that coming back does not mend. */
  readonly onClosed: (code: ErrorCode) => void;
  readonly onSynced: () => void;
  readonly onSaved: (version: number) => void;
  readonly onRefused: (code: ErrorCode) => void;
  /** `again`: not the first on this connection, so something of the session has changed. */
  readonly onState: (state: SessionState, again: boolean) => void;
}

/** RFC 6455 section 7.4.1. y-websocket would send the same too large message again for ever. */
const MESSAGE_TOO_BIG = 1009;
/** Milliseconds of silence after which a connection is dead; the server says something at least every 20 s. */
const SILENCE = 45_000;

/** A document's connection. It never starts by itself: `connect` does. */
export class Link {
  readonly #provider: WebsocketProvider;
  readonly #watch: ReturnType<typeof setInterval>;
  #heard = false;
  /** The server has told the session's state on this connection. */
  #told = false;

  constructor(options: LinkOptions) {
    const { url, name, token, doc, awareness } = options;
    const provider = new WebsocketProvider(url, name, doc, {
      connect: false,
      awareness,
      disableBc: true, // it would pass text on between people on one computer, and past permissions
      protocols: [SUBPROTOCOL, token],
      WebSocketPolyfill: Socket as unknown as typeof WebSocket,
      shouldReconnect: ({ code }) => code !== 4508 && code !== MESSAGE_TOO_BIG && !(code >= 4400 && code < 4500),
    });
    this.#provider = provider;
    provider.messageHandlers[MESSAGE_SAVED] = (_, decoder) => options.onSaved(readSaved(decoder));
    provider.messageHandlers[MESSAGE_REFUSED] = (_, decoder) => options.onRefused(readRefused(decoder).code);
    provider.messageHandlers[MESSAGE_STATE] = (_, decoder) => {
      const state = readState(decoder);
      if (!state) return;
      const again = this.#told;
      this.#told = true;
      options.onState(state, again);
    };
    provider.messageHandlers = provider.messageHandlers.map((handle) => (...message) => {
      this.#heard = true;
      handle(...message);
    });
    this.#watch = setInterval(() => this.#listen(), SILENCE);
    provider.on('status', ({ status }) => {
      this.#heard = true;
      this.#told = false;
      // After the handler that is running now: it sends step 1 first.
      if (status === 'connected') queueMicrotask(() => provider.wsconnected && options.onOpen());
    });
    provider.on('sync', (synced) => {
      if (synced) options.onSynced();
    });
    provider.on('connection-close', (event) => options.onLost(codeOf(event)));
    provider.on('closed', (event) => options.onClosed(codeOf(event)));
  }

  /** The origin of everything that the server sent. */
  get origin(): unknown {
    return this.#provider;
  }

  /** Connects, or comes back after `onClosed`, with this token from now on. */
  connect(token: string): void {
    this.#provider.protocols = [SUBPROTOCOL, token];
    this.#provider.connect();
  }

  /** Sends message 102. */
  tellVersion(version: number): void {
    const { ws, wsconnected } = this.#provider;
    if (wsconnected && ws) ws.send(encodeSaved(version).slice());
  }

  /** Ends the connection; y-websocket's last reconnect timer runs out by itself and does nothing. */
  stop(): void {
    clearInterval(this.#watch);
    this.#provider.destroy();
  }

  /** y-websocket looks for silence, too, but by the wall clock, which may have been set back. */
  #listen(): void {
    const silent = !this.#heard;
    this.#heard = false;
    if (!silent || !this.#provider.wsconnected) return;
    this.#provider.disconnect();
    this.#provider.connect();
  }
}

/** The code of a close: our server gives it as the reason; else the first of the table with this close code. */
function codeOf(event: { readonly code: number; readonly reason: string } | null): ErrorCode {
  if (event === null) return 'unreachable';
  if (event.code === MESSAGE_TOO_BIG) return 'too-large';
  if (isErrorCode(event.reason)) return event.reason;
  for (const [code, entry] of Object.entries(errors)) {
    if ('close' in entry && entry.close === event.code && isErrorCode(code)) return code;
  }
  return 'unreachable';
}
