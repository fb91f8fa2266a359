/**
 * The socket on which people of a call are introduced. It comes back by itself, says hello for the same visit and so gets the same id again: whoever
 * listens may keep every connection to the others. It ends only for a reason that trying again would not change.
 */
import {
  errorEntry,
  errors,
  isErrorCode,
  parseFromServer,
  SIGNAL_PING_SECONDS,
  SUBPROTOCOL,
  type ErrorCode,
  type Signal,
  type SignalingAccess,
  type SignalingFromClient,
  type SignalingFromServer,
} from '@fireside/protocol';
import { makeWay } from '../sockets.ts';

/** The part of WebSocket that is used. */
export interface SocketLike {
  onopen: ((event: Event) => void) | null;
  onmessage: ((event: MessageEvent) => void) | null;
  onclose: ((event: CloseEvent) => void) | null;
  send(text: string): void;
  close(code?: number): void;
}

export type Connect = (url: string, protocols: string[]) => SocketLike;
export const openWebSocket: Connect = (url, protocols) => new WebSocket(url, protocols);

/** What the server tells of the others, and what was asked for. */
export type SignalingEvent = Exclude<SignalingFromServer, { type: 'bye' | 'pong' }>;

export interface SignalingSocketOptions {
  readonly client: string;
  /** This stay in the call. */
  readonly visit: string;
  /** Who this stay is at LiveKit, in an SFU call. */
  readonly identity?: string;
  readonly takeOver: boolean;
  /** Asked at each connection, because tickets are renewed; null: there is no call for us any more. */
  readonly access: () => SignalingAccess | null;
  readonly connect: Connect;
  /** Every frame but `bye` and `pong`, `welcome` first. */
  readonly onFrame: (frame: SignalingEvent) => void;
  /** Lost for now, and trying. */
  readonly onLost: () => void;
  /** The ticket is not what the server goes by any more. */
  readonly onJoinAgain: () => void;
  /** What `ask` asked was answered. */
  readonly onAnswer: () => void;
  /** Media are lost, too: come back as soon as anything passes. */
  readonly hurried: () => boolean;
  /** Over, with the reason; nothing follows. */
  readonly onEnd: (code: ErrorCode) => void;
}

/** All times in ms. */
const FIRST_WAIT = 250;
const LONGEST_WAIT = 4000;
/**
 * In a hurry: from one attempt to the next, and how many may fail within the time over which Chromium counts them. After
 * more it holds each back by seconds (content/browser/websockets/websocket_throttler.cc), so little patience would end
 * every one of them before it has begun.
 */
const HURRIED_EVERY = 500;
const HURRIES = 60;
const COUNTED_FOR = 360_000;
/** For how long an attempt may take, and in a hurry; or three times as long as the last one that succeeded took. */
const CONNECT_WITHIN = 10_000;
const HURRIED_WITHIN = 600;
/** A first connection that takes longer than this is given up. */
const JOIN_WITHIN = 20_000;
/** Unanswered pings after which the socket is dead, whatever the browser thinks of it. */
const UNANSWERED = 2;

/** What a close without a `bye` means: our server gives the code as the reason; several codes of the table share a number. */
function codeOfClose(close: number, reason: string): ErrorCode {
  if (isErrorCode(reason)) return reason;
  if (close === errors['not-allowed'].close) return 'not-allowed';
  const found = Object.keys(errors).find((code) => isErrorCode(code) && errorEntry(code).close === close);
  return isErrorCode(found) ? found : 'unreachable';
}

const comesBack = (code: ErrorCode): boolean => ['retry', 'join-again'].includes(errorEntry(code).client);

export class SignalingSocket {
  readonly #options: SignalingSocketOptions;
  readonly #deadline: ReturnType<typeof setTimeout>;
  readonly #ping: ReturnType<typeof setInterval>;
  #socket: SocketLike | null = null;
  #again: ReturnType<typeof setTimeout> | undefined;
  /** When the answer to `ask`, or the welcome of a new socket, is overdue. */
  #overdue: ReturnType<typeof setTimeout> | undefined;
  #asked = false;
  #connectedAt = 0;
  /** How long the last successful connection took. */
  #took = 0;
  /** Hello was said on the socket that there is: others may know of us. */
  #greeted = false;
  #welcomed = false;
  #everWelcomed = false;
  #failures = 0;
  /** When attempts have failed, over all outages. */
  #failedAt: number[] = [];
  #last: ErrorCode = 'unreachable';
  #heard = false;
  #unanswered = 0;
  #ended = false;

  constructor(options: SignalingSocketOptions) {
    this.#options = options;
    this.#deadline = setTimeout(() => this.#end(this.#last), JOIN_WITHIN);
    this.#ping = setInterval(() => this.#beat(), SIGNAL_PING_SECONDS * 1000);
    globalThis.addEventListener('online', this.#onOnline);
    globalThis.addEventListener('offline', this.#onOffline);
  }

  /** Connects; `onEnd` may be called before it returns. */
  start(): void {
    this.#connect();
  }

  /** Whether frames pass just now. */
  get open(): boolean {
    return this.#welcomed;
  }

  /** Asks whether the server is there, with little patience; where there is no socket, tries to get one. */
  ask(): void {
    if (this.#ended || this.#asked) return;
    if (!this.#socket) return this.#connect();
    if (!this.#everWelcomed) return; // how long a connection takes from here, nobody knows yet
    this.#asked = this.#welcomed;
    if (this.#welcomed) this.#send({ type: 'ping' });
    this.#expect(this.#shortly());
  }

  /** False where it could not be sent; the other hears of us again when the socket is back. */
  signal(to: string, signal: Signal): boolean {
    if (this.#welcomed) this.#send({ type: 'signal', to, signal });
    return this.#welcomed;
  }

  /** Asks for a new token of LiveKit. False where it could not be sent. */
  askToken(): boolean {
    if (this.#welcomed) this.#send({ type: 'token' });
    return this.#welcomed;
  }

  leave(): void {
    if (this.#greeted) this.#send({ type: 'leave' });
    this.#close();
  }

  #connect(): void {
    clearTimeout(this.#again);
    const access = this.#options.access();
    if (!access) return this.#end('call-over');
    const hurried = this.#hurried();
    if (hurried) makeWay();
    this.#connectedAt = performance.now();
    this.#expect(hurried ? this.#shortly() : CONNECT_WITHIN);
    const socket = this.#options.connect(access.url, [SUBPROTOCOL, access.token]);
    this.#socket = socket;
    this.#heard = false;
    this.#unanswered = 0;
    socket.onopen = () => {
      const { client, visit, takeOver, identity } = this.#options;
      // A socket that comes back never takes over: two tabs would fight for ever.
      const hello = { type: 'hello', client, visit, takeOver: takeOver && !this.#everWelcomed } as const;
      this.#send(identity === undefined ? hello : { ...hello, identity });
      this.#greeted = true;
    };
    socket.onmessage = ({ data }) => this.#read(String(data));
    socket.onclose = ({ code, reason }) => this.#lost(codeOfClose(code, reason));
  }

  #shortly(): number {
    return Math.max(HURRIED_WITHIN, 3 * this.#took);
  }

  #expect(within: number): void {
    clearTimeout(this.#overdue);
    this.#overdue = setTimeout(() => this.#lost('unreachable'), within);
  }

  /** What was expected has come. */
  #arrived(): void {
    clearTimeout(this.#overdue);
    const asked = this.#asked;
    this.#asked = false;
    if (asked) this.#options.onAnswer();
  }

  #send(frame: SignalingFromClient): void {
    this.#socket?.send(JSON.stringify(frame));
  }

  #read(text: string): void {
    this.#heard = true;
    if (this.#welcomed) this.#arrived();
    const frame = parseFromServer(text);
    if (!frame || frame.type === 'pong') return;
    if (frame.type === 'bye') return this.#lost(frame.code);
    if (frame.type === 'welcome') {
      this.#welcomed = true;
      this.#everWelcomed = true;
      this.#failures = 0;
      this.#took = performance.now() - this.#connectedAt;
      clearTimeout(this.#overdue);
      clearTimeout(this.#deadline);
    }
    if (this.#welcomed) this.#options.onFrame(frame);
  }

  #beat(): void {
    if (!this.#socket) return;
    this.#unanswered = this.#heard ? 0 : this.#unanswered + 1;
    if (this.#unanswered > UNANSWERED) return this.#lost('unreachable');
    if (this.#welcomed && !this.#heard) this.#send({ type: 'ping' });
    this.#heard = false;
  }

  #hurried(): boolean {
    const since = performance.now() - COUNTED_FOR;
    this.#failedAt = this.#failedAt.filter((at) => at > since);
    return this.#options.hurried() && this.#failedAt.length < HURRIES;
  }

  #lost(code: ErrorCode): void {
    if (!this.#welcomed) this.#failedAt.push(performance.now());
    this.#drop();
    if (this.#ended) return;
    this.#last = code;
    if (!comesBack(code)) return this.#end(code);
    if (errorEntry(code).client === 'join-again') this.#options.onJoinAgain();
    if (this.#ended) return;
    clearTimeout(this.#again);
    this.#again = setTimeout(() => this.#connect(), this.#wait());
    this.#failures += 1;
  }

  #wait(): number {
    const soon = this.#connectedAt + HURRIED_EVERY - performance.now();
    if (this.#hurried()) return Math.max(0, soon);
    return Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** this.#failures) * (0.5 + Math.random() / 2);
  }

  /** Lets go of the socket; what it still says is not heard. */
  #drop(): void {
    const socket = this.#socket;
    this.#socket = null;
    this.#greeted = false;
    this.#asked = false;
    clearTimeout(this.#overdue);
    if (socket) {
      socket.onopen = socket.onmessage = socket.onclose = null;
      socket.close();
    }
    if (!this.#welcomed) return;
    this.#welcomed = false;
    if (!this.#ended) this.#options.onLost();
  }

  readonly #onOnline = (): void => {
    if (!this.#socket) this.#connect();
  };

  /** Browsers keep a socket open for minutes after the network has gone. */
  readonly #onOffline = (): void => {
    if (this.#socket) this.#lost('unreachable');
  };

  #end(code: ErrorCode): void {
    if (this.#ended) return;
    this.#close();
    this.#options.onEnd(code);
  }

  #close(): void {
    this.#ended = true;
    clearTimeout(this.#deadline);
    clearTimeout(this.#again);
    clearInterval(this.#ping);
    globalThis.removeEventListener('online', this.#onOnline);
    globalThis.removeEventListener('offline', this.#onOffline);
    this.#drop();
  }
}
