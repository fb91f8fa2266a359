/** A server in a process of its own: told by lines of JSON on stdin, heard on stdout, which survives what kills it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** What Node compiled once need not be compiled at each start: half of what a cycle costs. */
const NODE_COMPILE_CACHE = join(tmpdir(), 'fireside-compile-cache');

export interface Said {
  readonly said: string;
  readonly [field: string]: unknown;
}

export class ServerProcess {
  /** Resolves with everything that was said, when the process is gone and its last line is read. */
  readonly ended: Promise<readonly Said[]>;
  readonly all: Said[] = [];
  readonly #child: ChildProcess;
  #over = false;
  #wake: () => void = () => undefined;

  constructor(program: string) {
    const env = { ...process.env, NODE_COMPILE_CACHE };
    const child = spawn(process.execPath, [program], { env, stdio: ['pipe', 'pipe', 'inherit'] });
    this.#child = child;
    child.stdin.on('error', () => undefined); // it died before it read
    createInterface({ input: child.stdout }).on('line', (line) => {
      this.all.push(JSON.parse(line) as Said);
      this.#wake();
    });
    this.ended = new Promise((resolve) =>
      child.once('close', () => {
        this.#over = true;
        this.#wake();
        resolve(this.all);
      }),
    );
  }

  tell(command: Readonly<Record<string, unknown>>): void {
    this.#child.stdin?.write(`${JSON.stringify(command)}\n`);
  }

  /** The first line that says this. @throws where the process ends before */
  async says(what: string): Promise<Said> {
    for (;;) {
      const line = this.all.find(({ said }) => said === what);
      if (line) return line;
      if (this.#over) throw new Error(`The server ended before it said "${what}": ${JSON.stringify(this.all)}`);
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  async kill(): Promise<readonly Said[]> {
    this.#child.kill('SIGKILL');
    return this.ended;
  }
}
