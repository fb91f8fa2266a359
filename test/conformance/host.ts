/** The real server and the people whom a host lets in; each has a folder and a port of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import type { Role, SessionState, Ticket } from '@fireside/protocol';
import { startServer } from '@fireside/server';
import { SignJWT } from 'jose';

const SECRET = 'a secret of the tests that is long enough';
const MAIN = fileURLToPath(new URL('../../server/src/main.ts', import.meta.url));

export interface Person {
  readonly sub: string;
  readonly role: Role;
}
export const ANNA: Person = { sub: 'anna', role: 'mentor' };
export const BO: Person = { sub: 'bo', role: 'mentee' };
export const OLGA: Person = { sub: 'olga', role: 'observer' };

interface Running {
  readonly url: string;
  erase(name: string): Promise<void>;
  end(): Promise<void>;
}
type Run = (env: Readonly<Record<string, string>>) => Promise<Running>;

export const inThisProcess: Run = async (env) => {
  const server = await startServer({ env, drainMs: 0 });
  return {
    url: server.url,
    erase: async (name) => void (await server.erase({ tenant: 'default', name })),
    end: () => server.close(),
  };
};

/** As `npx pnpm server` runs it; its only end is SIGKILL. */
export const inItsOwnProcess: Run = async (env) => {
  const child = spawn(process.execPath, [MAIN], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  for await (const line of createInterface({ input: child.stdout })) {
    const { event, url } = JSON.parse(line) as { event: string; url?: string };
    if (event !== 'listening' || url === undefined) continue;
    child.stdout.resume();
    return {
      url,
      erase: () => Promise.reject(new Error('Only a server in this process erases.')),
      async end() {
        child.kill('SIGKILL');
        await exited;
      },
    };
  }
  throw new Error('The server ended before it listened.');
};

export class Host {
  readonly #data: string;
  readonly #run: Run;
  #server!: Running;
  /** The members that the host names; null where it names none, and whoever joins is one. */
  members: readonly { sub: string; name: string; role: Role }[] | null = null;

  private constructor(data: string, run: Run) {
    this.#data = data;
    this.#run = run;
  }

  static async start(run: Run = inThisProcess): Promise<Host> {
    const host = new Host(await mkdtemp(join(tmpdir(), 'fireside-')), run);
    await host.#start('0');
    return host;
  }

  get url(): string {
    return this.#server.url;
  }

  /** Ends the server; the answer starts another one at the same address, on the same folder. */
  async away(): Promise<() => Promise<void>> {
    const { port } = new URL(this.url);
    await this.#server.end();
    return () => this.#start(port);
  }

  async end(): Promise<void> {
    await this.#server.end();
    await rm(this.#data, { recursive: true });
  }

  erase(document: string): Promise<void> {
    return this.#server.erase(document);
  }

  token({ sub, role }: Person, mentorship: string): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    return new SignJWT({ name: sub, mentorship, role, ...(this.members && { members: this.members }) })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setSubject(sub)
      .setIssuedAt(now)
      .setExpirationTime(now + 600)
      .sign(new TextEncoder().encode(SECRET));
  }

  async join(person: Person, mentorship: string, session?: string): Promise<Ticket> {
    const token = await this.token(person, mentorship);
    return (await this.#post('/v1/join', token, { mentorship, session })) as Ticket;
  }

  /** Brings the session of a member's ticket to a state. */
  async bring({ session, documents: { token } }: Ticket, ...states: SessionState[]): Promise<void> {
    const commands: Partial<Record<SessionState, string>> = {
      live: 'start',
      'wrapped-up': 'wrap-up',
      archived: 'archive',
    };
    for (const state of states) await this.#post(`/v1/sessions/${session.id}/${commands[state]}`, token);
  }

  /** How many updates the log of a document has, looked up in the file. */
  logged(document: string): number {
    const database = new DatabaseSync(join(this.#data, 'fireside.sqlite'), { readOnly: true });
    try {
      const row = database
        .prepare('select count(*) as rows from doc_update join doc on doc.id = doc_update.doc where doc.name = ?')
        .get(document);
      return Number(row?.['rows']);
    } finally {
      database.close();
    }
  }

  async #start(port: string): Promise<void> {
    this.#server = await this.#run({ FIRESIDE_PORT: port, FIRESIDE_DATA: this.#data, FIRESIDE_SECRET: SECRET });
  }

  async #post(path: string, token: string, body?: unknown): Promise<unknown> {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const response = await fetch(this.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
    return response.json();
  }
}
