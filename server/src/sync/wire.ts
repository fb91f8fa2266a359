/**
 * The `Wire` port: one open WebSocket, as documents use it. Frames are encoded once for everybody who gets them, header
 * included, and leave in one write per turn; `ws` reads, pings and closes.
 */
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';

declare const framed: unique symbol;
/** A whole binary WebSocket message with its header (RFC 6455 section 5.2), as a server sends it: unmasked, one frame. */
export type Frame = Uint8Array & { readonly [framed]: true };

export interface WireEvents {
  /** One message; `data` may be a view of a larger buffer. */
  message(data: Uint8Array, binary: boolean): void;
  /** The peer's WebSocket answers a ping (RFC 6455 section 5.5.3): every browser's does by itself. */
  pong(): void;
  /** Called once, whoever ended it. */
  closed(): void;
}

export interface Wire {
  readonly isOpen: boolean;
  /** Bytes that the kernel has not taken yet. */
  readonly unsent: number;
  /** All in one write. `written` is called when the kernel has taken them, and not at all where the socket ends before. */
  write(frames: readonly Frame[], written?: () => void): void;
  /** Stops reading; messages that have been read already still come. */
  pause(): void;
  resume(): void;
  ping(): void;
  close(code: number, reason: string): void;
  /** Ends it without a word, for a peer that is not there any more. */
  cut(): void;
  /** Called once, before anything is read. */
  listen(events: WireEvents): void;
}

const BINARY_FIN = 0x82;
const LENGTH_16 = 126;
const LENGTH_64 = 127;

/** Makes room for a message of `length` bytes behind its header; answers the whole and where the message starts. */
export function allocateFrame(length: number): { frame: Frame; at: number } {
  const at = length < LENGTH_16 ? 2 : length < 2 ** 16 ? 4 : 10;
  const frame = Buffer.allocUnsafe(at + length);
  frame[0] = BINARY_FIN;
  if (at === 2) frame[1] = length;
  else if (at === 4) {
    frame[1] = LENGTH_16;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = LENGTH_64;
    frame.writeUInt32BE(0, 2);
    frame.writeUInt32BE(length, 6);
  }
  return { frame: frame as unknown as Frame, at };
}

export function frameOf(message: Uint8Array): Frame {
  const { frame, at } = allocateFrame(message.byteLength);
  frame.set(message, at);
  return frame;
}

/** The message of a frame, a view of it. */
export function messageOf(frame: Frame): Uint8Array {
  const length = frame[1]!;
  return frame.subarray(length < LENGTH_16 ? 2 : length === LENGTH_16 ? 4 : 10);
}

/** Up to this size several frames are copied into one buffer: cheaper than handing the kernel a list. */
const JOIN_BELOW = 64 * 1024;

/**
 * `socket` is the connection below `ws`, which must not compress: its writer would know nothing of ours. `onClose` hears the
 * code with which this end closes.
 */
export function wireOf(ws: WebSocket, socket: Duplex, onClose?: (code: number) => void): Wire {
  return {
    get isOpen() {
      return ws.readyState === ws.OPEN;
    },
    get unsent() {
      return socket.writableLength;
    },
    write(frames, written) {
      if (ws.readyState !== ws.OPEN || !socket.writable) return;
      const done = written && ((error?: Error | null) => (error ? undefined : written()));
      if (frames.length === 1 || lengthOf(frames) < JOIN_BELOW) {
        socket.write(frames.length === 1 ? frames[0]! : Buffer.concat(frames), done);
        return;
      }
      socket.cork();
      for (const [index, frame] of frames.entries())
        socket.write(frame, index === frames.length - 1 ? done : undefined);
      socket.uncork();
    },
    pause: () => ws.pause(),
    resume: () => ws.resume(),
    ping: () => ws.ping(),
    close(code, reason) {
      onClose?.(code);
      ws.close(code, reason);
    },
    cut: () => ws.terminate(),
    listen(events) {
      ws.on('message', (data: Buffer, binary) => events.message(data, binary));
      ws.on('pong', () => events.pong());
      ws.on('close', () => events.closed());
      // A broken frame or connection: `close` follows, and there is nobody to tell.
      ws.on('error', () => undefined);
    },
  };
}

const lengthOf = (frames: readonly Frame[]): number => frames.reduce((sum, { byteLength }) => sum + byteLength, 0);
