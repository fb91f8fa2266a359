/** One direction of a connection through the fault proxy. */
import type { Socket } from 'node:net';

/** `shut`: nothing is read any more, so the sender's buffers fill. `drop`: everything is read, and nothing arrives. */
type Valve = 'open' | 'shut' | 'drop';

export class Pipe {
  /** Milliseconds until a chunk is passed on. */
  latency = 0;
  /** Bytes that have been passed on. */
  passed = 0;
  readonly #from: Socket;
  readonly #to: Socket;
  #valve: Valve = 'open';
  #cut: { left: number; done: () => void } | null = null;

  constructor(from: Socket, to: Socket) {
    this.#from = from;
    this.#to = to;
    from.on('readable', () => this.#flow());
    to.on('drain', () => this.#flow());
    from.on('end', () => this.#later(() => to.end()));
    // A reset: the other side is told by `close`.
    from.on('error', () => undefined);
    from.on('close', () => this.#later(() => to.destroy()));
  }

  set(valve: Valve): void {
    this.#valve = valve;
    this.#flow();
  }

  /** Passes so many bytes more and then no byte; resolves when that is so. */
  cut(left: number): Promise<void> {
    return new Promise((done) => (this.#cut = { left, done }));
  }

  /** Passes at most so many bytes, from behind a shut valve: called again and again, a slow drain. */
  sip(bytes: number): void {
    const chunk = (this.#from.read(Math.min(bytes, this.#from.readableLength)) as Buffer | null) ?? null;
    if (chunk) this.#pass(chunk);
  }

  #flow(): void {
    while (this.#valve !== 'shut' && !(this.#valve === 'open' && this.#to.writableNeedDrain)) {
      const chunk = this.#from.read() as Buffer | null;
      if (chunk === null) return;
      if (this.#valve === 'open') this.#pass(chunk);
    }
  }

  #pass(whole: Buffer): void {
    const chunk = this.#cut ? whole.subarray(0, this.#cut.left) : whole;
    this.passed += chunk.byteLength;
    this.#later(() => this.#to.write(chunk));
    if (!this.#cut) return;
    this.#cut.left -= chunk.byteLength;
    if (this.#cut.left > 0) return;
    this.#valve = 'drop';
    this.#cut.done();
  }

  #later(act: () => void): void {
    if (this.#valve === 'drop') return; // nobody is told anything
    if (this.latency === 0) act();
    else setTimeout(act, this.latency);
  }
}
