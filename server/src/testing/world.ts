/** A whole server over a database in memory, with a clock that tests turn; everything in it is real. */
import { createHash } from 'node:crypto';
import { documentName, type Role, type Ticket } from '@fireside/protocol';
import { SignJWT, type JWTPayload } from 'jose';
import * as Y from 'yjs';
import { assemble, type Parts } from '../assemble.ts';
import { secretKeys } from '../auth/host-tokens.ts';
import type { LiveKitSettings } from '../livekit/settings.ts';
import type { Log, LogFields } from '../log.ts';
import { openMemoryIndex } from '../search/memory.ts';
import { openMemory, type MemoryStorage } from '../storage/memory.ts';
import type { DocumentKey } from '../storage/store.ts';
import { builtInTemplates, type Templates } from '../templates/templates.ts';
import type { TurnSettings } from '../turn.ts';

export const SECRET = 'a secret of the host, long enough for HS256';
export const PAGE = 'https://intranet.example';
const START = Date.UTC(2026, 10, 21, 9, 0);

export const minutes = (count: number): number => count * 60_000;
export const hours = (count: number): number => count * 3_600_000;

export interface Person {
  sub: string;
  name: string;
  role: Role;
}
export const ANNA: Person = { sub: 'anna', name: 'Anna', role: 'mentor' };
export const BO: Person = { sub: 'bo', name: 'Bo', role: 'mentee' };
export const OLGA: Person = { sub: 'olga', name: 'Olga', role: 'observer' };

export interface Answer<T = Record<string, unknown>> {
  status: number;
  headers: Headers;
  body: T;
}

export interface World extends Parts {
  readonly storage: MemoryStorage;
  readonly logged: readonly (LogFields & { event: string })[];
  now(): number;
  /** Lets `ms` pass. */
  pass(ms: number): void;
  /** A host token of this person for `anna-bo`, or with other claims. */
  token(person: Person, claims?: JWTPayload): Promise<string>;
  ask<T = Record<string, unknown>>(
    method: string,
    path: string,
    token: string | null,
    body?: unknown,
  ): Promise<Answer<T>>;
  /** Joins and answers the ticket. */
  join(person: Person, options?: { session?: string; claims?: JWTPayload }): Promise<Ticket>;
  /** A person writes into a document, as their socket would. */
  write(person: Person, name: string, edit: (doc: Y.Doc) => void): Promise<void>;
  read<T>(name: string, read: (doc: Y.Doc) => T): Promise<T>;
  close(): Promise<void>;
}

export const sessionDoc = (session: string): string => documentName({ kind: 'session', session });
export const MENTORSHIP = 'anna-bo';
export const MENTORSHIP_DOC = documentName({ kind: 'mentorship', mentorship: MENTORSHIP });
const TENANT = 'default';

interface WorldOptions {
  appDir?: string;
  storage?: MemoryStorage;
  now?: number;
  turn?: TurnSettings;
  livekit?: LiveKitSettings;
  templates?: Templates;
}

export async function createWorld(options: WorldOptions = {}): Promise<World> {
  let time = options.now ?? START;
  const now = (): number => time;
  const logged: (LogFields & { event: string })[] = [];
  const note = (event: string, fields: LogFields = {}): void => void logged.push({ ...fields, event });
  const log: Log = { info: note, warn: note, error: note };
  const storage = options.storage ?? openMemory();
  const index = openMemoryIndex(storage.db);
  const ending = new AbortController();
  const parts = await assemble({
    storage,
    index,
    keys: secretKeys(SECRET),
    origins: { own: true, others: [PAGE] },
    turn: options.turn ?? { urls: [], secret: null },
    livekit: options.livekit ?? null,
    templates: options.templates ?? builtInTemplates(),
    appDir: options.appDir ?? '/nowhere',
    isReady: async () => true,
    now,
    log,
    signal: ending.signal,
  });
  const { app, sync } = parts;
  const key = (name: string): DocumentKey => ({ tenant: TENANT, name });

  function token({ sub, name, role }: Person, claims: JWTPayload = {}): Promise<string> {
    const iat = Math.floor(now() / 1000);
    const payload = { sub, name, role, mentorship: MENTORSHIP, iat, exp: iat + 600, ...claims };
    return new SignJWT(payload).setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode(SECRET));
  }

  async function ask<T>(method: string, path: string, bearer: string | null, body?: unknown): Promise<Answer<T>> {
    const response = await app.request(path, {
      method,
      headers: {
        ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return { status: response.status, headers: response.headers, body: (await response.json()) as T };
  }

  return {
    ...parts,
    storage,
    logged,
    now,
    pass: (ms) => void (time += ms),
    token,
    ask,
    async join(person, { session, claims } = {}) {
      const { mentorship = MENTORSHIP } = { ...claims };
      const asked = { mentorship, ...(session !== undefined && { session }) };
      const { status, body } = await ask<Ticket>('POST', '/v1/join', await token(person, claims), asked);
      if (status !== 200) throw new Error(`join answered ${status}: ${JSON.stringify(body)}`);
      return body;
    },
    async write({ sub }, name, edit) {
      await sync.documents.command([key(name)], ([doc]) => {
        const copy = new Y.Doc();
        copy.clientID = createHash('sha256').update(`${sub}${Math.random()}`).digest().readUInt32BE(0);
        Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc ?? new Y.Doc()));
        const before = Y.encodeStateVector(copy);
        edit(copy);
        const bytes = Y.encodeStateAsUpdate(copy, before);
        return { appends: [{ document: key(name), bytes, actor: sub }], rows: [], result: undefined };
      });
      await parts.sessions.idle();
    },
    read: (name, read) => sync.documents.read(key(name), read),
    async close() {
      ending.abort();
      parts.sfu?.door.close();
      await parts.sessions.close();
      await sync.close();
      await parts.search.close();
      await storage.store.close();
    },
  };
}
