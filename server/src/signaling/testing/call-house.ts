/** Signaling behind a real WebSocket server, and clients that read what it says, one frame after the other. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { CallKind, SignalingFromServer } from '@fireside/protocol';
import { WebSocket, WebSocketServer } from 'ws';
import type { TicketClaims } from '../../auth/claims.ts';
import type { Connection, Connections } from '../../connections.ts';
import { createDoor, type Door } from '../../livekit/door.ts';
import { createLiveKit, type LiveKit } from '../../livekit/livekit.ts';
import { createNames } from '../../livekit/names.ts';
import type { LiveKitSettings } from '../../livekit/settings.ts';
import type { Log, LogFields } from '../../log.ts';
import type { Agreed } from '../kinds.ts';
import type { SignalingLimits } from '../line.ts';
import { createSignaling, type Signaling } from '../signaling.ts';

export const SESSION = 's1';
export const SDP = 'v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n';
/** Of names at LiveKit. */
const KEY = new Uint8Array(32);
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
  identity?: string;
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

interface HouseOptions extends Partial<SignalingLimits> {
  readonly livekit?: LiveKitSettings;
  /** Ms that LiveKit may have somebody before they say hello. */
  readonly helloWithin?: number;
}

export interface Joined {
  client: Client;
  you: string;
  peers: string[];
}

export class CallHouse {
  readonly registered = new Set<Connection>();
  readonly logged: (LogFields & { event: string })[] = [];
  /** What members chose, as the door is told of it. */
  chosen: CallKind | null = null;
  /** Whether anybody may be in a call. */
  open = true;
  /** What was told of who was there. */
  readonly presence: string[] = [];
  readonly #server: WebSocketServer;
  readonly #sockets: WebSocket[] = [];
  readonly #ending = new AbortController();
  #signaling: Signaling;
  #sfu: { livekit: LiveKit; door: Door } | null = null;
  #next: { claims: TicketClaims; session: string } | null = null;
  #time = 1234;

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
      if (this.#next) this.#signaling.open(ws, this.#next.claims, this.#next.session, this.chosen);
    });
  }

  get signaling(): Signaling {
    return this.#signaling;
  }

  /** In ms since the epoch. */
  readonly now = (): number => this.#time;

  /** Lets `ms` pass. */
  pass(ms: number): void {
    this.#time += ms;
  }

  /** An identity as a ticket gives it. */
  identity(person: string, session = SESSION): string {
    return this.#livekit().identity({ tenant: 'default', session, person });
  }

  /** LiveKit's name for the room of `SESSION`. */
  get room(): string {
    return this.roomOf(SESSION);
  }

  /** LiveKit's name for the room of a session. */
  roomOf(session: string): string {
    return createNames(KEY).room({ tenant: 'default', session });
  }

  agreed(): Agreed {
    return this.#signaling.agreed('default', SESSION, this.chosen);
  }

  /** Looks at LiveKit as the timer does. */
  async sweep(): Promise<void> {
    await this.#sfu?.door.sweep();
  }

  #livekit(): LiveKit {
    if (!this.#sfu) throw new Error('This house has no LiveKit.');
    return this.#sfu.livekit;
  }

  /** Signaling that knows nothing of before. */
  restart({ livekit, helloWithin = 50, ...limits }: HouseOptions = {}): Signaling {
    this.#sfu?.door.close();
    this.#sfu = livekit ? this.#openSfu(livekit, helloWithin) : null;
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
      now: this.now,
      log: this.#log,
      sfu: this.#sfu,
      onPresence: ({ tenant, session, person }, at) => this.presence.push([tenant, session, person, at].join(' ')),
      limits,
    });
    return this.#signaling;
  }

  readonly #note = (event: string, fields: LogFields = {}): void => void this.logged.push({ ...fields, event });
  readonly #log: Log = { info: this.#note, warn: this.#note, error: this.#note };

  #openSfu(settings: LiveKitSettings, helloWithin: number): { livekit: LiveKit; door: Door } {
    const livekit = createLiveKit({ settings, key: KEY, now: this.now, log: this.#log, signal: this.#ending.signal });
    return { livekit, door: createDoor({ livekit, isOpen: async () => this.open, now: this.now, helloWithin }) };
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
    this.#ending.abort();
    this.#sfu?.door.close();
    this.#signaling.close();
    for (const ws of [...this.#sockets, ...this.#server.clients]) ws.terminate();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
