/** Everybody at once: documents, the clients in them, and what they noticed. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Server } from '../servers/server.ts';
import { LoadClient, type ClientEvents } from './client.ts';
import { LoadDocument } from './document.ts';

/** Handshakes under way at the same time: people come one after the other, if quickly. */
const AT_ONCE = 32;
const ARRIVE_WITHIN_MS = 30_000;
const MAX_FAULTS = 20;

export interface CrowdShape {
  readonly documents: number;
  readonly writersEach: number;
  readonly readersEach?: number;
  /** How many updates each writer may send. */
  readonly updatesEach: number;
}

export class Crowd {
  readonly documents: readonly LoadDocument[];
  readonly clients: LoadClient[] = [];
  /** What must not be; anything in here fails the row. */
  readonly faults: string[] = [];
  /** ms from sending to arrival at another client, of what was sent while `counting`. */
  latencies: number[] = [];
  readonly #shape: CrowdShape;
  #countFrom = Infinity;
  #saved: ClientEvents['saved'];

  constructor(shape: CrowdShape) {
    this.#shape = shape;
    this.documents = Array.from(
      { length: shape.documents },
      (_, number) => new LoadDocument(number, shape.writersEach, shape.updatesEach),
    );
  }

  /** Whoever writes, in an order that visits every document before it comes back to one. */
  get writers(): LoadClient[] {
    const { documents } = this.#shape;
    return this.clients
      .filter(({ writer }) => writer !== null)
      .toSorted(
        (a, b) =>
          a.writer! - b.writer! || ((a.document.number * 7919) % documents) - ((b.document.number * 7919) % documents),
      );
  }

  /** Opens every client of every document and waits until each is in sync. */
  async open(server: Server): Promise<void> {
    const { writersEach, readersEach = 0 } = this.#shape;
    const seats = this.documents.flatMap((document) =>
      Array.from({ length: writersEach + readersEach }, (_, client) => ({ document, client })),
    );
    await inTurns(seats, async ({ document, client }) => {
      const reads = client >= writersEach;
      const door = await server.door({ document: document.number, client, reads });
      const one = new LoadClient({ door, document, writer: reads ? null : client }, this.#events());
      this.clients.push(one);
      await one.open();
    });
  }

  onSaved(saved: NonNullable<ClientEvents['saved']>): void {
    this.#saved = saved;
  }

  /** From now on latencies count. */
  count(): void {
    this.latencies = [];
    this.#countFrom = performance.now();
  }

  stopCounting(): number[] {
    this.#countFrom = Infinity;
    return this.latencies.toSorted((a, b) => a - b);
  }

  /** Resolves when everybody has everything that others sent; what does not come in time is a fault. */
  async settle(): Promise<void> {
    const deadline = performance.now() + ARRIVE_WITHIN_MS;
    while (performance.now() < deadline && this.faults.length === 0) {
      if (this.clients.every(hasEverything)) return;
      await wait(20);
    }
    const behind = this.clients.filter((client) => !hasEverything(client)).length;
    if (behind > 0) this.#fault(`${behind} clients have not received everything.`);
  }

  end(): void {
    for (const client of this.clients) client.end();
  }

  #events(): ClientEvents {
    return {
      arrived: (document, writer, index) => {
        const sentAt = document.sentAt[writer]![index]!;
        if (sentAt >= this.#countFrom) this.latencies.push(performance.now() - sentAt);
      },
      saved: (client, version) => this.#saved?.(client, version),
      fault: (text) => this.#fault(text),
    };
  }

  #fault(text: string): void {
    if (this.faults.length < MAX_FAULTS) this.faults.push(text);
  }
}

function hasEverything({ document, writer, received }: LoadClient): boolean {
  return document.sent.every((sent, by) => by === writer || received[by] === sent);
}

/** Does the work for all, a few at a time. */
export async function inTurns<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = items.values();
  const one = async (): Promise<void> => {
    for (const item of left) await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
}
