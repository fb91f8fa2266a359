/** LiveKit's side of the wire, played by a test: it checks tokens as LiveKit does, and misbehaves where it is told to. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { jwtVerify, SignJWT, type JWTPayload } from 'jose';
import type { LiveKitSettings } from '../settings.ts';

const KEY = 'test-key';
const SECRET = 'a secret of LiveKit, long enough for HS256';
/** What the real one forgives, in seconds. */
const LEEWAY = 60;

interface Asked {
  readonly room?: string;
  readonly identity?: string;
}
type Misbehaviour = (request: IncomingMessage, response: ServerResponse) => void;

export interface Webhook {
  event?: string;
  id?: string;
  room?: string;
  identity?: string;
  /** Milliseconds since the epoch; its clock's now where left out. */
  at?: number;
}

export class FakeLiveKit {
  /** What it was asked to do, in words. */
  readonly did: string[] = [];
  /** Who is in which room. */
  readonly rooms = new Map<string, Set<string>>();
  /** How often it was asked anything. */
  asked = 0;
  /** Its clock, in ms since the epoch. */
  now: () => number = Date.now;
  /** Rooms that it fails for. */
  readonly broken = new Set<string>();
  /** Answers in its place. */
  misbehave: Misbehaviour | null = null;
  /** Whoever asked did not wait for the answer. */
  onHangUp: () => void = () => undefined;
  readonly #server: Server;

  static async open(): Promise<FakeLiveKit> {
    const server = createServer();
    const fake = new FakeLiveKit(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return fake;
  }

  private constructor(server: Server) {
    this.#server = server;
    server.on('request', (request, response) => void this.#answer(request, response));
  }

  get settings(): LiveKitSettings {
    const { port } = this.#server.address() as AddressInfo;
    return { url: `ws://127.0.0.1:${port}`, key: KEY, secret: SECRET };
  }

  get env(): Record<string, string> {
    const { url, key, secret } = this.settings;
    return { LIVEKIT_URL: url, LIVEKIT_API_KEY: key, LIVEKIT_API_SECRET: secret };
  }

  /** Puts somebody into a room, as their browser would. */
  enter(room: string, identity: string): void {
    this.rooms.set(room, (this.rooms.get(room) ?? new Set()).add(identity));
  }

  /** What it says of a token: its claims, or that it lets nobody in. */
  async claims(token: string): Promise<JWTPayload & { video?: Record<string, unknown> }> {
    const { payload } = await jwtVerify(token, new TextEncoder().encode(SECRET), {
      issuer: KEY,
      clockTolerance: LEEWAY,
      currentDate: new Date(this.now()),
    });
    return payload;
  }

  /** A webhook as it sends one: the body and the header that signs it. The signature is by the machine's clock. */
  async webhook(what: Webhook, secret = SECRET): Promise<{ body: string; authorization: string }> {
    const { event = 'participant_joined', id = crypto.randomUUID(), room = 'a-room', identity = 'somebody' } = what;
    const createdAt = String(Math.floor((what.at ?? this.now()) / 1000));
    const body = JSON.stringify({ event, id, createdAt, room: { name: room }, participant: { identity } });
    return { body, authorization: await this.sign(body, secret) };
  }

  sign(body: string, secret = SECRET): Promise<string> {
    return new SignJWT({ sha256: createHash('sha256').update(body).digest('base64') })
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer(KEY)
      .setNotBefore('0s')
      .setExpirationTime('5m')
      .sign(new TextEncoder().encode(secret));
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    if (!this.#server.listening) return;
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.asked += 1;
    response.on('close', () => response.writableEnded || this.onHangUp());
    response.setHeader('date', new Date(this.now()).toUTCString());
    if (this.misbehave) return this.misbehave(request, response);
    const say = (status: number, value: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    };
    const asked = (await json(request)) as Asked;
    if (this.broken.has(asked.room ?? '')) return say(503, { code: 'unavailable', msg: 'try again later' });
    const method = request.url?.split('/').at(-1) ?? '';
    try {
      const { video = {} } = await this.claims(request.headers.authorization?.slice('Bearer '.length) ?? '');
      if (!mayDo(method, video, asked)) return say(401, { code: 'unauthenticated', msg: 'permissions denied' });
    } catch {
      return say(401, { code: 'unauthenticated', msg: 'invalid token' });
    }
    const answer = this.#do(method, asked);
    if (answer) say(200, answer);
    else say(404, { code: 'not_found', msg: 'does not exist' });
  }

  #do(method: string, { room = '', identity = '' }: Asked): object | null {
    const people = this.rooms.get(room);
    switch (method) {
      case 'ListRooms':
        return { rooms: [] };
      case 'ListParticipants':
        return { participants: [...(people ?? [])].map((one) => ({ identity: one, aFieldOfTomorrow: 1 })) };
      case 'RemoveParticipant':
        this.did.push(`remove ${room} ${identity}`);
        return people?.delete(identity) ? {} : null;
      case 'DeleteRoom':
        this.did.push(`close ${room}`);
        return this.rooms.delete(room) ? {} : null;
      default:
        return null;
    }
  }
}

/** What the real one asks of a token. */
function mayDo(method: string, video: Record<string, unknown>, { room }: Asked): boolean {
  if (method === 'ListRooms') return video['roomList'] === true;
  if (method === 'DeleteRoom') return video['roomCreate'] === true;
  return video['roomAdmin'] === true && video['room'] === room;
}
