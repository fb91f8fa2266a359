/** Everybody at once: documents, the clients in them, and what they noticed. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Server } from '../servers/server.ts';
import { LoadClient, type ClientEvents, type Seat } from './client.ts';
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
  /** When writers ask what is committed; never, where it is not said. */
  readonly asks?: Seat['asks'];
  /** They write in the notes, each in a text of their own. */
  readonly inNotes?: boolean;
}

export class Crowd {
  readonly documents: readonly LoadDocument[];
  clients: LoadClient[] = [];
  /** What must not be; anything in here fails the row. */
  readonly faults: string[] = [];
  /** Said before each fault. */
  phase = '';
  /** Called when a socket ends that nobody here has ended; a fault, where nobody waits for it. */
  onLost: ClientEvents['lost'] | null = null;
  readonly #shape: CrowdShape;
  #countFrom = Infinity;
  /** ms from sending to arrival at another client, and to the word that it is committed. */
  readonly #toPeer: number[] = [];
  readonly #toDisk: number[] = [];

  constructor(shape: CrowdShape) {
    this.#shape = shape;
    this.documents = Array.from(
      { length: shape.documents },
      (_, number) => new LoadDocument(number, shape.writersEach, shape.updatesEach, shape.inNotes),
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

  /**
   * Everybody has been at the door once, and the server was started anew since: no document is in memory, also not those
   * that our server makes at somebody's first join and keeps for a minute.
   */
  async introduce(server: Server): Promise<void> {
    await inTurns(this.#seats(), ({ document, client }) => server.door({ document: document.number, client }));
    await server.kill();
    await server.start();
  }

  /** Opens every client of every document and waits until each is in sync. */
  async open(server: Server): Promise<void> {
    const { readersEach = 0 } = this.#shape;
    if (readersEach > 0) {
      for (const { number } of this.documents) await server.kind.openToReaders?.(server.port, number);
    }
    await inTurns(this.#seats(), ({ document, client }) => this.enter(server, document, client));
  }

  /** One more person at a document, in sync. */
  async enter(server: Server, document: LoadDocument, client: number): Promise<LoadClient> {
    const { writersEach, asks = 'never' } = this.#shape;
    const reads = client >= writersEach;
    const door = await server.door({ document: document.number, client, reads });
    const one = new LoadClient(
      { door, document, writer: reads ? null : client, asks: reads ? 'never' : asks },
      this.#events(),
    );
    this.clients.push(one);
    await one.open();
    return one;
  }

  /** From now on what is sent is counted. */
  count(): void {
    this.#countFrom = performance.now();
  }

  /** Forgets how long it took until now. */
  forget(): void {
    this.#toPeer.length = 0;
    this.#toDisk.length = 0;
  }

  /** How long it took, in ms, in ascending order. */
  times(): { toPeer: number[]; toDisk: number[] } {
    const ascending = (a: number, b: number): number => a - b;
    return { toPeer: this.#toPeer.toSorted(ascending), toDisk: this.#toDisk.toSorted(ascending) };
  }

  /** Resolves when they have everything that was sent, and every word that it is committed; what does not come in time is a fault. */
  async settle(clients: readonly LoadClient[] = this.clients): Promise<void> {
    const deadline = performance.now() + ARRIVE_WITHIN_MS;
    while (performance.now() < deadline && this.faults.length === 0) {
      if (clients.every(({ isContent }) => isContent)) return;
      await wait(20);
    }
    const behind = clients.filter(({ isContent }) => !isContent).length;
    if (behind > 0) this.#fault(`${behind} clients have not received everything that is due.`);
  }

  leave(clients: readonly LoadClient[]): void {
    for (const client of clients) client.end();
    this.clients = this.clients.filter((client) => !clients.includes(client));
  }

  end(): void {
    for (const client of this.clients) client.end();
  }

  #seats(): { document: LoadDocument; client: number }[] {
    const { writersEach, readersEach = 0 } = this.#shape;
    return this.documents.flatMap((document) =>
      Array.from({ length: writersEach + readersEach }, (_, client) => ({ document, client })),
    );
  }

  #events(): ClientEvents {
    const took = (times: number[]) => (document: LoadDocument, writer: number, index: number) => {
      const sentAt = document.sentAt[writer]![index]!;
      if (sentAt >= this.#countFrom) times.push(performance.now() - sentAt);
    };
    return {
      arrived: took(this.#toPeer),
      committed: took(this.#toDisk),
      lost: (client, code) => {
        if (this.onLost) this.onLost(client, code);
        else this.#fault(`Document ${client.document.number}: a socket was closed (${code ?? 'without a code'}).`);
      },
      fault: (text) => this.#fault(text),
    };
  }

  #fault(text: string): void {
    if (this.faults.length < MAX_FAULTS) this.faults.push(this.phase + text);
  }
}

/** Does the work for all, a few at a time. */
export async function inTurns<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> {
  const left = items.values();
  const one = async (): Promise<void> => {
    for (const item of left) await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
}
