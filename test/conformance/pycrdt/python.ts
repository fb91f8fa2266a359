/** Brings pycrdt into a folder of its own, and drives the Python client over its stdin and stdout. */
import { execFile, spawn, type ChildProcessByStdio } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const REQUIREMENTS = here('requirements.txt');
const CACHE = here('../../../node_modules/.cache/fireside-pycrdt');

/** Where Python is, and where what it needs is. */
export interface Python {
  readonly command: string;
  readonly path: string | null;
}

const run = promisify(execFile);

/**
 * Answers a Python that has pycrdt, after a download the first time.
 * @throws Error with what is missing
 */
export async function bringPython(): Promise<Python> {
  const version = 'import sys; sys.exit(sys.version_info < (3, 11))';
  await run('python3', ['-c', version]).catch((error: unknown) => {
    throw new Error('Python 3.11 or newer is needed as `python3`.', { cause: error });
  });
  const pinned = createHash('sha256').update(readFileSync(REQUIREMENTS)).digest('hex').slice(0, 16);
  const folder = join(CACHE, pinned);
  const found = await works(folder);
  if (found) return found;
  await rm(folder, { recursive: true, force: true });
  await mkdir(CACHE, { recursive: true });
  const install = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', REQUIREMENTS];
  try {
    await run('python3', ['-m', 'venv', folder]);
    await run(join(folder, 'bin/python'), install);
  } catch {
    // Debian keeps venv in a package of its own; pip can do without it.
    await rm(folder, { recursive: true, force: true });
    await run('python3', [...install, '--target', `${folder}.new`]);
    await rename(`${folder}.new`, folder);
  }
  const brought = await works(folder);
  if (!brought) throw new Error(`pycrdt was installed in ${folder} and cannot be loaded.`);
  return brought;
}

async function works(folder: string): Promise<Python | null> {
  if (!existsSync(folder)) return null;
  const own = join(folder, 'bin/python');
  const python = existsSync(own) ? { command: own, path: null } : { command: 'python3', path: folder };
  return run(python.command, ['-c', 'import pycrdt, websockets'], { env: envOf(python) }).then(
    () => python,
    () => null,
  );
}

const envOf = ({ path }: Python): NodeJS.ProcessEnv => ({
  ...process.env,
  PYTHONDONTWRITEBYTECODE: '1',
  ...(path !== null && { PYTHONPATH: path }),
});

/** What the Python client tells after every change. Bytes are base64. */
export interface PythonState {
  readonly vector: string;
  readonly update: string;
  readonly people: readonly unknown[];
  readonly content: Readonly<Record<string, unknown>>;
}
type Line = { done: string } | { failed: string; error: string } | PythonState;

export class PythonClient {
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #waiting = new Set<() => void>();
  readonly #answers: ((error: Error | null) => void)[] = [];
  #state: PythonState | null = null;

  constructor(python: Python) {
    this.#child = spawn(python.command, [here('client.py')], {
      env: envOf(python),
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    createInterface({ input: this.#child.stdout }).on('line', (text) => this.#hear(JSON.parse(text) as Line));
    this.#child.on('exit', () => {
      for (const answer of this.#answers.splice(0)) answer(new Error('The Python client has ended.'));
    });
  }

  /** Runs a method of the Python client. @throws Error with what went wrong there */
  do(command: 'connect' | 'disconnect' | 'aware' | 'write', ...args: unknown[]): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#answers.push((error) => (error ? reject(error) : resolve()));
      this.#child.stdin.write(`${JSON.stringify([command, ...args])}\n`);
    });
  }

  /** Resolves with the state once `test` holds. */
  until(test: (state: PythonState) => boolean): Promise<PythonState> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (!this.#state || !test(this.#state)) return;
        this.#waiting.delete(look);
        resolve(this.#state);
      };
      this.#waiting.add(look);
      look();
    });
  }

  /** Something on the other side changed that `until` compares with. */
  look(): void {
    for (const look of [...this.#waiting]) look();
  }

  async end(): Promise<void> {
    const exited = once(this.#child, 'exit');
    this.#child.kill();
    await exited;
  }

  #hear(line: Line): void {
    if ('done' in line) return this.#answers.shift()?.(null);
    if ('failed' in line) return this.#answers.shift()?.(new Error(`${line.failed}: ${line.error}`));
    this.#state = line;
    this.look();
  }
}
