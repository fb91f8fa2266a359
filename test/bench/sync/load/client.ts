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

export interface ClientEvents {
  /** An update of another client has arrived for the first time. */
  arrived(document: LoadDocument, writer: number, index: number): void;
  /** The server says that it has committed everything up to `version`. */
  saved?(client: LoadClient, version: number): void;
  /** Something that must not be: a wrong byte, a lost socket. */
  fault(text: string): void;
}

export interface Seat {
  readonly door: Door;
  readonly document: LoadDocument;
  /** Which writer of the document this is; null for who only looks on. */
  readonly writer: number | null;
}

export class LoadClient implements SocketEvents {
  readonly document: LoadDocument;
  readonly writer: number | null;
  readonly received: Received;
  /** Messages of the socket so far, and bytes of them. */
  readonly #door: Door;
  readonly #events: ClientEvents;
  readonly #prefix: Uint8Array;
  /** Frames of the updates, in order, ready to be sent. */
  readonly #frames: readonly Buffer[];
  #socket: LoadSocket | null = null;
  #synced = Promise.withResolvers<void>();

  constructor({ door, document, writer }: Seat, events: ClientEvents) {
    this.document = document;
    this.writer = writer;
    this.received = new Uint32Array(document.writers);
    this.#door = door;
    this.#events = events;
    this.#prefix = prefixOf(door);
    const updates = writer === null ? [] : document.updates[writer]!;
    this.#frames = updates.map((update) => syncFrame(this.#prefix, UPDATE, update));
  }

  /** Connects; resolves when the server has answered our step 1. @throws Error where it is refused */
  async open(): Promise<void> {
    this.#synced = Promise.withResolvers();
    this.#synced.promise.catch(() => undefined); // whoever is not waiting for it any more hears of it as a fault
    this.#socket = new LoadSocket(this.#door, this);
    await this.#socket.opened;
    if (this.#door.dialect === 'hocuspocus') this.#socket.send(tokenFrame(this.#prefix));
    this.#socket.send(syncFrame(this.#prefix, STEP_1, EMPTY_STATE));
    await this.#synced.promise;
  }

  end(): void {
    this.#socket?.end();
    this.#socket = null;
  }

  /** Sends the next update. @returns its index */
  write(): number {
    const { document, writer } = this;
    const index = document.sent[writer!]!;
    document.sent[writer!] = index + 1;
    document.sentAt[writer!]![index] = performance.now();
    this.#socket!.send(this.#frames[index]!);
    return index;
  }

  /** Asks when everything so far is committed (message 102). */
  askSaved(version: number): void {
    this.#socket!.send(savedFrame(version));
  }

  message(bytes: Buffer, start: number, end: number): void {
    try {
      this.#message(bytes, start + this.#prefix.length, end);
    } catch (error) {
      this.#events.fault(error instanceof Error ? error.message : String(error));
    }
  }

  lost(code: number | null): void {
    const text = `Document ${this.document.number}: a socket was closed (${code ?? 'without a code'}).`;
    this.#synced.reject(new Error(text));
    this.#events.fault(text);
  }

  #message(bytes: Buffer, start: number, end: number): void {
    switch (bytes[start]!) {
      case SYNC:
      case SYNC_REPLY:
        return this.#sync(bytes[start + 1]!, bodyOf(bytes, start + 2, end));
      case SAVED:
        return this.#events.saved?.(this, varUint(bytes, start + 1));
      case REFUSED:
        throw new Error(`Refused: ${bytes.subarray(start, end).toString('latin1')}`);
      case AUTH:
        if (this.#door.dialect === 'y-websocket') throw new Error('Permission denied.');
    }
    // Awareness, states of a session, Hocuspocus' statuses: nothing that is counted here.
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
