/** A TCP proxy with faults: what networks do between a client and its server. */
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { Pipe } from './pipe.ts';

/** One connection through the proxy. */
export class Link {
  /** From the client to the server. */
  readonly up: Pipe;
  readonly down: Pipe;
  readonly #client: Socket;
  readonly #server: Socket;

  constructor(client: Socket, server: Socket) {
    this.#client = client;
    this.#server = server;
    this.up = new Pipe(client, server);
    this.down = new Pipe(server, client);
  }

  /** Both ends are told at once (RST). */
  reset(): void {
    this.#client.resetAndDestroy();
    this.#server.resetAndDestroy();
  }

  /** Nothing passes any more, and nobody is told. */
  blackHole(): void {
    this.up.set('drop');
    this.down.set('drop');
  }

  /** The client's end is gone; the server is not told. */
  halfOpen(): void {
    this.blackHole();
    this.#client.resetAndDestroy();
  }
}

export class FaultProxy {
  readonly links: Link[] = [];
  /** Whether new connections are let through; others are reset. */
  accepts = true;
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async to(port: number): Promise<FaultProxy> {
    const server = createServer({ noDelay: true }, (client) => {
      if (!proxy.accepts) return void client.resetAndDestroy();
      proxy.links.push(new Link(client, connect({ port, host: '127.0.0.1', noDelay: true })));
    });
    const proxy = new FaultProxy(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return proxy;
  }

  /** Host and port to connect to. */
  get address(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The newest connection. */
  get link(): Link {
    const link = this.links.at(-1);
    if (!link) throw new Error('Nobody has connected.');
    return link;
  }

  async end(): Promise<void> {
    for (const link of this.links) link.reset();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
