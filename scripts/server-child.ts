import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Longer than the server takes to write what it still holds and to close its sockets. */
const PATIENCE_MS = 10_000;

export interface ServerChild {
  /** Resolves when the server has ended, whoever ended it, with what to tell. */
  readonly ended: Promise<string>;
  /** SIGTERM, and SIGKILL where that is not enough. Resolves when the process is gone. */
  end(): Promise<void>;
}

/** Starts the server in a process of its own; its log goes to a file, what it says on stderr to the terminal. */
export function startServer(root: string, log: string, env: NodeJS.ProcessEnv): ServerChild {
  mkdirSync(dirname(log), { recursive: true });
  const child = spawn(process.execPath, [join(root, 'server/src/main.ts')], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
    // Ctrl-C reaches every process of the terminal's group; the server must hear SIGTERM from us instead, once.
    detached: true,
  });
  child.stdout?.pipe(createWriteStream(log, { flags: 'a' }));
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(`The server could not be started: ${error.message}.`));
    child.once('exit', (code, signal) => resolve(`The server ended by itself (${signal ?? `exit code ${code}`}).`));
  });
  return { ended, end: () => endChild(child) };
}

async function endChild(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  const impatience = setTimeout(() => {
    console.error(`The server did not end within ${PATIENCE_MS / 1000} s of SIGTERM: ending it the hard way.`);
    child.kill('SIGKILL');
  }, PATIENCE_MS);
  await exit;
  clearTimeout(impatience);
}

/** Resolves when the address answers with success. @throws what ended it first: the signal's reason or the time */
export async function answers(url: string, signal: AbortSignal): Promise<void> {
  const patience = AbortSignal.any([signal, AbortSignal.timeout(30_000)]);
  for (;;) {
    const ok = await fetch(url, { signal: patience }).then(
      (response) => response.ok,
      () => false,
    );
    if (ok) return;
    if (signal.aborted) throw signal.reason;
    if (patience.aborted) throw new Error(`${url} did not answer within 30 s.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
