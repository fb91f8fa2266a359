/** What a client's sockets send and hear, seen by a listener beside the client's own. */
import * as decoding from 'lib0/decoding';
import { WebSocket } from 'ws';

/** The kinds of frames that a client of y-websocket knows. */
export type FrameKind = 'step-1' | 'step-2' | 'update' | 'awareness';

const SYNC: readonly FrameKind[] = ['step-1', 'step-2', 'update'];

/**
 * The kind of a frame from the server.
 * @throws Error where it is not exactly one message that an unmodified client understands
 */
export function kindOf(frame: Uint8Array): FrameKind {
  const decoder = decoding.createDecoder(frame);
  const type = decoding.readVarUint(decoder);
  const kind = type === 0 ? SYNC[decoding.readVarUint(decoder)] : type === 1 ? 'awareness' : undefined;
  if (!kind) throw new Error(`unknown message ${type}`);
  decoding.readVarUint8Array(decoder);
  if (decoding.hasContent(decoder)) throw new Error(`bytes after a message of kind ${kind}`);
  return kind;
}

/** Everything that happened to the sockets of one client. */
export class Watch {
  /** Handshakes tried. */
  attempts = 0;
  /** HTTP statuses of refused handshakes. */
  readonly statuses: number[] = [];
  readonly closes: { code: number; reason: string }[] = [];
  /** Kinds of the frames heard on the last socket. */
  heard: FrameKind[] = [];
  /** What no unmodified client understands. */
  readonly strange: string[] = [];
  readonly #waiting = new Set<() => void>();

  /** Resolves as soon as `test` holds, looked at whenever something happens. */
  until(test: (watch: this) => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (!test(this)) return;
        this.#waiting.delete(look);
        resolve();
      };
      this.#waiting.add(look);
      look();
    });
  }

  /** Something happened; looked at after the client's own listeners have heard of it. */
  changed(): void {
    queueMicrotask(() => {
      for (const look of [...this.#waiting]) look();
    });
  }
}

/**
 * A WebSocket for the option `WebSocketPolyfill`: it tells `watch` what happens, and offers `protocols` where the client
 * itself cannot (y-websocket before 2.0).
 */
export function watchedSocket(watch: Watch, protocols: () => string[]): typeof globalThis.WebSocket {
  class WatchedSocket extends WebSocket {
    constructor(url: string, offered: string[] = protocols()) {
      super(url, offered);
      watch.attempts += 1;
      watch.heard = [];
      this.on('error', ({ message }) => {
        const [, status] = /^Unexpected server response: (\d+)$/.exec(message) ?? [];
        if (status !== undefined) watch.statuses.push(Number(status));
        watch.changed();
      });
      this.on('close', (code, reason) => {
        watch.closes.push({ code, reason: reason.toString() });
        watch.changed();
      });
      this.on('message', (data: ArrayBuffer, binary) => {
        try {
          if (!binary) throw new Error('a text frame');
          watch.heard.push(kindOf(new Uint8Array(data)));
        } catch (error) {
          watch.strange.push(String(error));
        }
        watch.changed();
      });
    }
  }
  return WatchedSocket as unknown as typeof globalThis.WebSocket;
}
