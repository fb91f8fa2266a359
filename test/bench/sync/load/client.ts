/** One person at one document, over the raw wire: syncs as y-websocket does, writes what was made before, checks what comes. */
import type { Door } from '../servers/kind.ts';
import type { LoadDocument, Received } from './document.ts';
import {
  AUTH,
  NOTHING,
  prefixOf,
  REFUSED,
  SAVED,
  savedFrame,
  STEP_1,
  STEP_2,
  SYNC,
  SYNC_REPLY,
  syncFrame,
  tokenFrame,
  UPDATE,
} from './frames.ts';
import { LoadSocket, type SocketEvents } from './socket.ts';

/** The state vector of a document with nothing in it. */
const EMPTY_STATE = Uint8Array.of(0);

/** Our own client tells its version so long after the first change that it has not told yet, in ms. */
const ASK_AFTER = 50;

export interface ClientEvents {
  /** An update of another client has arrived for the first time. */
  arrived(document: LoadDocument, writer: number, index: number): void;
  /** The server has said (102) that the update is committed, and all before it. */
  committed(document: LoadDocument, writer: number, index: number): void;
  lost(client: LoadClient, code: number | null): void;
  /** Something that must not be. */
  fault(text: string): void;
}

export interface Seat {
  readonly door: Door;
  readonly document: LoadDocument;
  /** Which writer of the document this is; null for who only looks on. */
  readonly writer: number | null;
  /** When it asks what is committed (102): after each update, as our client does, or never, as y-websocket. */
  readonly asks: 'each' | 'throttled' | 'never';
}

export class LoadClient implements SocketEvents {
  readonly document: LoadDocument;
  readonly writer: number | null;
  readonly received: Received;
  readonly #seat: Seat;
  readonly #events: ClientEvents;
  readonly #prefix: Uint8Array;
  /** Frames of the updates, in order, ready to be sent. */
  readonly #frames: readonly Buffer[];
  #socket: LoadSocket | null = null;
  #synced = Promise.withResolvers<void>();
  /** How many updates it has written, and how many of them it was told are committed. */
  #version = 0;
  #committed = 0;
  #ask: NodeJS.Timeout | undefined;

  constructor(seat: Seat, events: ClientEvents) {
    const { door, document, writer } = seat;
    this.document = document;
    this.writer = writer;
    this.received = new Uint32Array(document.writers);
    this.#seat = seat;
    this.#events = events;
    this.#prefix = prefixOf(door);
    const updates = writer === null ? [] : document.updates[writer]!;
    this.#frames = updates.map((update) => syncFrame(this.#prefix, UPDATE, update));
  }

  /** Whether everything that was written has come here, its own included, and what it asked for has been answered. */
  get isContent(): boolean {
    const complete = this.document.sent.every((sent, by) => this.received[by] === sent);
    return complete && (this.#seat.asks === 'never' || this.#committed === this.#version);
  }

  /** Connects, with nothing of the document, and resolves when the server has answered our step 1. @throws Error where it is refused */
  async open(): Promise<void> {
    const { door, asks } = this.#seat;
    this.received.fill(0);
    this.#synced = Promise.withResolvers();
    this.#synced.promise.catch(() => undefined); // whoever is not waiting for it any more hears of it by `lost`
    this.#socket = new LoadSocket(door, this);
    await this.#socket.opened;
    if (door.dialect === 'hocuspocus') this.#socket.send(tokenFrame(this.#prefix));
    this.#socket.send(syncFrame(this.#prefix, STEP_1, EMPTY_STATE));
    if (asks !== 'never') this.#socket.send(savedFrame(0));
    await this.#synced.promise;
  }

  end(): void {
    clearTimeout(this.#ask);
    this.#socket?.end();
    this.#socket = null;
  }

  /** Sends the next update. */
  write(): void {
    const { document, writer } = this;
    const index = document.sent[writer!]!;
    document.sent[writer!] = index + 1;
    document.sentAt[writer!]![index] = performance.now();
    this.#version += 1;
    this.#socket!.send(this.#frames[index]!);
    if (this.#seat.asks === 'each') this.#askNow();
    else if (this.#seat.asks === 'throttled') this.#ask ??= setTimeout(() => this.#askNow(), ASK_AFTER);
  }

  #askNow(): void {
    this.#ask = undefined;
    this.#socket!.send(savedFrame(this.#version));
  }

  message(bytes: Buffer, start: number, end: number): void {
    try {
      this.#message(bytes, start + this.#prefix.length, end);
    } catch (error) {
      this.#events.fault(error instanceof Error ? error.message : String(error));
    }
  }

  lost(code: number | null): void {
    clearTimeout(this.#ask);
    this.#synced.reject(new Error(`A socket was closed (${code ?? 'without a code'}).`));
    this.#events.lost(this, code);
  }

  #message(bytes: Buffer, start: number, end: number): void {
    switch (bytes[start]!) {
      case SYNC:
      case SYNC_REPLY:
        return this.#sync(bytes[start + 1]!, bodyOf(bytes, start + 2, end));
      case SAVED:
        return this.#saved(varUint(bytes, start + 1));
      case REFUSED:
        throw new Error(`Refused: ${bytes.subarray(start, end).toString('latin1')}`);
      case AUTH:
        if (this.#seat.door.dialect === 'y-websocket') throw new Error('Permission denied.');
    }
    // Awareness, states of a session, Hocuspocus' statuses: nothing that is counted here.
  }

  #saved(version: number): void {
    if (version > this.#version) throw new Error(`Version ${version} was never asked for.`);
    if (version <= this.#committed) return; // the answer at the beginning
    this.#committed = version;
    // Versions count what this client wrote; others may have been this writer before it.
    const index = this.document.sent[this.writer!]! - this.#version + version - 1;
    this.#events.committed(this.document, this.writer!, index);
  }

  #sync(step: number, body: Buffer): void {
    switch (step) {
      case STEP_1:
        // Whatever was written here has been sent already.
        return this.#socket!.send(syncFrame(this.#prefix, STEP_2, NOTHING));
      case STEP_2:
        this.document.takeState(body, this.received);
        return this.#synced.resolve();
      default:
        this.document.take(body, this.received, (writer, index) => {
          if (writer !== this.writer) this.#events.arrived(this.document, writer, index);
        });
    }
  }
}

function varUint(bytes: Uint8Array, at: number): number {
  let number = 0;
  for (let shift = 1; ; at += 1, shift *= 128) {
    number += (bytes[at]! & 127) * shift;
    if (bytes[at]! < 128) return number;
  }
}

/** What a length stands before, to the end of the message: one frame holds one message (W1 of the wire). */
function bodyOf(bytes: Buffer, start: number, end: number): Buffer {
  const length = varUint(bytes, start);
  if (length > end - start - 1) throw new Error('A message shorter than it says.');
  return bytes.subarray(end - length, end);
}
