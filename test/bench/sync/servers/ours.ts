/** Fireside itself, as `pnpm server` starts it: SQLite on disk, tickets by `POST /v1/join`, its own limits. */
import { fileURLToPath } from 'node:url';
import { documentName, type Ticket } from '@fireside/protocol';
import { SignJWT } from 'jose';
import type { Door, ServerKind, Visitor } from './kind.ts';

const SECRET = 'a secret of the bench that is long enough';
const TOKEN_LIFE_S = 3_600;

export const ours: ServerKind = {
  name: 'ours',
  about: 'Fireside: every update committed to SQLite (WAL, synchronous FULL) before anybody hears it',
  durable: true,
  script: fileURLToPath(new URL('../../../../server/src/main.ts', import.meta.url)),
  env: (port, data) => ({ FIRESIDE_PORT: String(port), FIRESIDE_DATA: data, FIRESIDE_SECRET: SECRET }),
  openToReaders,
  door,
};

/** Each document is the session of a mentorship of its own. */
async function door(port: number, visitor: Visitor): Promise<Door> {
  const { documents, session } = await join(port, visitor);
  const document = documentName({ kind: 'session', session: session.id });
  return {
    url: `${documents.url}/${document}`,
    document,
    dialect: 'y-websocket',
    protocols: ['fireside', documents.token],
    headers: forwarded(visitor),
  };
}

/** Observers come when the session is live. */
async function openToReaders(port: number, document: number): Promise<void> {
  const visitor: Visitor = { document, client: 0 };
  const { session, documents } = await join(port, visitor);
  await post(port, `/v1/sessions/${session.id}/start`, documents.token, forwarded(visitor), {});
}

async function join(port: number, visitor: Visitor): Promise<Ticket> {
  const mentorship = `bench-${visitor.document}`;
  return post(port, '/v1/join', await hostToken(mentorship, visitor), forwarded(visitor), { mentorship });
}

/** As a reverse proxy on the same machine says it: everybody has an address of their own. */
function forwarded({ document, client }: Visitor): Record<string, string> {
  return { 'x-forwarded-for': `10.${client % 256}.${(document >> 8) % 256}.${document % 256}` };
}

async function hostToken(mentorship: string, { document, client, reads = false }: Visitor): Promise<string> {
  const role = reads ? 'observer' : client % 2 === 0 ? 'mentor' : 'mentee';
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({ name: `Person ${client}`, mentorship, role })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setSubject(`person-${document}-${client}`)
    .setIssuedAt(now)
    .setExpirationTime(now + TOKEN_LIFE_S)
    .sign(new TextEncoder().encode(SECRET));
}

async function post<T>(port: number, path: string, token: string, headers: object, body: unknown): Promise<T> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: 'POST',
    headers: { ...headers, authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}
