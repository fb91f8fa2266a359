/** A server under measurement: a process pinned to core 0 with all its threads, its output in a file beside its data. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../../e2e/support/ports.ts';
import type { Door, ServerKind, Visitor } from './kind.ts';

export const SERVER_CORE = 0;
const START_WITHIN_MS = 30_000;
const ON_REQUEST = fileURLToPath(new URL('children/on-request.ts', import.meta.url));

/** What a server's process tells of itself (children/on-request.ts). */
export interface Inside {
  /** Bytes of the main thread's objects, and of buffers outside its heap. */
  readonly heapUsed: number;
  readonly external: number;
  /** Timers, sockets and the like, counted by kind (`process.getActiveResourcesInfo`). */
  readonly resources: Readonly<Record<string, number>>;
  /** Y.Docs that are alive; only where they were asked for, and of the copy of Yjs that the test folder loads too. */
  readonly documents: number | null;
}

/** What the bench may ask of that file. */
export type Request =
  | { readonly what: 'look' | 'collect' | 'documents' | 'profile' }
  | { readonly what: 'write-profile'; readonly file: string };

export class Server {
  readonly kind: ServerKind;
  readonly port: number;
  /** Folder of its files. */
  readonly data: string;
  #child: ChildProcess | null = null;

  private constructor(kind: ServerKind, port: number, data: string) {
    this.kind = kind;
    this.port = port;
    this.data = data;
  }

  static async start(kind: ServerKind): Promise<Server> {
    const server = new Server(kind, await freePort(), await mkdtemp(join(tmpdir(), 'fireside-bench-')));
    await server.start();
    return server;
  }

  get pid(): number {
    return this.#running.pid!;
  }

  get #running(): ChildProcess {
    if (!this.#child) throw new Error('The server is not running.');
    return this.#child;
  }

  /** Starts it, or starts it again on the same port and data. Resolves as soon as it answers HTTP. */
  async start(): Promise<void> {
    const { script, env } = this.kind;
    const log = openSync(join(this.data, 'output'), 'a');
    const node = [process.execPath, '--expose-gc', '--import', ON_REQUEST, script];
    this.#child = spawn('taskset', ['-c', String(SERVER_CORE), ...node], {
      stdio: ['ignore', log, log, 'ipc'],
      env: { PATH: process.env['PATH'], ...env(this.port, this.data) },
    });
    closeSync(log);
    const deadline = performance.now() + START_WITHIN_MS;
    while (!(await answers(this.port))) {
      if (this.#child.exitCode !== null || performance.now() > deadline) {
        throw new Error(`${script} does not answer:\n${await readFile(join(this.data, 'output'), 'utf8')}`);
      }
      await wait(5);
    }
  }

  door(visitor: Visitor): Promise<Door> {
    return this.kind.door(this.port, visitor);
  }

  /** Asks the process; what it then has. After `collect` garbage is gone, so that memory means what is kept. */
  async inside(request: Request): Promise<Inside> {
    const child = this.#running;
    const ended = new AbortController();
    const onExit = (): void => ended.abort(new Error(`${this.kind.name} has ended by itself.`));
    child.once('exit', onExit);
    try {
      const answer = once(child, 'message', { signal: ended.signal });
      child.send(request);
      const [inside] = (await answer) as [Inside];
      return inside;
    } finally {
      child.off('exit', onExit);
    }
  }

  /** SIGKILL. */
  async kill(): Promise<void> {
    const child = this.#running;
    this.#child = null;
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`${this.kind.name} had ended by itself.`);
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  }

  /** Ends it and removes its data. Nothing of it is needed any more, so nothing is waited for. */
  async stop(): Promise<void> {
    try {
      await this.kill();
    } finally {
      await rm(this.data, { recursive: true });
    }
  }
}

async function answers(port: number): Promise<boolean> {
  try {
    await fetch(`http://127.0.0.1:${port}/healthz`, { headers: { connection: 'close' } });
    return true;
  } catch {
    return false; // not listening yet
  }
}
