/**
 * The far side of a session's `fetch` and `WebSocket`, in memory: a small Fireside that tests can stop, slow down and make
 * refuse. It keeps to the rules of the real server that the client builds on; test/integration runs against that one.
 */
import {
  documentName,
  encodeRefused,
  encodeSaved,
  encodeState,
  errorEntry,
  type Access,
  type ErrorCode,
  type Person,
  type Session,
  type SessionState,
  type Ticket,
} from '@fireside/protocol';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as syncProtocol from 'y-protocols/sync';
import * as Y from 'yjs';

export const SERVER = 'https://fireside.test';
const LIFE = 600_000;
/** Milliseconds between two signs of life of a socket: an empty awareness frame. */
const BEAT = 15_000;
/** What each command makes of a session. */
const STATE_AFTER: Readonly<Record<string, SessionState>> = {
  start: 'live',
  'wrap-up': 'wrapped-up',
  cancel: 'cancelled',
  'did-not-happen': 'did-not-happen',
};

interface FakeDocument {
  readonly doc: Y.Doc;
  epoch: number;
}

export class Wire {
  /** The server's clock is this far ahead of ours. */
  clock = 0;
  person: Person = { id: 'anna', name: 'Anna', role: 'mentor', locale: null, tz: null };
  /** Sessions by id; the first is what a join without one gets. */
  readonly sessions = new Map<string, { state: SessionState; access: 'by state' | null }>([
    ['s1', { state: 'scheduled', access: 'by state' }],
  ]);
  /** What was asked over HTTP, in order. */
  readonly requests: { path: string; token: string; body: unknown }[] = [];
  readonly sockets = new Set<FakeSocket>();
  /** Answers of the next requests, instead of what would come. */
  readonly failures: ErrorCode[] = [];
  /** Nothing answers and no socket opens. */
  down = false;
  /** Commits hang: nothing is acknowledged until `commit`. */
  slow = false;
  /** Documents whose sockets open and are never heard of. */
  readonly silent = new Set<string>();
  /** The next update is refused. */
  refuse: ErrorCode | null = null;
  readonly #documents = new Map<string, FakeDocument>();
  readonly #originals = { fetch: globalThis.fetch, WebSocket: globalThis.WebSocket };
  readonly #expiries: number[] = [];

  constructor() {
    const open = (url: string, protocols: string[]): FakeSocket => new FakeSocket(this, url, protocols);
    Object.assign(globalThis, {
      fetch: (url: string, init: RequestInit) => this.#fetch(url, init),
      WebSocket: new Proxy(this.#originals.WebSocket, {
        construct: (_, [url, protocols]: [string, string[]]) => open(url, protocols),
      }),
    });
  }

  /** Gives the browser's own back. */
  restore(): void {
    for (const socket of this.sockets) socket.drop(1006);
    Object.assign(globalThis, this.#originals);
  }

  get joins(): readonly { session?: string }[] {
    return this.requests.filter(({ path }) => path === '/v1/join').map(({ body }) => body as { session?: string });
  }

  document(name: string): FakeDocument {
    const known = this.#documents.get(name);
    if (known) return known;
    const made: FakeDocument = { doc: new Y.Doc(), epoch: 1 };
    made.doc.on('update', (update: Uint8Array, origin: unknown) => {
      for (const socket of this.sockets) if (socket.name === name && socket !== origin) socket.sendUpdate(update);
    });
    this.#documents.set(name, made);
    return made;
  }

  /** As erasing does: everybody out, a new epoch, nothing in it. */
  erase(name: string): void {
    const epoch = this.document(name).epoch + 1;
    this.#documents.delete(name);
    this.document(name).epoch = epoch;
    for (const socket of this.sockets) if (socket.name === name) socket.close('epoch-changed');
  }

  /** Changes a session's state, tells it, and closes the sockets whose access changed. */
  setState(id: string, state: SessionState): void {
    const before = this.#access(id);
    this.sessions.set(id, { state, access: 'by state' });
    const after = this.#access(id);
    for (const socket of this.sockets) {
      socket.tell(state);
      if (before[socket.name] !== after[socket.name]) socket.close('join-again');
    }
  }

  /** Takes away or gives back everything of a session. */
  setAccess(id: string, access: 'by state' | null): void {
    const session = this.sessions.get(id);
    if (session) session.access = access;
    for (const socket of this.sockets) if (access === null) socket.close('join-again');
  }

  /** Everything that hangs is committed. */
  commit(): void {
    this.slow = false;
    for (const socket of this.sockets) socket.acknowledge();
  }

  /** The network has forgotten every connection, and tells nobody. */
  strand(): void {
    for (const socket of this.sockets) socket.stranded = true;
  }

  /** The server is gone, as by SIGKILL; with `up` it is back. */
  kill(): void {
    this.down = true;
    for (const socket of this.sockets) socket.drop(1006);
  }
  up(): void {
    this.down = false;
  }

  accessOf(token: string): Readonly<Record<string, Access>> {
    const [, session = ''] = token.split(' ');
    return this.#access(session);
  }

  hasExpired(token: string): boolean {
    const number = /^ticket-(\d+) /.exec(token)?.[1];
    return Date.now() + this.clock > (this.#expiries[Number(number) - 1] ?? 0);
  }

  stateOf(token: string): SessionState {
    const [, session = ''] = token.split(' ');
    return this.sessions.get(session)?.state ?? 'scheduled';
  }

  #access(id: string): Record<string, Access> {
    const session = this.sessions.get(id);
    if (!session || session.access === null) return {};
    const { state } = session;
    const name = documentName({ kind: 'session', session: id });
    if (this.person.role === 'observer') return state === 'live' ? { [name]: 'ro' } : {};
    return {
      [documentName({ kind: 'mentorship', mentorship: 'm1' })]: 'rw',
      [name]: state === 'archived' || state === 'cancelled' ? 'ro' : 'rw',
      [documentName({ kind: 'private', mentorship: 'm1', person: this.person.id })]: 'rw',
    };
  }

  async #fetch(url: string, init: RequestInit): Promise<Response> {
    await Promise.resolve();
    init.signal?.throwIfAborted();
    const path = url.slice(SERVER.length);
    const token = new Headers(init.headers).get('authorization')?.replace('Bearer ', '') ?? '';
    const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : undefined;
    this.requests.push({ path, token, body });
    if (this.down) throw new TypeError('Failed to fetch');
    const failure = this.failures.shift();
    if (failure) return refusal(failure);
    if (path === '/v1/join') return this.#join(body as { session?: string });
    const [, id = '', command = ''] = /^\/v1\/sessions\/([^/]+)\/([a-z-]+)$/.exec(path) ?? [];
    const state = STATE_AFTER[command];
    if (!state) return refusal('not-found');
    this.setState(id, state);
    return Response.json({ session: this.#session(id), recap: null, next: null });
  }

  #join({ session }: { session?: string }): Response {
    const id = session ?? [...this.sessions.keys()][0] ?? '';
    if (!this.sessions.has(id)) return refusal('not-found');
    const access = this.#access(id);
    const now = Date.now() + this.clock;
    return Response.json({
      now,
      person: this.person,
      mentorship: {
        id: 'm1',
        members: [
          { id: 'anna', name: 'Anna', role: 'mentor' },
          { id: 'bo', name: 'Bo', role: 'mentee' },
        ],
      },
      session: this.#session(id),
      documents: {
        url: 'wss://fireside.test/v1/docs',
        token: `ticket-${this.#expiries.push(now + LIFE)} ${id}`,
        expiresAt: now + LIFE,
        access,
        epochs: Object.fromEntries(Object.keys(access).map((name) => [name, this.document(name).epoch])),
      },
      call: null,
    } satisfies Ticket);
  }

  #session(id: string): Session {
    const state = this.sessions.get(id)?.state ?? 'scheduled';
    return { id, state, startsAt: null, minutes: 50, mode: 'video', template: 'none' };
  }
}

function refusal(code: ErrorCode): Response {
  const { status = 500, message } = errorEntry(code);
  return Response.json({ error: { code, message, requestId: 'r1' } }, { status });
}

/** One document socket, with the client's half of the WebSocket interface and the server's behaviour behind it. */
export class FakeSocket extends EventTarget {
  readonly OPEN = 1;
  readonly name: string;
  readonly token: string;
  readyState = 0;
  /** Nothing goes through any more, in either direction. */
  stranded = false;
  binaryType = 'arraybuffer';
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: ArrayBuffer }) => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;
  onerror: ((event: object) => void) | null = null;
  readonly #wire: Wire;
  #answerMissing = true;
  #versions: number[] = [];
  #spoke102 = false;
  #beat: ReturnType<typeof setInterval> | undefined;

  constructor(wire: Wire, url: string, [, token = '']: string[]) {
    super();
    this.#wire = wire;
    this.name = new URL(url).pathname.slice('/v1/docs/'.length);
    this.token = token;
    this.stranded = wire.silent.has(this.name);
    queueMicrotask(() => this.#open());
  }

  get writes(): boolean {
    return this.#wire.accessOf(this.token)[this.name] === 'rw';
  }

  // The client's half.

  send(data: Uint8Array | ArrayBuffer): void {
    const bytes = new Uint8Array(data).slice();
    queueMicrotask(() => {
      if (this.readyState === 1 && !this.stranded) this.#receive(bytes);
    });
  }

  // The server's half; without a code it is the client that closes.

  close(code?: ErrorCode): void {
    this.drop(code ? (errorEntry(code).close ?? 1011) : 1005, code);
  }

  drop(code: number, reason = ''): void {
    if (this.readyState === 3) return;
    this.readyState = 3;
    clearInterval(this.#beat);
    this.#wire.sockets.delete(this);
    this.dispatchEvent(new Event('close'));
    this.onclose?.({ code, reason });
  }

  sendUpdate(update: Uint8Array): void {
    this.#send((encoder) => {
      encoding.writeVarUint(encoder, 0);
      syncProtocol.writeUpdate(encoder, update);
    });
  }

  tell(state: SessionState): void {
    if (this.#spoke102) this.#deliver(encodeState(state));
  }

  acknowledge(): void {
    if (this.#wire.slow || (this.writes && this.#answerMissing)) return;
    for (const version of this.#versions.splice(0)) {
      if (this.writes || version === 0) this.#deliver(encodeSaved(version));
    }
  }

  #open(): void {
    if (this.readyState !== 0) return;
    if (this.#wire.down) {
      this.onerror?.({});
      return this.drop(1006);
    }
    this.readyState = 1;
    this.#wire.sockets.add(this);
    this.#beat = setInterval(() => this.#deliver(Uint8Array.of(1, 1, 0)), BEAT);
    this.dispatchEvent(new Event('open'));
    this.onopen?.();
    if (this.#wire.hasExpired(this.token)) return this.close('token-expired');
    if (!this.#wire.accessOf(this.token)[this.name]) return this.close('not-allowed');
    if (!this.writes) return;
    this.#send((encoder) => {
      encoding.writeVarUint(encoder, 0);
      syncProtocol.writeSyncStep1(encoder, this.#wire.document(this.name).doc);
    });
  }

  #receive(bytes: Uint8Array): void {
    const { doc } = this.#wire.document(this.name);
    const decoder = decoding.createDecoder(bytes);
    const type = decoding.readVarUint(decoder);
    if (type === 102) {
      if (!this.#spoke102) {
        this.#spoke102 = true;
        this.tell(this.#wire.stateOf(this.token));
      }
      this.#versions.push(decoding.readVarUint(decoder));
      this.acknowledge();
    }
    if (type !== 0) return;
    const step = decoding.readVarUint(decoder);
    const body = decoding.readVarUint8Array(decoder);
    if (step === 0) {
      this.#send((encoder) => {
        encoding.writeVarUint(encoder, 0);
        encoding.writeVarUint(encoder, 1);
        encoding.writeVarUint8Array(encoder, Y.encodeStateAsUpdate(doc, body));
      });
      return;
    }
    const code = this.writes ? this.#wire.refuse : 'read-only';
    if (code && body.byteLength > 2) {
      this.#wire.refuse = null;
      this.#deliver(encodeRefused(this.#versions.at(-1) ?? 0, code));
      return this.close(code);
    }
    Y.applyUpdate(doc, body, this);
    if (step === 1) this.#answerMissing = false;
    this.acknowledge();
  }

  #send(write: (encoder: encoding.Encoder) => void): void {
    const encoder = encoding.createEncoder();
    write(encoder);
    this.#deliver(encoding.toUint8Array(encoder));
  }

  #deliver(frame: Uint8Array): void {
    const { buffer } = frame.slice();
    queueMicrotask(() => {
      if (this.readyState === 1 && !this.stranded) this.onmessage?.({ data: buffer });
    });
  }
}
