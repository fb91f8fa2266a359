/** A server that is killed and started again on the same data, and two people who use it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { documentName, type Ticket } from '@fireside/protocol';
import { SignJWT } from 'jose';
import type * as Y from 'yjs';
import { AckedProvider } from '../acked-provider.ts';
import { SECRET } from '../ledger/fireside-clients.ts';
import { ServerProcess } from '../ledger/server-process.ts';
import type { Place } from './server.ts';

const PROGRAM = fileURLToPath(new URL('./server.ts', import.meta.url));
export const MENTORSHIP = 'anna-bo';
export type Name = 'anna' | 'bo';

/** What a request was answered; null where the server died before. */
export interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

export class Mortal {
  readonly folder: string;
  /** Ms by which the server's clock is ahead. */
  ahead = 0;
  /** What the servers had to complain of. */
  readonly complaints: unknown[] = [];
  #server!: ServerProcess;
  #url = '';
  /** Loads its program while the one before it still works. */
  #next = new ServerProcess(PROGRAM);

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async open(): Promise<Mortal> {
    const mortal = new Mortal(await mkdtemp(join(tmpdir(), 'fireside-mortal-')));
    await mortal.start();
    return mortal;
  }

  get database(): string {
    return join(this.folder, 'fireside.sqlite');
  }

  now(): number {
    return Date.now() + this.ahead;
  }

  async start(): Promise<void> {
    this.#server = this.#next;
    this.#next = new ServerProcess(PROGRAM);
    const env = { FIRESIDE_PORT: '0', FIRESIDE_DATA: this.folder, FIRESIDE_SECRET: SECRET };
    this.#server.tell({ command: 'start', env, ahead: this.ahead });
    this.#url = (await this.#server.says('listening'))['url'] as string;
  }

  /** From now on the server dies at the commit of the next command. */
  async arm(place: Place, when: number): Promise<void> {
    this.#server.tell({ command: 'arm', place, when });
    this.#server.tell({ command: 'ping' });
    await this.#server.says('pong');
  }

  async kill(): Promise<void> {
    this.#heard(await this.#server.kill());
  }

  /** Resolves when the server has died of itself. */
  async died(): Promise<void> {
    this.#heard(await this.#server.ended);
  }

  /** Lets time pass; false where the server died of what it had to do then. */
  async pass(ms: number): Promise<boolean> {
    this.ahead += ms;
    this.#server.tell({ command: 'pass', ahead: this.ahead });
    const passed = this.#server.says(`it is ${this.ahead} later`).then(
      () => true,
      () => false, // it ended before it said so
    );
    return passed;
  }

  async join(person: Name, session?: string): Promise<Ticket> {
    const iat = Math.floor(this.now() / 1000);
    const role = person === 'anna' ? 'mentor' : 'mentee';
    const token = await new SignJWT({ sub: person, name: person, role, mentorship: MENTORSHIP, iat, exp: iat + 600 })
      .setProtectedHeader({ alg: 'HS256' })
      .sign(new TextEncoder().encode(SECRET));
    const answer = await this.ask(token, 'POST', '/v1/join', { mentorship: MENTORSHIP, session });
    if (answer?.status !== 200) throw new Error(`join answered ${JSON.stringify(answer)}`);
    return answer.body as unknown as Ticket;
  }

  async ask(token: string, method: string, path: string, body?: unknown): Promise<Answer | null> {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    try {
      const response = await fetch(this.#url + path, init);
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    } catch (error) {
      if (error instanceof TypeError) return null; // fetch's word for a connection that broke
      throw error;
    }
  }

  /** Writes into a session's document, and leaves it when that is saved. */
  async write(person: Name, session: string, edit: (doc: Y.Doc) => void): Promise<void> {
    const client = new AckedProvider(await this.join(person, session), documentName({ kind: 'session', session }));
    await client.synced();
    await client.saved(client.change(edit));
    client.discard();
  }

  async end(): Promise<void> {
    await Promise.all([this.#server.kill(), this.#next.kill()]);
    await rm(this.folder, { recursive: true });
  }

  #heard(all: readonly { said: string }[]): void {
    this.complaints.push(...all.filter(({ said }) => said === 'complaint'));
  }
}
