/** A WebSocket without a network: nothing moves between its two ends until a test turns the crank. */
import { messageOf, type Frame, type Wire, type WireEvents } from '../wire.ts';

export interface CrankedClient {
  message(message: Uint8Array): void;
  /** The socket has ended: with the server's code, or 1006 where the connection broke. */
  closed(code: number): void;
}

/** RFC 6455 section 7.4.1: ended without a word. */
const ABNORMAL = 1006;

interface Written {
  readonly messages: readonly Uint8Array[];
  readonly bytes: number;
  readonly written: (() => void) | undefined;
}

export class CrankedSocket {
  /** What `createSync` gets. */
  readonly wire: Wire;
  /** The kernel takes what the server writes only when `drain` is called. */
  slow = false;
  readonly #client: CrankedClient;
  /** Sees each message in the moment in which the server writes it. */
  readonly #watch: (message: Uint8Array) => void;
  #server: WireEvents | null = null;
  #paused = false;
  #toServer: { data: Uint8Array; binary: boolean }[] = [];
  #toClient: Uint8Array[] = [];
  #unsent: Written[] = [];
  #pings = 0;
  /** The code that the server closed with; it travels behind everything that was written. */
  #code: number | null = null;
  #clientGone = false;
  #serverGone = false;

  constructor(client: CrankedClient, watch: (message: Uint8Array) => void = () => undefined) {
    this.#client = client;
    this.#watch = watch;
    const isOpen = () => this.#code === null && !this.#serverGone;
    const unsent = () => this.#unsent.reduce((sum, { bytes }) => sum + bytes, 0);
    this.wire = {
      get isOpen() {
        return isOpen();
      },
      get unsent() {
        return unsent();
      },
      write: (frames, written) => {
        if (isOpen()) this.#write(frames, written);
      },
      pause: () => (this.#paused = true),
      resume: () => (this.#paused = false),
      ping: () => (this.#pings += 1),
      close: (code) => (this.#code ??= code),
      cut: () => this.breakOff(),
      listen: (events) => (this.#server = events),
    };
  }

  /** Whether anything can still move. */
  get isBusy(): boolean {
    if (this.#serverGone) return false;
    return this.#clientGone || this.#code !== null || this.toServer > 0 || this.toClient > 0 || this.#unsent.length > 0;
  }

  /** Messages that the server could be given now. */
  get toServer(): number {
    return this.#paused ? 0 : this.#toServer.length;
  }

  /** Messages that the client could be given now. */
  get toClient(): number {
    return this.#clientGone ? 0 : this.#toClient.length;
  }

  /** What the client says; it is on its way. */
  send(data: Uint8Array, binary = true): void {
    if (!this.#clientGone) this.#toServer.push({ data, binary });
  }

  /** Gives the server up to `count` messages, also those of a client that is gone: they were on their way. */
  flushToServer(count = Infinity): void {
    for (let left = count; left > 0 && !this.#paused && !this.#serverGone; left -= 1) {
      const next = this.#toServer.shift();
      if (!next) return;
      this.#server?.message(next.data, next.binary);
    }
    for (; this.#pings > 0 && !this.#clientGone; this.#pings -= 1) this.#server?.pong();
  }

  /** Gives the client up to `count` messages, and the end behind the last of them. */
  flushToClient(count = Infinity): void {
    for (let left = count; left > 0 && !this.#clientGone; left -= 1) {
      const next = this.#toClient.shift();
      if (next) this.#client.message(next);
      else break;
    }
    if (this.#code !== null && this.#toClient.length === 0 && this.#unsent.length === 0) this.#end(this.#code);
  }

  /** The kernel takes what was written so far. */
  drain(): void {
    const all = this.#unsent;
    this.#unsent = [];
    for (const { messages, written } of all) this.#take(messages, written);
  }

  /** The client leaves, or its network does; the server has not noticed yet. */
  leave(): void {
    if (this.#clientGone) return;
    this.#clientGone = true;
    this.#toClient = [];
    this.#client.closed(ABNORMAL);
  }

  /** The end reaches the server: what the client said and was not flushed is lost. */
  notice(): void {
    if (!this.#clientGone && this.#code === null) throw new Error('Nobody has left.');
    this.#endServer();
  }

  /** The connection is gone for both ends, with everything that was on its way. */
  breakOff(): void {
    this.leave();
    this.#endServer();
  }

  #write(frames: readonly Frame[], written: (() => void) | undefined): void {
    const messages = frames.map(messageOf);
    for (const message of messages) this.#watch(message);
    const bytes = frames.reduce((sum, { byteLength }) => sum + byteLength, 0);
    if (this.slow) this.#unsent.push({ messages, bytes, written });
    else this.#take(messages, written);
  }

  #take(messages: readonly Uint8Array[], written: (() => void) | undefined): void {
    if (!this.#clientGone) this.#toClient.push(...messages);
    if (written && !this.#serverGone) queueMicrotask(written);
  }

  #end(code: number): void {
    if (!this.#clientGone) {
      this.#clientGone = true;
      this.#client.closed(code);
    }
    this.#endServer();
  }

  #endServer(): void {
    if (this.#serverGone) return;
    this.#serverGone = true;
    this.#unsent = [];
    this.#toServer = [];
    this.#server?.closed();
  }
}
