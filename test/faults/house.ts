/** The whole server on a folder of its own, and real clients of it; everything ends with the test. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { documentName, type Ticket } from '@fireside/protocol';
import { openSqlite, startServer, type RunningServer, type Storage } from '@fireside/server';
import type * as Y from 'yjs';
import { AckedProvider } from './acked-provider.ts';
import { join as joinServer, SECRET } from './ledger/fireside-clients.ts';

const MENTORSHIP = 'anna-bo';
export const NAME = documentName({ kind: 'mentorship', mentorship: MENTORSHIP });
export const KEY = { tenant: 'default', name: NAME };

export interface HouseOptions {
  /** A folder that is kept; without it a new one, removed at the end. */
  readonly folder?: string;
  readonly wrap?: (storage: Storage) => Storage;
}

export class House {
  /** Added to the server's clock, in ms. */
  clock = 0;
  readonly folder: string;
  #server!: RunningServer;
  readonly #options: HouseOptions;
  readonly #clients: AckedProvider[] = [];

  private constructor(folder: string, options: HouseOptions) {
    this.folder = folder;
    this.#options = options;
  }

  static async open(options: HouseOptions = {}): Promise<House> {
    const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'fireside-faults-')));
    const house = new House(folder, options);
    await house.start();
    return house;
  }

  get server(): RunningServer {
    return this.#server;
  }

  /** Again after `server.close()`, on the same port: clients come back by themselves. */
  async start(): Promise<void> {
    const port = this.#server?.port ?? 0;
    const { wrap = (storage) => storage } = this.#options;
    this.#server = await startServer({
      env: { FIRESIDE_PORT: String(port), FIRESIDE_DATA: this.folder, FIRESIDE_SECRET: SECRET },
      now: () => Date.now() + this.clock,
      drainMs: 0,
      openStorage: async (path) => wrap(await openSqlite({ path })),
    });
  }

  join(sub: 'anna' | 'bo'): Promise<Ticket> {
    const role = sub === 'anna' ? 'mentor' : 'mentee';
    return joinServer(this.#server.url, { sub, role, mentorship: MENTORSHIP });
  }

  /** A client of the mentorship's document, synced; `via` is the address to connect to instead of the server's. */
  async client(
    sub: 'anna' | 'bo',
    options: { via?: string; doc?: Y.Doc; ticket?: Ticket } = {},
  ): Promise<AckedProvider> {
    const client = await this.connect(sub, options);
    await client.synced();
    return client;
  }

  /** The same, without waiting for anything. */
  async connect(
    sub: 'anna' | 'bo',
    { via, doc, ticket }: { via?: string; doc?: Y.Doc; ticket?: Ticket } = {},
  ): Promise<AckedProvider> {
    const given = ticket ?? (await this.join(sub));
    const url = via === undefined ? given.documents.url : given.documents.url.replace(/\/\/[^/]+/, `//${via}`);
    const client = new AckedProvider(given, NAME, { url, ...(doc && { doc }) });
    this.#clients.push(client);
    return client;
  }

  /** What somebody who remembers nothing finds. */
  async read(): Promise<string> {
    const client = await this.client('bo');
    const { text } = client;
    client.discard();
    return text;
  }

  async isReady(): Promise<boolean> {
    return (await fetch(`${this.#server.url}/readyz`)).ok;
  }

  /** A number of /metrics; the name with its labels. */
  async metric(name: string): Promise<number> {
    const text = await (await fetch(`${this.#server.url}/metrics`)).text();
    const line = text.split('\n').find((one) => one.startsWith(`${name} `));
    if (!line) throw new Error(`There is no metric ${name}.`);
    return Number(line.slice(name.length + 1));
  }

  sockets(): Promise<number> {
    return this.metric('fireside_open_sockets{kind="document"}');
  }

  openDocuments(): Promise<number> {
    return this.metric('fireside_open_documents');
  }

  async end(): Promise<void> {
    for (const client of this.#clients) client.discard();
    await this.#server.close();
    if (this.#options.folder === undefined) await rm(this.folder, { recursive: true });
  }
}
