/**
 * A WebSocket client that costs next to nothing, so that one core can play thousands of people: frames are sent as they were
 * made before, and read in place from one buffer that all sockets share. It knows only what the servers here send.
 */
import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import type { Door } from '../servers/kind.ts';
import { CLOSE, frame, PONG } from './frames.ts';

export interface SocketEvents {
  /** A binary message: the bytes from `start` to `end`, only until the call returns. */
  message(bytes: Buffer, start: number, end: number): void;
  /** It has ended without `end()`; `code` is the close code, null where there was none. */
  lost(code: number | null): void;
}

const SHARED = Buffer.allocUnsafeSlow(256 * 1024);
const HEAD_END = Buffer.from('\r\n\r\n');

export class LoadSocket {
  readonly #socket: Socket;
  readonly #events: SocketEvents;
  /** Bytes of a message that has not arrived whole. */
  #rest: Buffer | null = null;
  readonly #handshake = Promise.withResolvers<void>();
  #open = false;
  #code: number | null = null;
  #ended = false;

  constructor(door: Door, events: SocketEvents) {
    const { hostname, port, pathname, host } = new URL(door.url);
    this.#events = events;
    const onread = { buffer: SHARED, callback: (length: number) => this.#read(length) };
    this.#socket = connect({ host: hostname, port: Number(port), noDelay: true, onread });
    this.#socket.on('error', (error) => this.#handshake.reject(error)); // close follows
    this.#socket.on('close', () => {
      this.#handshake.reject(new Error('Closed during the handshake.'));
      if (this.#open && !this.#ended) this.#events.lost(this.#code);
    });
    const head = [
      `GET ${pathname} HTTP/1.1`,
      `Host: ${host}`,
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
      ...(door.protocols.length > 0 ? [`Sec-WebSocket-Protocol: ${door.protocols.join(', ')}`] : []),
      ...Object.entries(door.headers).map(([name, value]) => `${name}: ${value}`),
    ];
    this.#socket.write(`${head.join('\r\n')}\r\n\r\n`);
  }

  /** Resolves after the handshake; what the server says at once is read before that. Rejects where it is refused. */
  get opened(): Promise<void> {
    return this.#handshake.promise;
  }

  send(frameBytes: Buffer): void {
    this.#socket.write(frameBytes);
  }

  /** Leaves as a closed browser tab does: no more than the closing of the connection. */
  end(): void {
    this.#ended = true;
    this.#socket.destroy();
  }

  #read(length: number): boolean {
    const fresh = SHARED.subarray(0, length);
    const bytes = this.#rest ? Buffer.concat([this.#rest, fresh]) : fresh;
    const used = this.#take(bytes);
    this.#rest = used === bytes.length ? null : Buffer.from(bytes.subarray(used));
    return true;
  }

  /** Reads whole frames; @returns up to where. */
  #take(bytes: Buffer): number {
    let at = this.#open ? 0 : this.#takeHead(bytes);
    while (bytes.length - at >= 2 && this.#open) {
      const short = bytes[at + 1]!;
      const header = short < 126 ? 2 : short === 126 ? 4 : 10;
      if (bytes.length - at < header) break;
      const length =
        header === 2 ? short : header === 4 ? bytes.readUInt16BE(at + 2) : Number(bytes.readBigUInt64BE(at + 2));
      const start = at + header;
      if (bytes.length - start < length) break;
      at = start + length;
      this.#frame(bytes[start - header]!, bytes, start, at);
    }
    return at;
  }

  #takeHead(bytes: Buffer): number {
    const end = bytes.indexOf(HEAD_END);
    if (end < 0) return 0;
    const status = bytes.subarray(0, bytes.indexOf('\r')).toString('latin1');
    if (!status.includes(' 101 ')) {
      this.#socket.destroy(new Error(status));
      return bytes.length;
    }
    this.#open = true;
    this.#handshake.resolve();
    return end + HEAD_END.length;
  }

  #frame(first: number, bytes: Buffer, start: number, end: number): void {
    switch (first) {
      case 0x82: // a whole binary message
        return this.#events.message(bytes, start, end);
      case 0x89: // a ping
        return void this.#socket.write(frame(PONG, bytes.subarray(start, end)));
      case 0x88:
        this.#code = end - start >= 2 ? bytes.readUInt16BE(start) : null;
        return void this.#socket.end(frame(CLOSE, bytes.subarray(start, end)));
      default:
        throw new Error(`A frame that no server here sends: ${first.toString(16)}.`);
    }
  }
}
