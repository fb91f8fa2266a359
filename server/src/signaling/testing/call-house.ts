/** Signaling behind a real WebSocket server, and clients that read what it says, one frame after the other. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { SignalingFromServer } from '@fireside/protocol';
import { WebSocket, WebSocketServer } from 'ws';
import type { TicketClaims } from '../../auth/claims.ts';
import type { Connection, Connections } from '../../connections.ts';
import { createSignaling, type Signaling, type SignalingLimits } from '../signaling.ts';

export const SESSION = 's1';
export const SDP = 'v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n';
const LINE = 'candidate:1 1 udp 1 a.local 9 typ host';
export const candidate = { candidate: { candidate: LINE, sdpMid: '0', sdpMLineIndex: 0, usernameFragment: null } };

export function claimsOf(person: string, change: Partial<TicketClaims> = {}): TicketClaims {
  return {
    tenant: 'default',
    person,
    name: person.toUpperCase(),
    role: 'mentor',
    mentorship: 'm1',
    session: SESSION,
    access: {},
    epochs: {},
    call: true,
    expiresAt: 0,
    ...change,
  };
}

export interface Hello {
  client?: string;
  visit?: string;
  takeOver?: boolean;
}
export const hello = (person: string, change: Hello = {}): unknown => ({
  type: 'hello',
  client: `client-${person}`,
  visit: `visit-of-${person}`,
  takeOver: false,
  ...change,
});

export class Client {
  readonly ws: WebSocket;
  readonly closed: Promise<number>;
  readonly #frames: SignalingFromServer[] = [];
  #wake: () => void = () => undefined;

  constructor(ws: WebSocket) {
    this.ws = ws;
    ws.on('message', (data) => {
      this.#frames.push(JSON.parse((data as Buffer).toString()) as SignalingFromServer);
      this.#wake();
    });
    ws.on('error', () => undefined); // a test that breaks the wire sees how it closes
    this.closed = once(ws, 'close').then(([code]) => code as number);
  }

  send(frame: unknown): void {
    this.ws.send(typeof frame === 'string' || frame instanceof Uint8Array ? frame : JSON.stringify(frame));
  }

  async read(): Promise<SignalingFromServer> {
    while (this.#frames.length === 0) await new Promise<void>((resolve) => (this.#wake = resolve));
    return this.#frames.shift()!;
  }

  /** True when nothing but the answer to a ping has come: the server answers in order. */
  async quiet(): Promise<boolean> {
    this.send({ type: 'ping' });
    return (await this.read()).type === 'pong';
  }
}

export interface Joined {
  client: Client;
  you: string;
  peers: string[];
}

export class CallHouse {
  readonly registered = new Set<Connection>();
  /** What was told of who was there. */
  readonly presence: string[] = [];
  readonly #server: WebSocketServer;
  readonly #sockets: WebSocket[] = [];
  #signaling: Signaling;
  #next: { claims: TicketClaims; session: string } | null = null;

  static async open(): Promise<CallHouse> {
    // As the real door: what is over is not even read to its end.
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1', maxPayload: 128 * 1024 });
    await once(server, 'listening');
    return new CallHouse(server);
  }

  private constructor(server: WebSocketServer) {
    this.#server = server;
    this.#signaling = this.restart();
    server.on('connection', (ws) => {
      if (this.#next) this.#signaling.open(ws, this.#next.claims, this.#next.session);
    });
  }

  get signaling(): Signaling {
    return this.#signaling;
  }

  /** Signaling that knows nothing of before. */
  restart(limits: Partial<SignalingLimits> = {}): Signaling {
    this.registered.clear();
    this.presence.length = 0;
    const connections: Connections = {
      add: (connection) => {
        this.registered.add(connection);
        return () => this.registered.delete(connection);
      },
      prolong: () => undefined,
      recheck: () => Promise.resolve(),
      tell: () => undefined,
      count: () => this.registered.size,
      closeAll: () => Promise.resolve(),
    };
    this.#signaling = createSignaling({
      connections,
      now: () => 1234,
      log: { info: () => undefined },
      onPresence: (tenant, session, person, at) => this.presence.push([tenant, session, person, at].join(' ')),
      limits,
    });
    return this.#signaling;
  }

  async connect(claims: TicketClaims, session = SESSION): Promise<Client> {
    this.#next = { claims, session };
    const ws = new WebSocket(`ws://127.0.0.1:${(this.#server.address() as AddressInfo).port}`);
    this.#sockets.push(ws);
    const client = new Client(ws); // listens before the first frame can come
    await once(ws, 'open');
    return client;
  }

  async join(person: string, change: Hello = {}, claims = claimsOf(person)): Promise<Joined> {
    const client = await this.connect(claims, claims.session);
    client.send(hello(person, change));
    const welcome = await client.read();
    if (welcome.type !== 'welcome') throw new Error(`not welcome: ${JSON.stringify(welcome)}`);
    return { client, you: welcome.you, peers: welcome.peers.map(({ person: who }) => who) };
  }

  /** Anna, and Bo who came first and has heard of her. */
  async pair(): Promise<{ anna: Joined; bo: Joined }> {
    const bo = await this.join('bo');
    const anna = await this.join('anna');
    await bo.client.read();
    return { anna, bo };
  }

  async close(): Promise<void> {
    this.#signaling.close();
    for (const ws of [...this.#sockets, ...this.#server.clients]) ws.terminate();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
