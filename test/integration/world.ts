/** A real server on a free port and real clients of it, in one process; everything ends with the test. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSession, type FiresideSession, type SharedDocument } from '@fireside/client';
import type { Role, Session, Ticket } from '@fireside/protocol';
import { startServer, type RunningServer } from '@fireside/server';
import { SignJWT } from 'jose';
import { when } from '@fireside/client/testing';

// Node has no media elements. The call looks for them once; nothing here enters one.
Object.assign(globalThis, { HTMLMediaElement: class {} });

const SECRET = 'a secret of the tests that is long enough';
const MEMBERS = [
  { sub: 'anna', name: 'Anna', role: 'mentor' },
  { sub: 'bo', name: 'Bo', role: 'mentee' },
];

export interface Person {
  readonly sub: string;
  readonly role: Role;
}
export const ANNA: Person = { sub: 'anna', role: 'mentor' };
export const BO: Person = { sub: 'bo', role: 'mentee' };
export const OLGA: Person = { sub: 'olga', role: 'observer' };

export interface Client {
  readonly session: FiresideSession;
  readonly end: AbortController;
  /** How often the host was asked for a token. */
  readonly tokens: () => number;
}

export class World {
  server!: RunningServer;
  readonly #data: string;
  readonly #clients: Client[] = [];
  /** Added to the server's clock, in ms. */
  clock = 0;
  /** Members as the host names them; undefined where it names nobody, and whoever joins is one. */
  members: readonly { sub: string; name: string; role: string }[] | undefined = MEMBERS;

  private constructor(data: string) {
    this.#data = data;
  }

  static async start(): Promise<World> {
    const world = new World(await mkdtemp(join(tmpdir(), 'fireside-')));
    await world.startServer(0);
    return world;
  }

  async startServer(port: number): Promise<void> {
    const env = { FIRESIDE_PORT: String(port), FIRESIDE_DATA: this.#data, FIRESIDE_SECRET: SECRET };
    this.server = await startServer({ env, now: () => Date.now() + this.clock, drainMs: 0 });
  }

  async token({ sub, role }: Person, mentorship = 'm1'): Promise<string> {
    const name = sub[0]?.toUpperCase() + sub.slice(1);
    const now = Math.floor((Date.now() + this.clock) / 1000);
    return new SignJWT({ name, mentorship, role, members: this.members })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setSubject(sub)
      .setIssuedAt(now)
      .setExpirationTime(now + 600)
      .sign(new TextEncoder().encode(SECRET));
  }

  /** Gives the first session a date and a room instead of a call: browsers alone can call. */
  async meetInPerson(): Promise<string> {
    const post = async (path: string, token: string, body: unknown): Promise<unknown> => {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const init = { method: 'POST', headers, body: JSON.stringify(body) };
      const response = await fetch(this.server.url + path, init);
      if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
      return response.json();
    };
    const ticket = (await post('/v1/join', await this.token(ANNA), { mentorship: 'm1' })) as Ticket;
    const booking = { key: 'first', startsAt: Date.now() + 60_000, mode: 'in-person' };
    const booked = (await post('/v1/mentorships/m1/sessions', ticket.documents.token, booking)) as Session;
    return booked.id;
  }

  client(person: Person, options: { getToken?: () => Promise<string> } = {}): Client {
    globalThis.sessionStorage.clear(); // each client is a tab of its own
    const end = new AbortController();
    let tokens = 0;
    const getToken = (): Promise<string> => {
      tokens += 1;
      return options.getToken?.() ?? this.token(person);
    };
    const session = createSession({ server: this.server.url, mentorship: 'm1', getToken, signal: end.signal });
    const client = { session, end, tokens: () => tokens };
    this.#clients.push(client);
    return client;
  }

  async end(): Promise<void> {
    for (const { end } of this.#clients) end.abort();
    await this.server.close();
    await rm(this.#data, { recursive: true });
  }
}

export async function synced({ session }: Client, kind: 'mentorship' | 'session' | 'private'): Promise<SharedDocument> {
  const documents = await when(session.documents, (value) => value[kind]?.synced === true);
  const document = documents[kind];
  if (!document) throw new Error(`There is no ${kind} document.`);
  return document;
}

export const saved = ({ session }: Client): Promise<unknown> => when(session.save, ({ kind }) => kind === 'saved');

/** Resolves when `test` holds for the content of a document. */
export function written({ doc }: SharedDocument, test: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!test()) return;
      doc.off('update', look);
      resolve();
    };
    doc.on('update', look);
    look();
  });
}
